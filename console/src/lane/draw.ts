import type { RecorderSign } from '../part/recorders';
import { minuteOfDay, shortDay, timeOfDay } from '../words/quantity';
import { type DrawnLane, type Piece, ticks, toX, type View } from './geometry';

export const AXIS_PX = 26;
export const LANE_PX = 34;
export const BAR_PX = 22;
const BAR_TOP = (LANE_PX - BAR_PX) / 2;
/** A gap is never too short to be seen. */
const GAP_PX_MIN = 3;
const LETTER_PX_MIN = 18;
/** The same recorder's letter comes again only so far on. */
const LETTER_EVERY_PX = 160;
const HATCH_PX = 6;

export interface Colours {
  ink: string;
  quiet: string;
  line: string;
  panel: string;
  gap: string;
  gapBack: string;
  accent: string;
  edge: string;
  recorders: string[];
  unknown: string;
}

/** The colours of the room, read once for each room. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: of('--ink'),
    quiet: of('--ink-3'),
    line: of('--line'),
    panel: of('--panel'),
    gap: of('--gap-line'),
    gapBack: of('--bad-soft'),
    accent: of('--accent'),
    edge: of('--ink'),
    recorders: Array.from({ length: 8 }, (_, n) => of(`--recorder-${n + 1}`)),
    unknown: of('--line-2'),
  };
}

export interface Scene {
  lanes: readonly DrawnLane[];
  view: View;
  width: number;
  height: number;
  playheadMs: number;
  nowMs: number;
  marks: { inMs: number | null; outMs: number | null };
  signs: ReadonlyMap<string, RecorderSign>;
  colours: Colours;
  language: string;
  zone: string;
  zoneOffsetMs: number;
  selected: number;
}

/** Draws everything but what the pointer is over. Pure but for the canvas. */
export function draw(context: CanvasRenderingContext2D, scene: Scene): void {
  const { width, height, colours, lanes } = scene;
  context.clearRect(0, 0, width, height);
  axis(context, scene);
  const hatch = hatched(context, colours);
  lanes.forEach((lane, index) => {
    drawLane(context, scene, lane, AXIS_PX + index * LANE_PX, hatch);
    context.fillStyle = colours.line;
    context.fillRect(0, AXIS_PX + (index + 1) * LANE_PX - 1, width, 1);
  });
  markedSpan(context, scene);
  if (scene.nowMs < scene.view.to) {
    const x = toX(scene.nowMs, scene.view, width);
    context.fillStyle = colours.quiet;
    context.fillRect(Math.round(x), AXIS_PX, 1, height - AXIS_PX);
  }
  playhead(context, scene);
}

function axis(context: CanvasRenderingContext2D, scene: Scene): void {
  const { view, width, height, colours, language, zone } = scene;
  const { stepMs, at } = ticks(view, width, scene.zoneOffsetMs);
  context.font = '11.5px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const DAY_MS = 86_400_000;
  for (const tick of at) {
    const x = Math.round(toX(tick, view, width));
    context.fillStyle = colours.line;
    context.fillRect(x, 0, 1, height);
    const midnight = (tick + scene.zoneOffsetMs) % DAY_MS === 0;
    context.fillStyle = midnight ? colours.ink : colours.quiet;
    const text = midnight
      ? shortDay(tick, language, zone)
      : stepMs < 60_000
        ? timeOfDay(tick, language, zone)
        : minuteOfDay(tick, language, zone);
    if (x + 5 + context.measureText(text).width <= width) {
      context.fillText(text, x + 5, AXIS_PX / 2);
    }
  }
  context.fillStyle = colours.line;
  context.fillRect(0, AXIS_PX - 1, width, 1);
}

/** Where a piece is seen: on whole pixels, which costs a fraction of what edges between them do; null when it is not. */
function seenAt(piece: Piece, { view, width }: Scene): { x: number; length: number } | null {
  if (piece.toMs < view.from || piece.fromMs > view.to) {
    return null;
  }
  const x = Math.round(Math.max(0, toX(piece.fromMs, view, width)));
  return { x, length: Math.max(1, Math.round(Math.min(width, toX(piece.toMs, view, width))) - x) };
}

function drawLane(
  context: CanvasRenderingContext2D,
  scene: Scene,
  lane: DrawnLane,
  top: number,
  hatch: CanvasPattern | string,
): void {
  const { view, width, colours } = scene;
  const letters: { x: number; piece: Piece; sign: RecorderSign }[] = [];
  for (const piece of lane.pieces) {
    const seen = piece.kind === 'gap' ? null : seenAt(piece, scene);
    if (!seen) {
      continue;
    }
    const sign = piece.recorder === null ? undefined : scene.signs.get(piece.recorder);
    footage(context, colours, piece, sign, seen, top + BAR_TOP);
    const last = letters.at(-1);
    if (
      sign &&
      seen.length >= LETTER_PX_MIN &&
      (last?.sign !== sign || last.piece.kind !== piece.kind || seen.x - last.x >= LETTER_EVERY_PX)
    ) {
      letters.push({ x: seen.x, piece, sign });
    }
  }
  context.font = '700 11.5px system-ui, sans-serif';
  for (const { x, piece, sign } of letters) {
    context.fillStyle = piece.kind === 'away' ? colours.ink : '#0b1116';
    context.fillText(sign.letter, x + 6, top + BAR_TOP + BAR_PX / 2 + 1);
  }
  // Gaps last: however short, nothing covers them.
  for (const piece of lane.pieces) {
    const seen = piece.kind === 'gap' ? seenAt(piece, scene) : null;
    if (seen) {
      gap(context, colours, hatch, seen.x, Math.max(GAP_PX_MIN, seen.length), top + BAR_TOP);
    }
  }
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.5;
  for (const lock of lane.locks) {
    const left = Math.max(-2, toX(lock.fromMs, view, width));
    const right = Math.min(width + 2, toX(lock.toMs, view, width));
    if (right > 0 && left < width) {
      context.strokeRect(left, top + BAR_TOP - 2.5, Math.max(2, right - left), BAR_PX + 5);
    }
  }
}

function footage(
  context: CanvasRenderingContext2D,
  colours: Colours,
  piece: Piece,
  sign: RecorderSign | undefined,
  { x, length }: { x: number; length: number },
  y: number,
): void {
  const colour = sign ? (colours.recorders[sign.index - 1] ?? colours.unknown) : colours.unknown;
  context.fillStyle = colour;
  if (piece.kind === 'away') {
    context.globalAlpha = 0.22;
    context.fillRect(x, y, length, BAR_PX);
    context.globalAlpha = 1;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.setLineDash([4, 3]);
    context.strokeRect(x + 0.5, y + 0.5, Math.max(1, length - 1), BAR_PX - 1);
    context.setLineDash([]);
  } else {
    context.fillRect(x, y, length, BAR_PX);
  }
  if (piece.standingIn) {
    context.fillStyle = colours.edge;
    context.fillRect(x, y, length, 3);
  }
}

let hatches: { key: string; pattern: CanvasPattern } | null = null;

/** What gaps are filled with: made once for each room and sharpness of the screen, a hundred times cheaper than lines. */
function hatched(context: CanvasRenderingContext2D, colours: Colours): CanvasPattern | string {
  const scale = window.devicePixelRatio;
  const key = `${colours.gap} ${colours.gapBack} ${scale}`;
  if (hatches?.key !== key) {
    const side = Math.max(2, Math.round(HATCH_PX * scale));
    const tile = new OffscreenCanvas(side, side);
    const pen = tile.getContext('2d');
    if (!pen) {
      return colours.gapBack;
    }
    pen.fillStyle = colours.gapBack;
    pen.fillRect(0, 0, side, side);
    pen.strokeStyle = colours.gap;
    pen.lineWidth = 1.5 * scale;
    pen.beginPath();
    // The line, and its ends that reach into the corners from the tiles beside.
    for (const from of [-side, 0, side]) {
      pen.moveTo(from - side, 2 * side);
      pen.lineTo(from + 2 * side, -side);
    }
    pen.stroke();
    const pattern = context.createPattern(tile, 'repeat');
    if (!pattern) {
      return colours.gapBack;
    }
    pattern.setTransform(new DOMMatrix().scale(HATCH_PX / side));
    hatches = { key, pattern };
  }
  return hatches.pattern;
}

function gap(
  context: CanvasRenderingContext2D,
  colours: Colours,
  hatch: CanvasPattern | string,
  x: number,
  length: number,
  y: number,
): void {
  context.fillStyle = hatch;
  context.fillRect(x, y, length, BAR_PX);
  context.fillStyle = colours.gap;
  context.fillRect(x, y, 1, BAR_PX);
  context.fillRect(x + length - 1, y, 1, BAR_PX);
}

function markedSpan(context: CanvasRenderingContext2D, scene: Scene): void {
  const { marks, view, width, height, colours } = scene;
  const left = marks.inMs === null ? null : toX(marks.inMs, view, width);
  const right = marks.outMs === null ? null : toX(marks.outMs, view, width);
  context.fillStyle = colours.accent;
  if (left !== null && right !== null && right > left) {
    context.globalAlpha = 0.16;
    context.fillRect(left, AXIS_PX, right - left, height - AXIS_PX);
    context.globalAlpha = 1;
  }
  for (const [x, way] of [
    [left, 1],
    [right, -1],
  ] as const) {
    if (x !== null) {
      context.fillRect(x - (way > 0 ? 0 : 2), AXIS_PX - 6, 2, height);
      context.fillRect(way > 0 ? x : x - 8, AXIS_PX - 6, 8, 3);
    }
  }
}

function playhead(context: CanvasRenderingContext2D, scene: Scene): void {
  const x = Math.round(toX(scene.playheadMs, scene.view, scene.width));
  if (x < -8 || x > scene.width + 8) {
    return;
  }
  context.fillStyle = scene.colours.ink;
  context.fillRect(x - 1, AXIS_PX - 8, 2, scene.height);
  context.beginPath();
  context.moveTo(x - 6, AXIS_PX - 9);
  context.lineTo(x + 6, AXIS_PX - 9);
  context.lineTo(x, AXIS_PX - 1);
  context.fill();
}
