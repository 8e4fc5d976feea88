import {
  forwardRef,
  memo,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useQuantity } from '../../part/time';
import type { Picture } from '../../player/Picture';
import { usePicture } from '../../player/usePicture';
import { useWords } from '../../words/words';

export interface Playing {
  playing: boolean;
  speed: number;
}

export interface ScreensHandle {
  seek(ms: number, done: boolean): void;
  toggle(): void;
  faster(): void;
  slower(): void;
  setSpeed(speed: number): void;
  /** A picture when paused, else five seconds. */
  nudge(way: 1 | -1): void;
  state(): Playing;
  onState(hear: (state: Playing) => void): () => void;
}

export const SPEEDS = [0.25, 0.5, 1, 2, 4] as const;
const NUDGE_MS = 5_000;
/** While the pointer drags, at most this often a picture is asked for. */
const SCRUB_MS = 140;

interface Props {
  cameras: string[];
  startMs: number;
  onMoment(ms: number): void;
}

/** The stored pictures of the lanes' cameras, all at one moment; the first that shows something leads the playhead. */
const Drawn = forwardRef<ScreensHandle, Props>(function Drawn({ cameras, startMs, onMoment }, handle) {
  const [playing, setPlaying] = useState<Playing>({ playing: false, speed: 1 });
  const held = useRef(new Map<string, Picture>());
  const now = useRef(startMs);
  const state = useRef(playing);
  state.current = playing;
  const hearers = useRef(new Set<(state: Playing) => void>());
  const scrub = useRef<{ timer: ReturnType<typeof setTimeout> | undefined; ms: number }>({
    timer: undefined,
    ms: 0,
  });
  /** Pictures that were under way before a seek do not move the playhead back. */
  const quietUntil = useRef(0);

  const all = useCallback((act: (picture: Picture) => void) => {
    for (const picture of held.current.values()) {
      act(picture);
    }
  }, []);
  const change = useCallback(
    (next: Playing) => {
      setPlaying(next);
      state.current = next;
      all((picture) => picture.pace(next.playing ? next.speed : 0));
      for (const hear of hearers.current) {
        hear(next);
      }
    },
    [all],
  );
  const seekAll = useCallback(
    (ms: number) => {
      quietUntil.current = performance.now() + 250;
      now.current = ms;
      all((picture) => picture.seek(Math.round(ms * 1000)));
    },
    [all],
  );
  const setSpeed = useCallback((speed: number) => change({ playing: true, speed }), [change]);
  const other = useCallback(
    (way: 1 | -1) => {
      const at = SPEEDS.indexOf(state.current.speed as (typeof SPEEDS)[number]);
      setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + (state.current.playing ? way : 0)))] ?? 1);
    },
    [setSpeed],
  );
  useImperativeHandle(
    handle,
    () => ({
      seek(ms, done) {
        const held = scrub.current;
        held.ms = ms;
        if (done) {
          clearTimeout(held.timer);
          held.timer = undefined;
          seekAll(ms);
        } else if (held.timer === undefined) {
          seekAll(ms);
          held.timer = setTimeout(() => {
            held.timer = undefined;
            if (Math.abs(held.ms - now.current) > 1) {
              seekAll(held.ms);
            }
          }, SCRUB_MS);
        }
      },
      toggle: () => change({ ...state.current, playing: !state.current.playing }),
      faster: () => other(1),
      slower: () => other(-1),
      setSpeed,
      nudge(way) {
        if (state.current.playing) {
          onMoment(now.current + way * NUDGE_MS);
          seekAll(now.current + way * NUDGE_MS);
        } else {
          all((picture) => picture.step(way));
        }
      },
      state: () => state.current,
      onState(hear) {
        hearers.current.add(hear);
        return () => hearers.current.delete(hear);
      },
    }),
    [all, change, other, setSpeed, seekAll, onMoment],
  );
  useEffect(() => () => clearTimeout(scrub.current.timer), []);

  const leader = cameras[0];
  const shown = useCallback(
    (ms: number) => {
      if (performance.now() > quietUntil.current) {
        now.current = ms;
        onMoment(ms);
      }
    },
    [onMoment],
  );
  const register = useCallback((camera: string, picture: Picture | null) => {
    if (picture) {
      held.current.set(camera, picture);
    } else {
      held.current.delete(camera);
    }
  }, []);
  if (cameras.length === 0) {
    return null;
  }
  return (
    <div
      className="screens"
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls, and must be reached by keyboard
      tabIndex={0}
      aria-label={cameras.join(', ')}
      data-count={Math.min(4, Math.ceil(Math.sqrt(cameras.length)))}
      data-playing={playing.playing}
    >
      {cameras.map((camera) => (
        <Screen
          key={camera}
          camera={camera}
          startMs={now}
          speed={state}
          register={register}
          onMoment={camera === leader ? shown : undefined}
        />
      ))}
    </div>
  );
});

/** Drawn again only for other cameras: the lanes beneath change with every turn of the wheel. */
export const Screens = memo(Drawn);

interface ScreenProps {
  camera: string;
  startMs: React.RefObject<number>;
  speed: React.RefObject<Playing>;
  register(camera: string, picture: Picture | null): void;
  onMoment: ((ms: number) => void) | undefined;
}

function Screen({ camera, startMs, speed, register, onMoment }: ScreenProps) {
  const { t, code } = useWords();
  const { length } = useQuantity();
  // What is asked for first; from then on the picture is moved, not asked for anew.
  const order = useMemo(
    () => ({
      do: 'replay' as const,
      camera,
      stream: 'main',
      fromUs: Math.round(startMs.current * 1000),
      speed: speed.current.playing ? speed.current.speed : 0,
      sound: false,
    }),
    [camera, startMs, speed],
  );
  const { video, canvas, picture, state } = usePicture(order, (frame) => onMoment?.(frame.captureUs / 1000));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the picture is made by the order
  useEffect(() => {
    register(camera, picture.current);
    return () => register(camera, null);
  }, [camera, order, register]);
  const { missing } = state;
  const note = state.problem
    ? (state.problem.detail ?? state.problem.title ?? '')
    : state.cannotShow
      ? t('live.cannotshow', { codec: state.cannotShow })
      : missing?.kind === 'gap'
        ? t('timeline.missinghere', {
            length: length((missing.toUs - missing.fromUs) / 1e6),
            cause: code('cause', missing.cause, {}, missing.cause),
          })
        : missing
          ? t('timeline.awayhere', { recorder: missing.cause })
          : state.ended
            ? t('timeline.end')
            : '';
  return (
    <figure className="screen" data-camera={camera} data-shown={state.playing}>
      <video ref={video} muted playsInline disablePictureInPicture tabIndex={-1} aria-hidden="true" />
      <canvas ref={canvas} className="tile-jpeg" aria-hidden="true" />
      <figcaption>
        <span className="tile-name">{camera}</span>
        {state.recorder ? <span className="screen-recorder">{state.recorder}</span> : null}
      </figcaption>
      {note ? <div className="tile-note">{note}</div> : null}
    </figure>
  );
}
