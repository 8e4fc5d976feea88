import { Button, CopyButton } from '@mantine/core';
import { Copy } from 'lucide-react';
import { useWords } from '../words/words';

/** Something that is shown once, to be copied. */
export function Secret({ text }: { text: string }) {
  const { t } = useWords();
  return (
    <div className="secret">
      <span>{text}</span>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="default"
            className="push"
            leftSection={<Copy size={14} aria-hidden="true" />}
            onClick={copy}
          >
            {t(copied ? 'common.copied' : 'common.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
