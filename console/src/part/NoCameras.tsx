import { Button } from '@mantine/core';
import { Camera } from 'lucide-react';
import { Link } from 'react-router';
import { may, useMe } from '../api/session';
import { useWords } from '../words/words';
import { Empty } from './Parts';

/** A site without cameras: what to do, for whoever may. */
export function NoCameras() {
  const { t } = useWords();
  const me = useMe();
  return (
    <Empty
      icon={Camera}
      title={t('overview.empty')}
      action={
        may(me, 'configure') ? (
          <Button component={Link} to="/cameras?add=first">
            {t('overview.empty.add')}
          </Button>
        ) : undefined
      }
    >
      {t('overview.empty.means')}
    </Empty>
  );
}
