import { describe, expect, it } from 'vitest';
import { de } from './de';
import { en } from './en';
import { format } from './format';

describe('a message', () => {
  it('fills names and keeps a place nobody filled visible', () => {
    expect(format('{who} took {what}', { who: 'Recorder B' }, 'en')).toBe('Recorder B took {what}');
  });

  it('chooses a plural by the language and by exact number', () => {
    const message = '{n, plural, =0 {no camera} one {# camera} other {# cameras}} at {place}';
    expect(format(message, { n: 0, place: 'A' }, 'en')).toBe('no camera at A');
    expect(format(message, { n: 1, place: 'A' }, 'en')).toBe('1 camera at A');
    expect(format(message, { n: 1200, place: 'A' }, 'de')).toBe('1.200 cameras at A');
  });

  it('selects, and nests', () => {
    const message = '{kind, select, gap {{n, plural, one {# gap} other {# gaps}}} other {fine}}';
    expect(format(message, { kind: 'gap', n: 2 }, 'en')).toBe('2 gaps');
    expect(format(message, { kind: 'x', n: 2 }, 'en')).toBe('fine');
  });
});

describe('the two languages', () => {
  /** The names a message asks for: `{name}` and `{name, plural, …}`. */
  const named = (message: string) => [
    ...new Set([...message.matchAll(/\{(\w+)(?:\}|, (?:plural|select),)/g)].map((match) => match[1])),
  ];

  it('have the same keys', () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  });

  it('fill the same places', () => {
    for (const [key, message] of Object.entries(en)) {
      const other = named((de as Record<string, string>)[key] ?? '').sort();
      expect(other, key).toEqual(named(message).sort());
    }
  });
});
