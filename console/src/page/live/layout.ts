import type { Schema } from '../../api/api';

export type Layout = Schema['Layouts'][number];

export const TILES_MAX = 64;
export const COLUMNS = [1, 2, 3, 4, 5, 6, 8] as const;

/** The fewest columns that show all in about the shape of a screen. */
export function columnsFor(count: number): number {
  return COLUMNS.find((columns) => columns * Math.ceil(columns * 0.85) >= count) ?? 8;
}

/** The layout of a site nobody has arranged: its cameras by name. */
export function automatic(cameras: readonly string[]): Layout {
  const tiles = cameras.slice(0, TILES_MAX);
  return { id: '', name: '', columns: columnsFor(tiles.length), tiles };
}

/** Two places exchange what they show. */
export function swapped(tiles: readonly (string | null)[], a: number, b: number): (string | null)[] {
  const next = [...tiles];
  const first = next[a] ?? null;
  next[a] = next[b] ?? null;
  next[b] = first;
  return next;
}

/** Another camera at a place; where it stood before, what was here goes. */
export function placed(
  tiles: readonly (string | null)[],
  at: number,
  camera: string | null,
): (string | null)[] {
  const before = camera === null ? -1 : tiles.indexOf(camera);
  if (before >= 0) {
    return swapped(tiles, before, at);
  }
  const next = [...tiles];
  next[at] = camera;
  return next;
}

/** A name of a layout as an id that no other has. */
export function idFor(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const base = plain === '' ? 'layout' : plain;
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) {
      return id;
    }
  }
}
