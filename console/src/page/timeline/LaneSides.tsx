import { memo } from 'react';
import { Link } from 'react-router';
import type { Hover } from '../../lane/LaneCanvas';
import { RecorderKey, type RecorderSign } from '../../part/recorders';
import { useQuantity, zone } from '../../part/time';
import { exactTime, timeOfDay } from '../../words/quantity';
import { useWords } from '../../words/words';

/** The names beside the lanes, one row each, as high as a lane. */
export const LaneHead = memo(function LaneHead({ lanes }: { lanes: string[] }) {
  return (
    <div className="lanes-head">
      <div className="lanes-corner" />
      {lanes.map((camera) => (
        <Link key={camera} to={`/live?camera=${camera}`} className="lanes-name">
          {camera}
        </Link>
      ))}
    </div>
  );
});

export const LaneLegend = memo(function LaneLegend({ signs }: { signs: ReadonlyMap<string, RecorderSign> }) {
  const { t } = useWords();
  return (
    <ul className="legend" aria-label={t('timeline.legend')}>
      {[...signs].map(([name, sign]) => (
        <li key={name}>
          <RecorderKey name={name} sign={sign} />
        </li>
      ))}
      <li>
        <span className="legend-stand" aria-hidden="true" />
        {t('timeline.legend.standin')}
      </li>
      <li>
        <span className="legend-gap" aria-hidden="true" />
        {t('timeline.legend.gap')}
      </li>
      <li>
        <span className="legend-away" aria-hidden="true" />
        {t('timeline.legend.away')}
      </li>
      <li>
        <span className="legend-lock" aria-hidden="true" />
        {t('timeline.legend.locked')}
      </li>
    </ul>
  );
});

const NOTE_PX = 280;

/** What is under the pointer, in words. */
export function LaneNote({ hover, width }: { hover: Hover; width: number }) {
  const { t, code, language } = useWords();
  const { length } = useQuantity();
  const { piece } = hover;
  let what = '';
  if (piece?.kind === 'gap') {
    what = t('timeline.gap', { cause: code('cause', piece.cause ?? 'unknown', {}, piece.cause ?? '') });
  } else if (piece?.kind === 'away') {
    what = t('timeline.away', { recorder: piece.recorder ?? '' });
  } else if (piece) {
    what = t(piece.standingIn ? 'timeline.standin' : 'timeline.have', { recorder: piece.recorder ?? '' });
  }
  const left = Math.min(Math.max(0, hover.x + 14), Math.max(0, width - NOTE_PX));
  return (
    <div
      className="lane-note"
      ref={(note) => note?.style.setProperty('transform', `translate(${left}px, ${hover.y + 16}px)`)}
    >
      <b>{exactTime(hover.ms, language, zone)}</b>
      {hover.lane ? <div>{hover.lane.camera}</div> : null}
      {what ? <div>{what}</div> : null}
      {piece?.kind === 'gap' ? (
        <div className="muted">
          {timeOfDay(piece.fromMs, language, zone)} – {timeOfDay(piece.toMs, language, zone)} ·{' '}
          {length((piece.toMs - piece.fromMs) / 1000)}
        </div>
      ) : null}
    </div>
  );
}
