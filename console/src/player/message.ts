/** The messages of the pictures' socket; docs/formats/live.md has them byte by byte. */

export const KIND = { videoBeginning: 1, video: 2, soundBeginning: 3, sound: 4, metadata: 5 } as const;
export const FLAG = { decodable: 1, standingIn: 2, follows: 4, catchingUp: 8 } as const;
const HEADER_BYTES = 64;
const VERSION = 1;

/** What stands before the bytes of a sample. Times are µs. */
export interface Sample {
  kind: number;
  flags: number;
  id: number;
  captureUs: number;
  axisUs: number;
  sentUs: number;
  run: bigint;
  number: bigint;
  hash: bigint;
  recorder: string;
  payload: Uint8Array<ArrayBuffer>;
}

/** The sample of a binary message, or null of one that a later version sent. */
export function readSample(buffer: ArrayBuffer): Sample | null {
  const view = new DataView(buffer);
  if (buffer.byteLength < HEADER_BYTES || view.getUint8(0) !== VERSION) {
    return null;
  }
  const nameBytes = view.getUint8(3);
  const start = HEADER_BYTES + nameBytes;
  if (buffer.byteLength < start) {
    return null;
  }
  return {
    kind: view.getUint8(1),
    flags: view.getUint8(2),
    id: view.getUint32(4),
    captureUs: Number(view.getBigInt64(8)),
    axisUs: Number(view.getBigInt64(16)),
    sentUs: Number(view.getBigInt64(24)),
    run: view.getBigUint64(32),
    number: view.getBigUint64(40),
    hash: view.getBigUint64(48),
    recorder: String.fromCharCode(...new Uint8Array(buffer, HEADER_BYTES, nameBytes)),
    payload: new Uint8Array(buffer, start),
  };
}

/** The place a client has seen up to, as `after` wants it. */
export interface Place {
  run: string;
  number: number;
  hash: string;
  captureUs: number;
  axisUs: number;
}

export function placeOf(sample: Sample): Place {
  const hex = (value: bigint) => value.toString(16).padStart(16, '0');
  return {
    run: hex(sample.run),
    number: Number(sample.number),
    hash: hex(sample.hash),
    captureUs: sample.captureUs,
    axisUs: sample.axisUs,
  };
}

export interface ServerProblem {
  code?: string;
  title?: string;
  detail?: string;
  params?: Record<string, string | number>;
}

/** What the server says in words. */
export type Tell =
  | { tell: 'hello'; version: number; server: string; nowUs: number }
  | { tell: 'beat'; nowUs: number }
  | { tell: 'opened'; id: number; camera: string; stream: string; live: boolean }
  | {
      tell: 'format';
      id: number;
      track: 'video' | 'sound';
      format: string;
      mime: string;
      codec: string;
      width?: number;
      height?: number;
    }
  | { tell: 'recorder'; id: number; recorder: string; standingIn: boolean; epoch: number; seam: string }
  | { tell: 'gap'; id: number; fromUs: number; toUs: number; cause: string }
  | { tell: 'away'; id: number; fromUs: number; toUs: number; recorder: string; holder: string }
  | { tell: 'skipped'; id: number; fromUs: number; toUs: number; samples: number }
  | { tell: 'waiting'; id: number; sinceUs: number; why: string }
  | { tell: 'flowing'; id: number }
  | { tell: 'end'; id: number }
  | { tell: 'closed'; id: number; problem?: ServerProblem }
  | { tell: 'problem'; problem: ServerProblem };

/** What the client asks for. */
export type Order =
  | { do: 'open'; camera: string; stream: string; sound: boolean }
  | { do: 'replay'; camera: string; stream: string; fromUs: number; speed: number; sound: boolean };
