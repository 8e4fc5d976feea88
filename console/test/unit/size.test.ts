import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const out = process.env.LIDLESS_CONSOLE_OUT ?? join(__dirname, '../../../target/console');
const FIRST_MAX_BYTES = 300_000;

/** What a browser loads before it shows anything: the scripts of the page and all that they import at once. */
function firstScripts(): string[] {
  const page = readFileSync(join(out, 'index.html'), 'utf8');
  const waiting = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
    (match) => match[1] as string,
  );
  const found = new Set<string>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (!found.has(next)) {
      found.add(next);
      const text = readFileSync(join(out, next), 'utf8');
      for (const match of text.matchAll(/(?:import|from)\s*"\.\/([^"]+\.js)"/g)) {
        waiting.push(`assets/${match[1]}`);
      }
    }
  }
  return [...found];
}

describe.skipIf(!existsSync(join(out, 'index.html')))('what a browser loads first', () => {
  it('is at most 300 KB of JavaScript, compressed', () => {
    const bytes = firstScripts().reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(out, file))).length,
      0,
    );
    expect(firstScripts().length).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(FIRST_MAX_BYTES);
  });

  it('names no other host, and has neither script nor style inside the page', () => {
    const page = readFileSync(join(out, 'index.html'), 'utf8');
    expect(page).not.toMatch(/https?:\/\//);
    expect(page).not.toMatch(/<style|<script>|\sstyle="|\son\w+="/);
  });
});
