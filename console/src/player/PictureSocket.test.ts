import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sample, Tell } from './message';
import { PictureSocket } from './PictureSocket';

/** A socket in the test's hand. */
class HandSocket {
  static OPEN = 1;
  static made: HandSocket[] = [];
  readyState = 0;
  binaryType = '';
  said: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {
    HandSocket.made.push(this);
  }

  send(text: string) {
    this.said.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }

  opens() {
    this.readyState = 1;
    this.onopen?.();
  }

  hear(tell: Tell) {
    this.onmessage?.({ data: JSON.stringify(tell) });
  }
}

function video(id: number, number: number, captureUs: number): ArrayBuffer {
  const bytes = new ArrayBuffer(64 + 2 + 1);
  const view = new DataView(bytes);
  view.setUint8(0, 1);
  view.setUint8(1, 2);
  view.setUint8(3, 2);
  view.setUint32(4, id);
  view.setBigInt64(8, BigInt(captureUs));
  view.setBigInt64(16, BigInt(number * 40_000));
  view.setBigUint64(32, 0xc0ffeen);
  view.setBigUint64(40, BigInt(number));
  view.setBigUint64(48, 0xabcn);
  new Uint8Array(bytes).set([0x72, 0x31], 64);
  return bytes;
}

describe('the socket of all pictures', () => {
  let server = 0;
  let samples: Sample[] = [];
  const listener = {
    told: () => undefined,
    sample: (sample: Sample) => samples.push(sample),
    connected: () => undefined,
    impossible: () => undefined,
  };
  const addresses = {
    socket: () => ({ url: `wss://m${server}/api/live`, protocols: ['lidless.live.1'] }),
    moveOn: () => {
      server++;
    },
    playlist: () => ({ url: 'https://m1/api/live/gate/index.m3u8', bearer: null }),
  };

  beforeEach(() => {
    server = 1;
    samples = [];
    HandSocket.made = [];
    vi.useFakeTimers();
    vi.stubGlobal('WebSocket', HandSocket);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const made = (at: number) => HandSocket.made[at] as HandSocket;

  it('goes on at the next server behind the last sample that came', () => {
    const socket = new PictureSocket(addresses);
    socket.open({ do: 'open', camera: 'gate', stream: 'main', sound: false }, listener);
    made(0).opens();
    expect(made(0).said).toEqual([{ do: 'open', camera: 'gate', stream: 'main', sound: false, id: 1 }]);
    made(0).onmessage?.({ data: video(1, 7, 1_000_000) });
    expect(samples[0]?.recorder).toBe('r1');
    made(0).onclose?.();
    vi.advanceTimersByTime(0);
    expect(made(1).url).toBe('wss://m2/api/live');
    made(1).opens();
    expect(made(1).said[0]?.after).toEqual({
      run: '0000000000c0ffee',
      number: 7,
      hash: '0000000000000abc',
      captureUs: 1_000_000,
      axisUs: 280_000,
    });
  });

  it('takes silence for death', () => {
    const socket = new PictureSocket(addresses);
    socket.open({ do: 'open', camera: 'gate', stream: 'main', sound: false }, listener);
    made(0).opens();
    made(0).hear({ tell: 'hello', version: 1, server: 'm1', nowUs: 5 });
    vi.advanceTimersByTime(2_400);
    made(0).hear({ tell: 'beat', nowUs: 6 });
    vi.advanceTimersByTime(2_400);
    expect(HandSocket.made).toHaveLength(1);
    vi.advanceTimersByTime(200);
    expect(made(1).url).toBe('wss://m2/api/live');
  });

  it('is more patient with the next server, which may be busy because one died', () => {
    const socket = new PictureSocket(addresses);
    socket.open({ do: 'open', camera: 'gate', stream: 'main', sound: false }, listener);
    made(0).onclose?.();
    vi.advanceTimersByTime(0);
    vi.advanceTimersByTime(4_900);
    expect(HandSocket.made).toHaveLength(2);
    made(1).opens();
    made(1).hear({ tell: 'hello', version: 1, server: 'm2', nowUs: 5 });
    vi.advanceTimersByTime(2_400);
    expect(HandSocket.made).toHaveLength(2);
    vi.advanceTimersByTime(200);
    expect(made(2).url).toBe('wss://m3/api/live');
  });

  it('says that there is no way when none was ever found, and goes on trying', () => {
    let impossible = 0;
    const socket = new PictureSocket(addresses);
    const order = { do: 'open', camera: 'gate', stream: 'main', sound: false } as const;
    socket.open(order, { ...listener, impossible: () => impossible++ });
    for (let n = 0; n < 5; n++) {
      expect(impossible).toBe(0);
      made(n).onclose?.();
      vi.advanceTimersByTime(400);
    }
    expect(impossible).toBe(1);
    vi.advanceTimersByTime(15_000);
    made(5).opens();
    made(5).hear({ tell: 'hello', version: 1, server: 'm1', nowUs: 5 });
    expect(made(5).said).toHaveLength(1);
    expect(impossible).toBe(1);
  });

  it('hangs up when nobody looks', () => {
    const socket = new PictureSocket(addresses);
    const picture = socket.open({ do: 'open', camera: 'gate', stream: 'main', sound: false }, listener);
    made(0).opens();
    picture.close();
    expect(made(0).readyState).toBe(3);
    vi.advanceTimersByTime(10_000);
    expect(HandSocket.made).toHaveLength(1);
  });
});
