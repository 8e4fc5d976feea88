import type { Playlist } from './HlsPicture';
import { KIND, type Order, type Place, placeOf, readSample, type Sample, type Tell } from './message';

/** Where the pictures' socket is to be found now, and where next when that server is gone. */
export interface Addresses {
  /** URL and subprotocols of the socket at the server in use. */
  socket(): { url: string; protocols: string[] };
  /** The server of that URL does not answer: unless somebody noticed already, use the next one from now on. */
  moveOn(url: string): void;
  /** Where a picture is to be had without the socket. */
  playlist(camera: string, stream: string): Playlist;
}

export interface PictureListener {
  told(tell: Tell): void;
  sample(sample: Sample): void;
  /** Whether a server is there at all. */
  connected(there: boolean): void;
  /** No server could ever be reached by this way: live has to come by another. */
  impossible(): void;
}

export interface PictureOrder {
  close(): void;
  pace(speed: number): void;
  step(by: number): void;
  seek(fromUs: number): void;
}

interface Open {
  order: Order;
  listener: PictureListener;
  last: Place | null;
  speed: number;
}

/** A server that says nothing for this long is gone; it beats once a second. */
const SILENCE_MAX_MS = 2_500;
/** Whoever is asked next may be busy because a server died: the more failed, the longer one waits for the first word. */
const PATIENCE_MAX = 4;
/** After each server was tried once. */
const PAUSE_MS = 400;
/** A network that lets no WebSocket through is told from a server that is being started. */
const FAILURES_MAX = 5;
/** And is tried again now and then. */
const IMPOSSIBLE_PAUSE_MS = 15_000;

/**
 * One socket for all pictures of a page. When its server dies it goes to the next one and asks there for each picture to go
 * on behind the last sample it had, so that none is missing and none comes twice.
 */
export class PictureSocket {
  private readonly pictures = new Map<number, Open>();
  private nextId = 1;
  private socket: WebSocket | null = null;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private everOpened = false;
  private clockAheadUs = 0;

  constructor(private readonly addresses: Addresses) {}

  /** The site's time now, µs; the browser's own clock may be wrong. */
  nowUs(): number {
    return Date.now() * 1000 + this.clockAheadUs;
  }

  playlist(camera: string, stream: string): Playlist {
    return this.addresses.playlist(camera, stream);
  }

  moveOn(url: string): void {
    this.addresses.moveOn(url);
  }

  open(order: Order, listener: PictureListener): PictureOrder {
    const id = this.nextId++;
    const open: Open = { order, listener, last: null, speed: order.do === 'replay' ? order.speed : 1 };
    this.pictures.set(id, open);
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.ask(id, open);
    } else if (!this.socket) {
      this.connect();
    }
    if (this.isImpossible()) {
      listener.impossible();
    }
    return {
      close: () => {
        this.pictures.delete(id);
        this.say({ do: 'close', id });
        if (this.pictures.size === 0) {
          this.hangUp();
        }
      },
      pace: (speed) => {
        open.speed = speed;
        this.say({ do: 'pace', id, speed });
      },
      step: (by) => this.say({ do: 'step', id, by }),
      seek: (fromUs) => {
        if (open.order.do === 'replay') {
          open.order = { ...open.order, fromUs };
          open.last = null;
          this.say({ do: 'seek', id, fromUs });
        }
      },
    };
  }

  private isImpossible(): boolean {
    return !this.everOpened && this.failures >= FAILURES_MAX;
  }

  private say(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(message));
    }
  }

  private ask(id: number, open: Open): void {
    if (open.order.do === 'open') {
      this.say(open.last ? { ...open.order, id, after: open.last } : { ...open.order, id });
    } else {
      const fromUs = open.last?.captureUs ?? open.order.fromUs;
      this.say({ ...open.order, id, fromUs, speed: open.speed });
    }
  }

  private connect(): void {
    clearTimeout(this.retry);
    const { url, protocols } = this.addresses.socket();
    const socket = new WebSocket(url, protocols);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.listenFor(socket, SILENCE_MAX_MS * Math.min(1 + this.failures, PATIENCE_MAX));
    socket.onopen = () => {
      for (const [id, open] of this.pictures) {
        this.ask(id, open);
      }
    };
    socket.onmessage = (event) => {
      if (this.socket === socket) {
        this.listenFor(socket);
        this.take(event.data);
      }
    };
    socket.onclose = () => this.lost(socket);
  }

  private listenFor(socket: WebSocket, silenceMaxMs = SILENCE_MAX_MS): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.lost(socket), silenceMaxMs);
  }

  private lost(socket: WebSocket): void {
    if (this.socket !== socket) {
      return;
    }
    this.hangUp();
    for (const open of this.pictures.values()) {
      open.listener.connected(false);
    }
    if (this.pictures.size > 0) {
      this.addresses.moveOn(socket.url);
      this.failures++;
      const impossible = this.isImpossible();
      if (impossible) {
        for (const open of this.pictures.values()) {
          open.listener.impossible();
        }
      }
      const pause = impossible ? IMPOSSIBLE_PAUSE_MS : this.failures > 1 ? PAUSE_MS : 0;
      this.retry = setTimeout(() => this.connect(), pause);
    }
  }

  private hangUp(): void {
    clearTimeout(this.silence);
    clearTimeout(this.retry);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private take(data: string | ArrayBuffer): void {
    if (typeof data === 'string') {
      this.heard(JSON.parse(data) as Tell);
      return;
    }
    const sample = readSample(data);
    const open = sample && this.pictures.get(sample.id);
    if (!sample || !open) {
      return;
    }
    if (sample.kind === KIND.video) {
      open.last = placeOf(sample);
    }
    open.listener.sample(sample);
  }

  private heard(tell: Tell): void {
    if (tell.tell === 'hello' || tell.tell === 'beat') {
      this.clockAheadUs = tell.nowUs - Date.now() * 1000;
      if (tell.tell === 'hello') {
        this.failures = 0;
        this.everOpened = true;
        for (const open of this.pictures.values()) {
          open.listener.connected(true);
        }
      }
    } else if (tell.tell !== 'problem') {
      this.pictures.get(tell.id)?.listener.told(tell);
    }
  }
}
