import type { Schema } from '../api/api';

export type Lane = Schema['Lane'];
export type Stretch = Schema['Stretch'];

/** What is shown of time, ms. */
export interface View {
  from: number;
  to: number;
}

export const VIEW_MIN_MS = 10_000;
export const VIEW_MAX_MS = 40 * 86_400_000;

export interface Piece {
  kind: 'have' | 'away' | 'gap';
  fromMs: number;
  toMs: number;
  recorder: string | null;
  standingIn: boolean;
  cause: string | null;
}

export interface DrawnLane {
  camera: string;
  pieces: Piece[];
  locks: { fromMs: number; toMs: number }[];
  firstMs: number | null;
  lastMs: number | null;
}

/** A lane with its moments as numbers, ready to draw and to search. */
export function prepared(lane: Lane): DrawnLane {
  return {
    camera: lane.camera,
    pieces: lane.spans.map((span) => ({
      kind: span.state,
      fromMs: Date.parse(span.from),
      toMs: Date.parse(span.to),
      recorder: span.node ?? span.holder ?? null,
      standingIn:
        span.state !== 'gap' && lane.home !== undefined && span.node !== undefined && span.node !== lane.home,
      cause: span.cause ?? null,
    })),
    locks: (lane.locks ?? []).map((lock) => ({ fromMs: Date.parse(lock.from), toMs: Date.parse(lock.to) })),
    firstMs: lane.first ? Date.parse(lane.first) : null,
    lastMs: lane.last ? Date.parse(lane.last) : null,
  };
}

export function toX(ms: number, view: View, width: number): number {
  return ((ms - view.from) / (view.to - view.from)) * width;
}

export function toMs(x: number, view: View, width: number): number {
  return view.from + (x / width) * (view.to - view.from);
}

/** The view magnified about a moment that stays where it is. */
export function zoomed(view: View, factor: number, aboutMs: number): View {
  const length = Math.min(VIEW_MAX_MS, Math.max(VIEW_MIN_MS, (view.to - view.from) * factor));
  const share = (aboutMs - view.from) / (view.to - view.from);
  const from = aboutMs - share * length;
  return { from, to: from + length };
}

export function shifted(view: View, ms: number): View {
  return { from: view.from + ms, to: view.to + ms };
}

/** The view with a moment in it: unchanged when it is well inside, else moved. */
export function showing(view: View, ms: number): View {
  const length = view.to - view.from;
  if (ms < view.from || ms > view.to) {
    return { from: ms - length / 2, to: ms + length / 2 };
  }
  return view;
}

/** Where something begins that a person jumps to: gaps, or changes of recorder. */
export function landmarks(lanes: readonly DrawnLane[], what: 'gap' | 'change'): number[] {
  const found = new Set<number>();
  for (const lane of lanes) {
    let before: Piece | null = null;
    for (const piece of lane.pieces) {
      if (what === 'gap' && piece.kind === 'gap' && piece.cause !== 'scheduled-off') {
        found.add(piece.fromMs);
      }
      if (what === 'change' && piece.kind !== 'gap') {
        if (before && before.recorder !== piece.recorder) {
          found.add(piece.fromMs);
        }
        before = piece;
      }
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** The next landmark behind a moment (or before it); null when there is none. */
export function nextOf(marks: readonly number[], ms: number, forward: boolean): number | null {
  const SAME_MS = 50;
  if (forward) {
    return marks.find((mark) => mark > ms + SAME_MS) ?? null;
  }
  return marks.findLast((mark) => mark < ms - SAME_MS) ?? null;
}

export function pieceAt(lane: DrawnLane, ms: number): Piece | null {
  let low = 0;
  let high = lane.pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lane.pieces[middle] as Piece).fromMs <= ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const piece = lane.pieces[low - 1];
  return piece && ms < piece.toMs ? piece : null;
}

const STEPS_S = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
  604_800,
];

/** Ticks a label's width apart, on round moments of the zone's own clock. */
export function ticks(view: View, width: number, zoneOffsetMs: number): { stepMs: number; at: number[] } {
  const LABEL_PX = 92;
  const wanted = ((view.to - view.from) / 1000 / Math.max(1, width)) * LABEL_PX;
  const stepMs = (STEPS_S.find((step) => step >= wanted) ?? 604_800) * 1000;
  const at: number[] = [];
  const first = Math.ceil((view.from + zoneOffsetMs) / stepMs) * stepMs - zoneOffsetMs;
  for (let tick = first; tick <= view.to && at.length < 400; tick += stepMs) {
    at.push(tick);
  }
  return { stepMs, at };
}
