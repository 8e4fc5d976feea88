import { Button } from '@mantine/core';
import type { DrawnLane, View } from '../../lane/geometry';
import { Mark } from '../../part/Badge';
import { TableWrap } from '../../part/Parts';
import { Moment, useQuantity } from '../../part/time';
import { useWords } from '../../words/words';

const ROWS_MAX = 500;

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
  const { t, code } = useWords();
  const { length } = useQuantity();
  const rows = lanes
    .flatMap((lane) => lane.pieces.map((piece) => ({ camera: lane.camera, piece })))
    .filter(({ piece }) => piece.toMs > view.from && piece.fromMs < view.to)
    .slice(0, ROWS_MAX);
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
          {rows.map(({ camera, piece }) => (
            <tr key={`${camera}${piece.fromMs}${piece.kind}`}>
              <td className="name">{camera}</td>
              <td>
                <Moment at={piece.fromMs} />
              </td>
              <td>
                <Moment at={piece.toMs} />
              </td>
              <td className="right">{length((piece.toMs - piece.fromMs) / 1000)}</td>
              <td>
                {piece.kind === 'gap' ? (
                  <Mark tone="bad">
                    {t('timeline.gap', {
                      cause: code('cause', piece.cause ?? 'unknown', {}, piece.cause ?? ''),
                    })}
                  </Mark>
                ) : piece.kind === 'away' ? (
                  <Mark tone="warn">{t('timeline.away', { recorder: piece.recorder ?? '' })}</Mark>
                ) : (
                  <Mark tone={piece.standingIn ? 'stand' : 'ok'}>
                    {t(piece.standingIn ? 'timeline.standin' : 'timeline.have', {
                      recorder: piece.recorder ?? '',
                    })}
                  </Mark>
                )}
              </td>
              <td className="right">
                <Button size="compact-sm" variant="subtle" onClick={() => onGo(piece.fromMs)}>
                  {t('timeline.jump')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableWrap>
  );
}
