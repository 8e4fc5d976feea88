import { Button } from '@mantine/core';
import type { DrawnLane, Piece, View } from '../../lane/geometry';
import { Mark } from '../../part/Badge';
import { TableWrap } from '../../part/Parts';
import { Moment, useQuantity } from '../../part/time';
import { useWords } from '../../words/words';

const ROWS_MAX = 500;

type Row = { camera: string } & (Piece | { kind: 'locked'; fromMs: number; toMs: number });

/** The lanes as a table: the same facts for whoever reads with the ears, or wants to copy them. */
export function Table({
  lanes,
  view,
  onGo,
}: {
  lanes: readonly DrawnLane[];
  view: View;
  onGo(ms: number): void;
}) {
  const { t } = useWords();
  const { length } = useQuantity();
  const all = lanes
    .flatMap((lane): Row[] => [
      ...lane.pieces.map((piece) => ({ camera: lane.camera, ...piece })),
      ...lane.locks.map((lock) => ({ camera: lane.camera, kind: 'locked' as const, ...lock })),
    ])
    .filter(({ fromMs, toMs }) => toMs > view.from && fromMs < view.to);
  const rows = all.slice(0, ROWS_MAX);
  return (
    <TableWrap className="lanes-table">
      <table className="table">
        <caption className="hidden">{t('timeline.table')}</caption>
        <thead>
          <tr>
            <th>{t('timeline.camera')}</th>
            <th>{t('timeline.from')}</th>
            <th>{t('timeline.to')}</th>
            <th className="right">{t('timeline.length')}</th>
            <th>{t('timeline.what')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.camera}${row.fromMs}${row.kind}`}>
              <td className="name">{row.camera}</td>
              <td>
                <Moment at={row.fromMs} />
              </td>
              <td>
                <Moment at={row.toMs} />
              </td>
              <td className="right">{length((row.toMs - row.fromMs) / 1000)}</td>
              <td>
                <What row={row} />
              </td>
              <td className="right">
                <Button size="compact-sm" variant="subtle" onClick={() => onGo(row.fromMs)}>
                  {t('timeline.jump')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {all.length > rows.length ? (
        <p className="panel-body soft" role="status">
          {t('timeline.table.more', { n: rows.length, all: all.length })}
        </p>
      ) : null}
    </TableWrap>
  );
}

function What({ row }: { row: Row }) {
  const { t, code } = useWords();
  switch (row.kind) {
    case 'gap':
      return (
        <Mark tone="bad">
          {t('timeline.gap', { cause: code('cause', row.cause ?? 'unknown', {}, row.cause ?? '') })}
        </Mark>
      );
    case 'away':
      return <Mark tone="warn">{t('timeline.away', { recorder: row.recorder ?? '' })}</Mark>;
    case 'locked':
      return <Mark tone="stand">{t('timeline.locked')}</Mark>;
    case 'have':
      return (
        <Mark tone={row.standingIn ? 'stand' : 'ok'}>
          {t(row.standingIn ? 'timeline.standin' : 'timeline.have', { recorder: row.recorder ?? '' })}
        </Mark>
      );
  }
}
