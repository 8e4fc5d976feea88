import { describe, expect, it } from 'vitest';
import type { Schema } from '../../api/api';
import { plotted } from './plotted';

function incident(id: number, cause: 'gone' | 'silent', heard: string, decided: string): Schema['Incident'] {
  return { id, lost: 'rec-a', cause, heard, noticed: heard, decided, cameras: [] };
}

describe('the plot of failovers', () => {
  it('has them in order of time, each in the row of its cause', () => {
    const { shown, data, slowest } = plotted([
      incident(2, 'silent', '2026-05-14T12:00:00.000Z', '2026-05-14T12:00:02.500Z'),
      incident(1, 'gone', '2026-05-14T11:00:00.000Z', '2026-05-14T11:00:00.086Z'),
      incident(3, 'gone', '2026-05-14T13:00:00.000Z', '2026-05-14T13:00:00.000Z'),
    ]);
    expect(shown.map((one) => one.id)).toEqual([1, 2, 3]);
    expect(data[0]).toEqual([1_778_756_400, 1_778_760_000, 1_778_763_600]);
    expect(data[1]).toEqual([0.086, null, 0.001]);
    expect(data[2]).toEqual([null, 2.5, null]);
    expect(slowest).toBe(2.5);
  });
});
