import { describe, expect, it } from 'vitest';
import { startBehindGap } from './MediaFeed';

function stretches(...all: [number, number][]) {
  return {
    length: all.length,
    start: (at: number) => (all[at] as [number, number])[0],
    end: (at: number) => (all[at] as [number, number])[1],
  };
}

describe('a gap in what there is to show', () => {
  it('is left where the next stretch begins', () => {
    expect(startBehindGap(stretches([0, 10], [12, 14]), 9.96)).toBe(12);
    expect(startBehindGap(stretches([0, 10], [12, 14]), 10)).toBe(12);
    expect(startBehindGap(stretches([0, 10], [12, 14], [15, 16]), 11)).toBe(12);
    expect(startBehindGap(stretches([12, 14]), 9)).toBe(12);
  });

  it('is not left while something comes before it', () => {
    expect(startBehindGap(stretches([0, 10], [12, 14]), 8)).toBeNull();
  });

  it('is none where nothing has come yet', () => {
    expect(startBehindGap(stretches([0, 10]), 9.99)).toBeNull();
    expect(startBehindGap(stretches(), 0)).toBeNull();
  });
});
