import { useEffect, useRef, useState } from 'react';
import type { Camera } from '../../api/api';
import { Badge } from '../../part/Badge';
import { useQuantity } from '../../part/time';
import { usePicture, useSeen } from '../../player/usePicture';
import { useWords } from '../../words/words';

/** A picture older than this says so. */
const AGE_SHOWN_S = 1;
const AGE_DIMMED_S = 2.5;
const AGE_DIMMED_HLS_S = 15;
const LOOK_MS = 250;
/** Below this height the camera's smaller stream is enough. */
const SUB_BELOW_PX = 480;

interface Props {
  name: string;
  camera: Camera | undefined;
  /** Main stream and sound, whatever the size. */
  large?: boolean;
  sound?: boolean;
}

/** One live picture: the name, who records it when that is worth a word, and how old it is as soon as it is old. */
export function Tile({ name, camera, large, sound }: Props) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const seen = useSeen(box);
  const stream = useStream(box, camera, large === true);
  const { video, canvas, picture, state } = usePicture(
    seen && stream ? { do: 'open', camera: name, stream, sound: sound === true } : null,
  );
  const age = useAge(() => picture.current?.ageS() ?? null);
  const old = state.playing && age !== null && age > AGE_SHOWN_S;
  const dimmed = old && age !== null && age > (state.hls ? AGE_DIMMED_HLS_S : AGE_DIMMED_S);

  return (
    <div
      ref={box}
      className={`tile${dimmed ? ' dimmed' : ''}`}
      data-camera={name}
      data-state={stateWord(state.playing, old)}
    >
      <video
        ref={video}
        muted={!sound}
        playsInline
        disablePictureInPicture
        tabIndex={-1}
        aria-hidden="true"
      />
      <canvas ref={canvas} className="tile-jpeg" aria-hidden="true" />
      <div className="tile-top">
        <span className="tile-name">{name}</span>
        {camera && camera.badge !== 'protected' ? <Badge badge={camera.badge} /> : null}
        <span className="tile-push" />
        {camera && camera.badge !== 'not-recording' ? (
          <span className="tile-rec">
            <i aria-hidden="true" />
            <span className="hidden">{t('live.recording')}</span>
          </span>
        ) : null}
      </div>
      <TileNote
        playing={state.playing}
        cannotShow={state.cannotShow}
        problem={state.problem?.detail ?? state.problem?.title ?? null}
        waiting={state.waiting}
        connected={state.connected}
        hls={state.hls}
        recorder={state.standingIn ? state.recorder : null}
        age={old ? age : null}
      />
    </div>
  );
}

function stateWord(playing: boolean, old: boolean): string {
  return playing ? (old ? 'old' : 'live') : 'beginning';
}

function TileNote(props: {
  playing: boolean;
  cannotShow: string | null;
  problem: string | null;
  waiting: string | null;
  connected: boolean;
  hls: boolean;
  recorder: string | null;
  age: number | null;
}) {
  const { t, code } = useWords();
  const { length } = useQuantity();
  if (props.problem) {
    return <div className="tile-middle">{props.problem}</div>;
  }
  if (props.cannotShow) {
    return <div className="tile-middle">{t('live.cannotshow', { codec: props.cannotShow })}</div>;
  }
  const why = props.hls
    ? t('live.hls')
    : !props.connected
      ? t('live.noserver')
      : props.waiting
        ? code('live.waiting', props.waiting, {}, '')
        : '';
  if (props.age !== null) {
    return (
      <div className="tile-note warn" role="status">
        {t('live.age', { age: length(Math.floor(props.age * 10) / 10) })}
        {why ? ` · ${why}` : ''}
      </div>
    );
  }
  if (!props.playing) {
    return <div className="tile-middle">{why || t('live.beginning')}</div>;
  }
  return props.recorder ? (
    <div className="tile-note">{t('live.standingin', { recorder: props.recorder })}</div>
  ) : null;
}

/** Main for a large picture or a camera without a second stream, sub for a small one; decided once it has a size. */
function useStream(box: React.RefObject<HTMLDivElement | null>, camera: Camera | undefined, large: boolean) {
  const [small, setSmall] = useState<boolean | null>(null);
  useEffect(() => {
    const target = box.current;
    if (!target) {
      return undefined;
    }
    const watcher = new ResizeObserver(([entry]) => {
      if (entry) {
        setSmall(entry.contentRect.height * window.devicePixelRatio < SUB_BELOW_PX);
      }
    });
    watcher.observe(target);
    return () => watcher.disconnect();
  }, [box]);
  if (small === null && !large) {
    return null;
  }
  return !large && small && camera?.subUrl ? 'sub' : 'main';
}

function useAge(read: () => number | null): number | null {
  const [age, setAge] = useState<number | null>(null);
  const reader = useRef(read);
  reader.current = read;
  useEffect(() => {
    const timer = setInterval(() => {
      const now = reader.current();
      // Young pictures need no drawing again.
      setAge((before) =>
        now !== null && now < AGE_SHOWN_S && (before === null || before < AGE_SHOWN_S) ? before : now,
      );
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return age;
}
