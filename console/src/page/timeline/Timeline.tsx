import { Button, MultiSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CalendarClock, Film } from 'lucide-react';
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { GET, need } from '../../api/api';
import { camerasAsked } from '../../api/queries';
import { may, useMe } from '../../api/session';
import { usePageKeys } from '../../app/keys';
import { landmarks, nextOf, prepared, showing, VIEW_MAX_MS, type View, zoomed } from '../../lane/geometry';
import { type Hover, LaneCanvas, type Painter } from '../../lane/LaneCanvas';
import { NoCameras } from '../../part/NoCameras';
import { Answered, Empty, Failure } from '../../part/Parts';
import { signs } from '../../part/recorders';
import { useNow, zone } from '../../part/time';
import { moment } from '../../words/quantity';
import { useWords } from '../../words/words';
import { LaneHead, LaneLegend, LaneNote } from './LaneSides';
import { Screens, type ScreensHandle } from './Screens';
import { SpanActions } from './SpanActions';
import { Table } from './Table';
import './timeline.css';
import { chosenLength, Transport } from './Transport';

const HOUR_MS = 3_600_000;
const PLAYED_MAX = 16;
const LANES_MAX = 64;
/** A new answer is asked for only when the view has left a quarter of what was asked. */
const QUARTER = 4;
const REACH_TIMES = 6;

/** Who recorded what, and what is missing and why; with the pictures above. */
export default function Timeline() {
  const { t } = useWords();
  const me = useMe();
  const asked = useQuery({ ...camerasAsked, enabled: may(me, 'status') });
  useEffect(() => {
    document.title = `${t('timeline.title')} · Lidless`;
  }, [t]);
  return (
    <div className="page-full">
      <Answered asked={asked}>
        {(cameras) => {
          const names = cameras.map((camera) => camera.camera).filter((name) => may(me, 'playback', name));
          if (cameras.length === 0) {
            return <NoCameras />;
          }
          return names.length === 0 ? (
            <Empty icon={Film} title={t('timeline.nobody')}>
              {t('live.noright.means')}
            </Empty>
          ) : (
            <Lanes all={names} />
          );
        }}
      </Answered>
    </div>
  );
}

function useLanes(cameras: string[], view: View, px: number) {
  const length = view.to - view.from;
  const step = length / QUARTER;
  const from = Math.floor(view.from / step) * step - step;
  const to = from + length + 3 * step;
  const share = (to - from) / length;
  return useQuery({
    queryKey: ['timeline', cameras, Math.round(from), Math.round(to), px],
    enabled: cameras.length > 0 && px > 0,
    placeholderData: keepPreviousData,
    refetchInterval: 3_000,
    queryFn: () =>
      need(
        GET('/api/timeline', {
          params: {
            query: {
              camera: cameras,
              from: new Date(from).toISOString(),
              to: new Date(to).toISOString(),
              px: Math.min(16_384, Math.round(px * share)),
            },
          },
        }),
      ),
  });
}

function Lanes({ all }: { all: string[] }) {
  const { t, language } = useWords();
  const [search, setSearch] = useSearchParams();
  const now = useNow(1_000);
  const [begin] = useState(() => firstMoment(search));
  const [view, setView] = useState<View>({ from: begin - HOUR_MS * 0.75, to: begin + HOUR_MS * 0.25 });
  const [marks, setMarks] = useState<{ inMs: number | null; outMs: number | null }>({
    inMs: null,
    outMs: null,
  });
  const [hover, setHover] = useState<Hover | null>(null);
  const [width, setWidth] = useState(0);
  const [table, setTable] = useState(false);
  const playhead = useRef(begin);
  const painter = useRef<Painter>(null);
  const screens = useRef<ScreensHandle>(null);

  const wanted = search.get('cams');
  const cameras = useMemo(
    () =>
      (wanted === null ? all.slice(0, 4) : wanted.split(',').filter((name) => all.includes(name))).slice(
        0,
        LANES_MAX,
      ),
    [wanted, all],
  );
  const played = useMemo(() => cameras.slice(0, PLAYED_MAX), [cameras]);
  const asked = useLanes(cameras, view, width);
  const lanes = useMemo(() => (asked.data?.lanes ?? []).map(prepared), [asked.data]);
  const colours = useMemo(
    () => signs(lanes.flatMap((lane) => lane.pieces.flatMap((piece) => piece.recorder ?? []))),
    [lanes],
  );

  const moved = useCallback((ms: number) => {
    playhead.current = ms;
    painter.current?.playhead(ms);
    setView((before) => showing(before, ms));
  }, []);
  const seek = useCallback(
    (ms: number, done = true) => {
      const at = Math.min(ms, Date.now() - 500);
      moved(at);
      screens.current?.seek(at, done);
    },
    [moved],
  );
  const [nothing, setNothing] = useState<'gap' | 'change' | null>(null);
  const jump = async (what: 'gap' | 'change', forward: boolean) => {
    const from = playhead.current;
    const to =
      nextOf(landmarks(lanes, what), from, forward) ??
      (await further(cameras, what, from, forward, view.to - view.from).catch((failed: unknown) => {
        console.info('what is further away could not be asked', failed);
        return null;
      }));
    setNothing(to === null ? what : null);
    if (to !== null) {
      // A little before, so that one sees it come.
      seek(to - 500);
      setView((before) => showing(before, to));
    }
  };
  const jumping = useRef(jump);
  jumping.current = jump;
  const onJump = useCallback(
    (what: 'gap' | 'change', forward: boolean) => void jumping.current(what, forward),
    [],
  );
  const mark = useCallback(
    (which: 'inMs' | 'outMs') => setMarks((before) => ({ ...before, [which]: playhead.current })),
    [],
  );
  const lengthen = useCallback(
    (ms: number) => setView({ from: playhead.current - ms * 0.75, to: playhead.current + ms * 0.25 }),
    [],
  );
  usePageKeys({
    ' ': () => screens.current?.toggle(),
    k: () => screens.current?.toggle(),
    j: () => screens.current?.slower(),
    l: () => screens.current?.faster(),
    ArrowLeft: () => screens.current?.nudge(-1),
    ArrowRight: () => screens.current?.nudge(1),
    '[': () => mark('inMs'),
    ']': () => mark('outMs'),
    g: () => void jump('gap', true),
    'Shift+g': () => void jump('gap', false),
    n: () => void jump('change', true),
    p: () => void jump('change', false),
    '+': () => setView((before) => zoomed(before, 0.5, playhead.current)),
    '-': () => setView((before) => zoomed(before, 2, playhead.current)),
    t: () => setTable((before) => !before),
  });
  const choose = useCallback(
    (names: string[]) => {
      const next = new URLSearchParams(search);
      next.set('cams', names.join(','));
      setSearch(next, { replace: true });
    },
    [search, setSearch],
  );
  const label = t('timeline.canvas', {
    cameras: cameras.join(', '),
    from: moment(view.from, language, zone),
    to: moment(view.to, language, zone),
  });
  return (
    <>
      <h1 className="hidden">{t('timeline.title')}</h1>
      <Screens ref={screens} cameras={played} startMs={begin} onMoment={moved} />
      <Transport
        screens={screens}
        playhead={playhead}
        shownLength={chosenLength(view.to - view.from)}
        onJump={onJump}
        onGo={seek}
        onMark={mark}
        onLength={lengthen}
      />
      <SpanActions
        cameras={cameras}
        marks={marks}
        lanes={lanes}
        onClear={() => setMarks({ inMs: null, outMs: null })}
      />
      <div className="lanes-bar">
        <Choice all={all} chosen={cameras} onChoose={choose} />
        <LaneLegend signs={colours} />
      </div>
      {asked.error && !asked.data ? <Failure failure={asked.error} /> : null}
      {cameras.length === 0 ? (
        <Empty icon={CalendarClock} title={t('timeline.choose')}>
          {t('timeline.choose.means')}
        </Empty>
      ) : (
        <div className="lanes-box">
          <LaneHead lanes={cameras} />
          <div className="lanes-canvas">
            <LaneCanvas
              lanes={lanes}
              view={view}
              nowMs={now}
              marks={marks}
              signs={colours}
              label={label}
              painter={painter}
              startMs={begin}
              onView={setView}
              onSeek={seek}
              onHover={setHover}
              onWidth={setWidth}
            />
            {hover ? <LaneNote hover={hover} width={width} /> : null}
          </div>
        </div>
      )}
      <div className="lanes-foot">
        <Button variant="subtle" size="compact-sm" aria-expanded={table} onClick={() => setTable(!table)}>
          {t(table ? 'timeline.table.hide' : 'timeline.table.show')}
        </Button>
        <span className="muted small">{t('timeline.zone', { zone })}</span>
        <span className="muted small" role="status">
          {nothing === null ? '' : t(nothing === 'gap' ? 'timeline.nogap' : 'timeline.nochange')}
        </span>
      </div>
      {table ? <Table lanes={lanes} view={view} onGo={seek} /> : null}
    </>
  );
}

/** Which cameras have a lane. Of many it costs more to draw than the lanes, and seldom changes. */
const Choice = memo(function Choice(props: {
  all: string[];
  chosen: string[];
  onChoose(names: string[]): void;
}) {
  const { t } = useWords();
  return (
    <MultiSelect
      aria-label={t('timeline.cameras')}
      placeholder={props.chosen.length === 0 ? t('timeline.choose') : ''}
      data={props.all}
      value={props.chosen}
      onChange={props.onChoose}
      searchable
      hidePickedOptions
      maxValues={LANES_MAX}
      className="lanes-cameras"
    />
  );
});

/** The next landmark beyond what is drawn: asked for in ever longer stretches. */
async function further(
  cameras: string[],
  what: 'gap' | 'change',
  fromMs: number,
  forward: boolean,
  length: number,
): Promise<number | null> {
  const now = Date.now();
  for (let reach = length * REACH_TIMES; ; reach *= REACH_TIMES) {
    const from = forward ? fromMs : fromMs - Math.min(reach, VIEW_MAX_MS);
    const to = forward ? Math.min(now, fromMs + reach) : fromMs;
    if (from >= to) {
      return null;
    }
    const query = { camera: cameras, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    const { lanes } = await need(GET('/api/timeline', { params: { query } }));
    const found = nextOf(landmarks(lanes.map(prepared), what), fromMs, forward);
    if (found !== null || reach >= VIEW_MAX_MS || to === now) {
      return found;
    }
  }
}

/** The moment of the address (`at`), or some seconds ago (`back`). */
function firstMoment(search: URLSearchParams): number {
  const at = Date.parse(search.get('at') ?? '');
  if (!Number.isNaN(at)) {
    return at;
  }
  const back = Number(search.get('back') ?? '60');
  return Date.now() - (Number.isFinite(back) ? back : 60) * 1000;
}
