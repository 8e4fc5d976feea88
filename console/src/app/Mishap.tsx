import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Empty } from '../part/Parts';
import { useWords } from '../words/words';

/**
 * Keeps a page that failed to draw from taking the rest of the console with it: the menu, the alarms and every other
 * page go on. Give it a key of the page, so that another page is drawn afresh.
 */
export class Mishap extends Component<{ children: ReactNode }, { what: string | null }> {
  override state = { what: null as string | null };

  static getDerivedStateFromError(failure: unknown) {
    return { what: failure instanceof Error ? failure.message : String(failure) };
  }

  override render() {
    return this.state.what === null ? this.props.children : <Failed what={this.state.what} />;
  }
}

function Failed({ what }: { what: string }) {
  const { t } = useWords();
  return (
    <Empty icon={TriangleAlert} title={t('failure.console', { what })}>
      {t('failure.console.footage')}
    </Empty>
  );
}
