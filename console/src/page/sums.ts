import type { Schema } from '../api/api';

/** Seconds that are missing of the last day, and of how many cameras. */
export function missingToday(cameras: readonly Schema['Camera'][]): { seconds: number; cameras: number } {
  let seconds = 0;
  let count = 0;
  for (const camera of cameras) {
    const own = (camera.status.missing ?? [])
      .filter((missing) => missing.cause !== 'scheduled-off')
      .reduce((sum, missing) => sum + missing.daySeconds, 0);
    seconds += own;
    count += own > 0 ? 1 : 0;
  }
  return { seconds, cameras: count };
}

/** Days of footage that the fullest pool can still take or keeps, whichever the server can say; null when none can. */
export function daysLeft(pools: readonly Schema['RecorderPool'][]): number | null {
  const days = pools
    .map(({ pool }) => pool.kept?.daysOfFootage ?? pool.kept?.daysUntilFull)
    .filter((value): value is number => value !== undefined);
  return days.length === 0 ? null : Math.min(...days);
}

export function recorderTone(recorder: Schema['Recorder']): 'ok' | 'warn' | 'bad' | 'off' | 'stand' {
  if (recorder.state === 'lost') {
    return 'bad';
  }
  if (recorder.state === 'suspected') {
    return 'warn';
  }
  if (recorder.drained || recorder.leaving) {
    return 'off';
  }
  return recorder.state === 'unknown' ? 'off' : 'ok';
}
