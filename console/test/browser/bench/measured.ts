import { appendFileSync, mkdirSync } from 'node:fs';
import { cpus } from 'node:os';

export const OUT = '../target/console-bench';

/** Prints a line, and keeps it. */
export function told(line: string) {
  mkdirSync(OUT, { recursive: true });
  appendFileSync(`${OUT}/measured.txt`, `${line}\n`);
  console.log(line);
}

export function share(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

export const spread = (values: number[]) =>
  `median ${share(values, 0.5).toFixed(0)} ms, p95 ${share(values, 0.95).toFixed(0)} ms, ` +
  `most ${share(values, 1).toFixed(0)} ms (${values.length})`;

/** Since it was made: the share of the machine's processors that nobody used, %. */
export function idleSince(): () => number {
  const sum = () =>
    cpus().reduce(
      (all, { times }) => ({
        idle: all.idle + times.idle,
        total: all.total + times.idle + times.user + times.nice + times.sys + times.irq,
      }),
      { idle: 0, total: 0 },
    );
  const before = sum();
  return () => {
    const now = sum();
    return (100 * (now.idle - before.idle)) / (now.total - before.total);
  };
}
