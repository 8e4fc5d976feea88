import { useComputedColorScheme } from '@mantine/core';
import {
  type KeyboardEvent,
  type PointerEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { RecorderSign } from '../part/recorders';
import { zone } from '../part/time';
import { moment, zoneOffsetMinutes } from '../words/quantity';
import { useWords } from '../words/words';
import { AXIS_PX, type Colours, coloursOf, draw, LANE_PX } from './draw';
import { type DrawnLane, type Piece, pieceAt, shifted, toMs, type View, zoomed } from './geometry';

export interface Hover {
  x: number;
  y: number;
  ms: number;
  lane: DrawnLane | null;
  piece: Piece | null;
}

export interface Painter {
  /** Draws again with the playhead here, without React: it moves with every picture. */
  playhead(ms: number): void;
}

interface Props {
  lanes: readonly DrawnLane[];
  view: View;
  nowMs: number;
  marks: { inMs: number | null; outMs: number | null };
  signs: ReadonlyMap<string, RecorderSign>;
  label: string;
  painter: Ref<Painter>;
  startMs: number;
  onView(view: View): void;
  onSeek(ms: number, done: boolean): void;
  onHover(hover: Hover | null): void;
  onWidth(px: number): void;
}

const DRAG_PX = 4;
/** A page of time is this part of what is shown. */
const PAGE = 10;

/**
 * The lanes on a canvas: wheel magnifies, dragging the scale moves time, dragging in the lanes scrubs. By keys it is a slider
 * of the shown moment: a tenth of what is shown up and down, its beginning and its end; what else there is, is the page's.
 */
export function LaneCanvas(props: Props) {
  const { language } = useWords();
  const colorScheme = useComputedColorScheme('dark');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [colours, setColours] = useState<Colours | null>(null);
  const playheadMs = useRef(props.startMs);
  const drawn = useRef(0);
  const height = AXIS_PX + Math.max(1, props.lanes.length) * LANE_PX;

  const { onWidth } = props;
  useEffect(() => {
    const box = canvas.current?.parentElement;
    if (!box) {
      return undefined;
    }
    const watcher = new ResizeObserver(() => {
      setWidth(box.clientWidth);
      onWidth(box.clientWidth);
    });
    watcher.observe(box);
    return () => watcher.disconnect();
  }, [onWidth]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another room has other colours
  useEffect(() => {
    const read = () => canvas.current && setColours(coloursOf(canvas.current));
    read();
    const timer = requestAnimationFrame(read);
    return () => cancelAnimationFrame(timer);
  }, [colorScheme]);

  const zoneOffsetMs = useMemo(() => zoneOffsetMinutes(props.view.from, zone) * 60_000, [props.view.from]);
  const paint = () => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !colours || width === 0) {
      return;
    }
    const scale = window.devicePixelRatio;
    if (element.width !== Math.round(width * scale) || element.height !== Math.round(height * scale)) {
      element.width = Math.round(width * scale);
      element.height = Math.round(height * scale);
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    draw(context, {
      lanes: props.lanes,
      view: props.view,
      width,
      height,
      playheadMs: playheadMs.current,
      nowMs: props.nowMs,
      marks: props.marks,
      signs: props.signs,
      colours,
      language,
      zone,
      zoneOffsetMs,
      selected: -1,
    });
    // For whoever measures: it has been drawn again.
    drawn.current++;
    element.dataset.drawn = String(drawn.current);
  };
  const painting = useRef(paint);
  painting.current = paint;
  useEffect(paint);

  useImperativeHandle(props.painter, () => ({
    playhead(ms) {
      playheadMs.current = ms;
      requestAnimationFrame(() => painting.current());
    },
  }));

  usePinchAndWheel(canvas, width, props);
  const drag = useRef<{ x: number; view: View; scale: boolean; moved: boolean } | null>(null);

  const place = (event: PointerEvent) => {
    const box = (canvas.current as HTMLCanvasElement).getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const onDown = (event: PointerEvent) => {
    const { x, y } = place(event);
    canvas.current?.setPointerCapture(event.pointerId);
    drag.current = { x, view: props.view, scale: y < AXIS_PX || event.button === 1, moved: false };
  };
  const onMove = (event: PointerEvent) => {
    const { x, y } = place(event);
    const ms = toMs(x, props.view, width);
    const held = drag.current;
    if (held) {
      held.moved ||= Math.abs(x - held.x) > DRAG_PX;
      if (held.moved && held.scale) {
        props.onView(shifted(held.view, toMs(held.x, held.view, width) - toMs(x, held.view, width)));
        return;
      }
      if (held.moved) {
        props.onSeek(ms, false);
      }
    }
    const lane = y > AXIS_PX ? (props.lanes[Math.floor((y - AXIS_PX) / LANE_PX)] ?? null) : null;
    props.onHover({ x, y, ms, lane, piece: lane ? pieceAt(lane, ms) : null });
  };
  const onUp = (event: PointerEvent) => {
    const held = drag.current;
    drag.current = null;
    if (held && !(held.scale && held.moved)) {
      props.onSeek(toMs(place(event).x, props.view, width), true);
    }
  };
  // Said when it is reached and after a key, not with each picture that is played.
  const say = () => {
    canvas.current?.setAttribute('aria-valuenow', String(Math.round(playheadMs.current)));
    canvas.current?.setAttribute('aria-valuetext', moment(playheadMs.current, language, zone));
  };
  const onKey = (event: KeyboardEvent) => {
    const { from, to } = props.view;
    const page = (to - from) / PAGE;
    const places: Record<string, number> = {
      PageUp: playheadMs.current + page,
      PageDown: playheadMs.current - page,
      Home: from,
      End: to,
    };
    const place = places[event.key];
    if (place !== undefined) {
      event.preventDefault();
      props.onSeek(place, true);
    }
  };
  return (
    <canvas
      ref={canvas}
      className="lanes"
      data-lanes={props.lanes.length}
      height={height}
      role="slider"
      tabIndex={0}
      aria-label={props.label}
      aria-valuemin={Math.round(props.view.from)}
      aria-valuemax={Math.round(props.view.to)}
      aria-valuenow={Math.round(props.startMs)}
      onFocus={say}
      onKeyDown={onKey}
      onKeyUp={say}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerLeave={() => props.onHover(null)}
    />
  );
}

/** The wheel magnifies about the pointer; sideways, or with Shift, it moves. React's own wheel cannot be held back. */
function usePinchAndWheel(
  canvas: React.RefObject<HTMLCanvasElement | null>,
  width: number,
  props: Props,
): void {
  const { view, onView } = props;
  useEffect(() => {
    const element = canvas.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const length = view.to - view.from;
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        onView(shifted(view, (sideways / width) * length));
      } else {
        onView(zoomed(view, Math.exp(event.deltaY * 0.0015), toMs(event.offsetX, view, width)));
      }
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [canvas, view, width, onView]);
}
