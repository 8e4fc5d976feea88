import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Schema } from '../../api/api';
import { useQuantity, zone } from '../../part/time';
import { day, minuteOfDay, moment } from '../../words/quantity';
import { useWords } from '../../words/words';
import { decidedIn, plotted } from './plotted';

const HEIGHT_PX = 190;
const POINT_PX = 9;

/** Every failover by when it was and how long it took until another recorder was told to record; the table below has the same. */
export function TakeoverPlot({ incidents }: { incidents: Schema['Incident'][] }) {
  const { t, language } = useWords();
  const { length } = useQuantity();
  const navigate = useNavigate();
  const light = useComputedColorScheme('dark');
  const box = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const { shown, data, slowest } = useMemo(() => plotted(incidents), [incidents]);
  const open = useRef((_: number) => {});
  open.current = (index) => {
    const incident = shown[index];
    if (incident) {
      navigate(`/failover/${incident.id}`);
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the light changes the colours that are read
  useEffect(() => {
    const parent = box.current;
    if (!parent) {
      return undefined;
    }
    const style = getComputedStyle(parent);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--ink-2'),
      font: `12px ${style.fontFamily}`,
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { show: false },
    };
    const plot = new uPlot(
      {
        width: parent.clientWidth,
        height: HEIGHT_PX,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false, setScale: false } },
        scales: {
          x: { time: true, range: (_, first, last) => widened(first, last) },
          y: { distr: 3, range: (_, least, most) => decades(least, most) },
        },
        axes: [
          {
            ...axis,
            space: 110,
            values: (_, splits, __, ___, step) =>
              splits.map((at) =>
                step < 86_400 ? minuteOfDay(at * 1000, language, zone) : day(at * 1000, language, zone),
              ),
          },
          {
            ...axis,
            size: 64,
            splits: (_, __, least, most) => powers(least, most),
            values: (_, splits) => splits.map((at) => length(at)),
          },
        ],
        series: [
          {},
          points(colour('--accent'), colour('--accent')),
          points(colour('--warn'), colour('--panel')),
        ],
        hooks: { setCursor: [({ cursor }) => setPointed(cursor.left! >= 0 ? (cursor.idx ?? null) : null)] },
      },
      data,
      parent,
    );
    plot.over.addEventListener('click', () => open.current(plot.cursor.idx ?? -1));
    const watcher = new ResizeObserver(() => plot.setSize({ width: parent.clientWidth, height: HEIGHT_PX }));
    watcher.observe(parent);
    return () => {
      watcher.disconnect();
      plot.destroy();
    };
  }, [data, language, light]);

  const incident = pointed === null ? undefined : shown[pointed];
  return (
    <figure className="plot">
      <div
        ref={box}
        role="img"
        aria-label={t('failover.plot', { n: shown.length, slowest: length(slowest) })}
      />
      <figcaption className="small soft">
        {incident ? (
          `${moment(Date.parse(incident.noticed), language, zone)} · ${t(`failover.${incident.cause}`, { recorder: incident.lost })} · ${t('failover.decidedin')} ${length(decidedIn(incident))}`
        ) : (
          <>
            <span className="plot-key gone" aria-hidden="true" /> {t('failover.plot.gone')}{' '}
            <span className="plot-key silent" aria-hidden="true" /> {t('failover.plot.silent')}
          </>
        )}
      </figcaption>
    </figure>
  );
}

function points(stroke: string, fill: string): uPlot.Series {
  return { paths: () => null, points: { show: true, size: POINT_PX, width: 2, stroke, fill } };
}

/** From a whole power of ten to a whole power of ten. */
function decades(least: number, most: number): [number, number] {
  return [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most * 1.05))];
}

function powers(least: number, most: number): number[] {
  const first = Math.round(Math.log10(least));
  return Array.from({ length: Math.round(Math.log10(most)) - first + 1 }, (_, n) => 10 ** (first + n));
}

/** A little room at both ends, so that no point is cut. */
function widened(first: number, last: number): [number, number] {
  const room = Math.max(60, (last - first) * 0.03);
  return [first - room, last + room];
}
