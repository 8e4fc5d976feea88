import type { Sample } from './message';

export interface ShownFrame {
  axisUs: number;
  captureUs: number;
  recorder: string;
  name: string;
}

/** A tile remembers this many of its last samples: more than a browser buffers before it shows them. */
const REMEMBERED = 1_500;
const TOLERANCE_US = 2_000;

/** Which sample a picture on the screen is: from its place on the picture's axis to when it was taken, and by whom. */
export class Shown {
  private readonly frames: ShownFrame[] = [];

  add(sample: Sample): void {
    this.frames.push({
      axisUs: sample.axisUs,
      captureUs: sample.captureUs,
      recorder: sample.recorder,
      name: `${sample.run.toString(16)}:${sample.number}`,
    });
    if (this.frames.length > REMEMBERED * 2) {
      this.frames.splice(0, REMEMBERED);
    }
  }

  /** The newest sample at or before a place on the axis. */
  at(axisUs: number): ShownFrame | null {
    let low = 0;
    let high = this.frames.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.frames[middle] as ShownFrame).axisUs <= axisUs + TOLERANCE_US) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.frames[low - 1] ?? null;
  }

  newest(): ShownFrame | null {
    return this.frames.at(-1) ?? null;
  }

  clear(): void {
    this.frames.length = 0;
  }
}
