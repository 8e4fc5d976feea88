import { describe, expect, it } from 'vitest';
import { landmarks, nextOf, pieceAt, prepared, ticks, toMs, toX, zoomed } from './geometry';

const iso = (ms: number) => new Date(ms).toISOString();
const lane = prepared({
  camera: 'gate',
  stream: 'main',
  home: 'a',
  spans: [
    { state: 'have', from: iso(0), to: iso(10_000), seconds: 10, node: 'a' },
    { state: 'gap', from: iso(10_000), to: iso(14_800), seconds: 4.8, cause: 'network' },
    { state: 'have', from: iso(14_800), to: iso(30_000), seconds: 15.2, node: 'b' },
    { state: 'away', from: iso(30_000), to: iso(40_000), seconds: 10, node: 'b', holder: 'b' },
    { state: 'have', from: iso(40_000), to: iso(60_000), seconds: 20, node: 'a' },
  ],
});

describe('a lane', () => {
  it('knows what is at a moment and who stood in', () => {
    expect(pieceAt(lane, 12_000)?.cause).toBe('network');
    expect(pieceAt(lane, 20_000)?.standingIn).toBe(true);
    expect(pieceAt(lane, 5_000)?.standingIn).toBe(false);
    expect(pieceAt(lane, 60_000)).toBeNull();
  });

  it('finds gaps, and changes of recorder across a gap', () => {
    expect(landmarks([lane], 'gap')).toEqual([10_000]);
    expect(landmarks([lane], 'change')).toEqual([14_800, 40_000]);
    expect(nextOf([10_000, 20_000], 10_000, true)).toBe(20_000);
    expect(nextOf([10_000, 20_000], 10_000, false)).toBeNull();
  });
});

describe('a view', () => {
  const view = { from: 1_000_000, to: 2_000_000 };

  it('keeps the moment under the pointer when it is magnified', () => {
    const about = toMs(300, view, 1000);
    const near = zoomed(view, 0.5, about);
    expect(toX(about, near, 1000)).toBeCloseTo(300);
    expect(near.to - near.from).toBe(500_000);
  });

  it('has ticks on round moments of the zone, never too close', () => {
    const day = { from: Date.UTC(2026, 4, 14), to: Date.UTC(2026, 4, 15) };
    const { stepMs, at } = ticks(day, 1000, 5.5 * 3_600_000);
    expect(at.length).toBeLessThanOrEqual(11);
    expect(at.every((tick) => (tick + 5.5 * 3_600_000) % stepMs === 0)).toBe(true);
  });
});
