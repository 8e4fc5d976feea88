import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/words/en';

describe('the audit', () => {
  it('has a word for all that can be done', () => {
    const acts = readFileSync(
      join(__dirname, '../../../src/main/java/org/lidless/footage/evidence/AuditAct.java'),
      'utf8',
    );
    const all = [...acts.matchAll(/^ {4}[A-Z_]+\("([a-z-]+)"\)/gm)].map((match) => match[1]);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((act) => !(`act.${act}` in en))).toEqual([]);
  });
});
