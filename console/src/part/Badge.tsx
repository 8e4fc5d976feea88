import type { Schema } from '../api/api';
import { type Key, useWords } from '../words/words';

export type BadgeName = Schema['Badge'] | 'off';

const SHAPES: Record<BadgeName, { tone: string; path: string }> = {
  protected: { tone: 'ok', path: 'M5.5 0a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Z' },
  'standing-in': { tone: 'stand', path: 'M5.5 0 11 5.5 5.5 11 0 5.5Z' },
  'at-risk': { tone: 'warn', path: 'M5.5.5 11 10.5H0Z' },
  'not-recording': { tone: 'bad', path: 'M.5.5h10v10H.5Z' },
  off: { tone: '', path: 'M0 4.5h11v2H0Z' },
};

/** A camera's or the site's state: shape, word and colour, never colour alone. */
export function Badge({ badge, bare, count }: { badge: BadgeName; bare?: boolean; count?: number }) {
  const { t } = useWords();
  const { tone, path } = SHAPES[badge];
  return (
    <span className={`badge ${tone}${bare ? ' bare' : ''}`} data-badge={badge}>
      <svg viewBox="0 0 11 11" aria-hidden="true">
        <path d={path} />
      </svg>
      {t(`badge.${badge}` as Key)}
      {count !== undefined && count > 0 ? ` ${count}` : ''}
    </span>
  );
}

/** A word in a colour that says how good it is, with a shape. */
export function Mark({
  tone,
  children,
}: {
  tone: 'ok' | 'stand' | 'warn' | 'bad' | 'off';
  children: string;
}) {
  const shape: Record<string, BadgeName> = {
    ok: 'protected',
    stand: 'standing-in',
    warn: 'at-risk',
    bad: 'not-recording',
    off: 'off',
  };
  const { tone: colour, path } = SHAPES[shape[tone] as BadgeName];
  return (
    <span className={`badge ${colour}`}>
      <svg viewBox="0 0 11 11" aria-hidden="true">
        <path d={path} />
      </svg>
      {children}
    </span>
  );
}
