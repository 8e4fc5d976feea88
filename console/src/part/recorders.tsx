/** A recorder's colour and letter, the same on every page. Eight colours; the letter tells more of them apart. */
export const COLOURS = 8;

export interface RecorderSign {
  index: number;
  letter: string;
}

/** By name, so that a recorder that is away keeps its colour. */
export function signs(names: readonly string[]): Map<string, RecorderSign> {
  const sorted = [...new Set(names)].sort();
  return new Map(
    sorted.map((name, at) => [name, { index: (at % COLOURS) + 1, letter: letterOf(name, sorted) }]),
  );
}

function letterOf(name: string, all: readonly string[]): string {
  const tail = /(\d+|[a-z])$/i.exec(name)?.[1] ?? name.slice(0, 1);
  const short = tail.slice(-2).toUpperCase();
  const clash = all.filter(
    (other) => (/(\d+|[a-z])$/i.exec(other)?.[1] ?? other.slice(0, 1)).slice(-2).toUpperCase() === short,
  );
  return clash.length > 1 ? name.slice(0, 1).toUpperCase() + short : short;
}

export function RecorderKey({ name, sign }: { name: string; sign: RecorderSign | undefined }) {
  return (
    <span className="key">
      <span className={`swatch r${sign?.index ?? 0}`} aria-hidden="true">
        {sign?.letter ?? ''}
      </span>
      {name}
    </span>
  );
}
