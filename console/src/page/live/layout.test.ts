import { expect, it } from 'vitest';
import { automatic, columnsFor, idFor, placed } from './layout';

it('finds columns for any number of cameras', () => {
  expect([1, 2, 4, 9, 16, 64].map(columnsFor)).toEqual([1, 2, 2, 3, 4, 8]);
  expect(automatic(Array.from({ length: 90 }, (_, n) => `c${n}`)).tiles).toHaveLength(64);
});

it('moves a camera instead of showing it twice', () => {
  expect(placed(['a', 'b', null], 2, 'a')).toEqual([null, 'b', 'a']);
  expect(placed(['a', 'b', null], 1, 'c')).toEqual(['a', 'c', null]);
});

it('gives every layout an id of its own', () => {
  expect(idFor('Tor & Höfe', [])).toBe('tor-ho-fe');
  expect(idFor('Gate', ['gate'])).toBe('gate-2');
  expect(idFor('门', [])).toBe('layout');
});
