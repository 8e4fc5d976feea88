import { HlsPicture } from './HlsPicture';
import { MediaFeed } from './MediaFeed';
import { FLAG, KIND, type Order, type Sample, type ServerProblem, type Tell } from './message';
import type { PictureOrder, PictureSocket } from './PictureSocket';
import { Shown, type ShownFrame } from './Shown';

/** What a picture is doing, for whoever shows it. */
export interface PictureState {
  connected: boolean;
  /** Something was shown. */
  playing: boolean;
  waiting: string | null;
  recorder: string | null;
  standingIn: boolean;
  /** Why it ended. */
  problem: ServerProblem | null;
  /** A codec that this browser cannot show. */
  cannotShow: string | null;
  /** A gap or a stretch whose holder is away, that replay has just reached. */
  missing: { kind: 'gap' | 'away'; fromUs: number; toUs: number; cause: string } | null;
  ended: boolean;
  /** It comes by HLS, some seconds late. */
  hls: boolean;
  size: { width: number; height: number } | null;
}

export const BEGINNING: PictureState = {
  connected: true,
  playing: false,
  waiting: null,
  recorder: null,
  standingIn: false,
  problem: null,
  cannotShow: null,
  missing: null,
  ended: false,
  hls: false,
  size: null,
};

/**
 * Behind live by less than the first nothing is done; by more it is shown faster, at most twice: so a screen of 60 Hz shows
 * every picture of a camera of 25 or 30.
 */
const CHASE: readonly { lagS: number; rate: number }[] = [
  { lagS: 1, rate: 2 },
  { lagS: 0.35, rate: 1.12 },
  { lagS: 0.16, rate: 1.04 },
];
/** Behind live by more than this, it leaps. */
const LEAP_LAG_S = 12;
const START_BEHIND_S = 0.06;
const NOTHING: PictureOrder = {
  close: () => undefined,
  pace: () => undefined,
  step: () => undefined,
  seek: () => undefined,
};

/** One picture on the screen: asks for it, feeds the `<video>`, keeps it near live, and knows what is shown. No React. */
export class Picture {
  private feed: MediaFeed | null = null;
  private hls: HlsPicture | null = null;
  private state: PictureState = BEGINNING;
  private readonly shown = new Shown();
  private readonly ask: PictureOrder;
  private format: Extract<Tell, { tell: 'format' }> | null = null;
  private started = false;
  private readonly fresh = { video: true, sound: true };
  private dropping = false;
  private callback = 0;
  private current: ShownFrame | null = null;
  private speed: number;
  private closed = false;

  constructor(
    private readonly socket: PictureSocket,
    private readonly video: HTMLVideoElement,
    private readonly canvas: HTMLCanvasElement,
    private readonly order: Order,
    private readonly changed: (state: PictureState) => void,
    private readonly frame?: (frame: ShownFrame) => void,
  ) {
    this.speed = order.do === 'replay' ? order.speed : 1;
    if (order.do === 'open' && !MediaFeed.isPossible()) {
      this.ask = NOTHING;
      this.byHls();
      this.watchFrames();
      return;
    }
    this.ask = socket.open(order, {
      told: (tell) => this.told(tell),
      sample: (sample) => this.sample(sample),
      connected: (connected) => this.set({ connected }),
      impossible: () => this.byHls(),
    });
    this.watchFrames();
  }

  /** The sample that is on the screen now. */
  onScreen(): ShownFrame | null {
    return this.current;
  }

  /** Seconds since what is on the screen was taken; of live only. */
  ageS(): number | null {
    const takenMs = this.hls?.takenMs() ?? null;
    if (takenMs !== null) {
      return Math.max(0, this.socket.nowUs() / 1e6 - takenMs / 1e3);
    }
    return this.current ? Math.max(0, (this.socket.nowUs() - this.current.captureUs) / 1e6) : null;
  }

  pace(speed: number): void {
    this.speed = speed;
    this.ask.pace(speed);
    if (speed === 0) {
      this.video.pause();
    } else {
      this.video.playbackRate = Math.min(16, Math.abs(speed));
      this.play();
    }
  }

  step(by: number): void {
    if (by > 0 && this.feed && this.video.currentTime + 0.02 < this.feed.end()) {
      // What is here already is shown without asking.
      const next = this.nextAfter();
      if (next !== null) {
        this.video.currentTime = next;
        return;
      }
    }
    this.ask.step(by);
  }

  seek(fromUs: number): void {
    this.dropping = true;
    this.set({ ended: false, missing: null });
    this.ask.seek(fromUs);
  }

  close(): void {
    this.closed = true;
    this.ask.close();
    if (this.callback && 'cancelVideoFrameCallback' in this.video) {
      this.video.cancelVideoFrameCallback(this.callback);
    }
    this.hls?.close();
    this.feed?.close();
    this.feed = null;
  }

  /** Live without the socket or without media sources. */
  private byHls(): void {
    const { order } = this;
    if (order.do === 'open' && !this.hls && !this.feed && !this.closed) {
      this.hls = new HlsPicture(
        this.video,
        () => this.socket.playlist(order.camera, order.stream),
        (url) => this.socket.moveOn(url),
      );
      this.set({ hls: true });
    }
  }

  private nextAfter(): number | null {
    const now = this.shown.at(this.video.currentTime * 1e6 + 1);
    const newest = this.shown.newest();
    return now && newest && newest.axisUs > now.axisUs ? this.video.currentTime + 0.034 : null;
  }

  private set(part: Partial<PictureState>): void {
    if (this.closed) {
      return;
    }
    this.state = { ...this.state, ...part };
    this.changed(this.state);
  }

  private told(tell: Tell): void {
    switch (tell.tell) {
      case 'format':
        this.begin(tell);
        break;
      case 'recorder':
        this.set({ recorder: tell.recorder, standingIn: tell.standingIn });
        break;
      case 'gap':
        this.set({ missing: { kind: 'gap', fromUs: tell.fromUs, toUs: tell.toUs, cause: tell.cause } });
        break;
      case 'away':
        this.set({ missing: { kind: 'away', fromUs: tell.fromUs, toUs: tell.toUs, cause: tell.holder } });
        break;
      case 'waiting':
        this.set({ waiting: tell.why });
        break;
      case 'flowing':
        this.set({ waiting: null });
        break;
      case 'end':
        this.set({ ended: true });
        break;
      case 'closed':
        if (tell.problem) {
          this.set({ problem: tell.problem, playing: false });
        }
        break;
      default:
    }
  }

  private begin(format: Extract<Tell, { tell: 'format' }>): void {
    if (format.track === 'video') {
      this.format = format;
      if (format.width && format.height) {
        this.set({ size: { width: format.width, height: format.height } });
      }
    }
    if (format.mime === 'image/jpeg') {
      return;
    }
    if (!MediaFeed.canShow(format.mime)) {
      if (format.track === 'video') {
        this.set({ cannotShow: format.codec });
      }
      return;
    }
    if (!this.feed) {
      // The socket is there after all.
      this.hls?.close();
      this.hls = null;
      this.set({ hls: false });
    }
    this.feed ??= new MediaFeed(this.video, this.order.do === 'open', (why) => {
      console.warn('a picture could not be fed and begins anew', why);
      this.set({ playing: false });
    });
    this.fresh[format.track] = this.feed.begin(format.track, format.mime, format.format);
  }

  private sample(sample: Sample): void {
    if (this.dropping) {
      // Behind a seek comes a new beginning; what was under way before it is of the old place.
      if (sample.kind !== KIND.video || (sample.flags & FLAG.follows) !== 0) {
        if (sample.kind !== KIND.videoBeginning) {
          return;
        }
      } else {
        this.dropping = false;
        this.shown.clear();
        this.leapTo = sample.axisUs / 1e6;
      }
    }
    if (sample.kind === KIND.video) {
      this.shown.add(sample);
      if (this.state.waiting || this.state.ended) {
        this.set({ waiting: null, ended: false });
      }
      if (this.format?.mime === 'image/jpeg') {
        this.paint(sample);
        return;
      }
    }
    if (sample.kind !== KIND.metadata && !this.isKnownBeginning(sample)) {
      this.feed?.append(sample.kind, sample.payload);
    }
    if (sample.kind === KIND.video) {
      this.keepNearLive();
    }
  }

  /** A beginning is appended only when its format is another than the one before. */
  private isKnownBeginning(sample: Sample): boolean {
    return (
      (sample.kind === KIND.videoBeginning && !this.fresh.video) ||
      (sample.kind === KIND.soundBeginning && !this.fresh.sound)
    );
  }

  private leapTo: number | null = null;

  /** Starts at the newest picture, and makes up for what came late by showing it faster. */
  private keepNearLive(): void {
    const { feed, video } = this;
    const end = feed?.end() ?? 0;
    if (!feed || end === 0) {
      return;
    }
    if (this.leapTo !== null && end >= this.leapTo) {
      video.currentTime = this.leapTo + 0.001;
      this.leapTo = null;
      this.play();
      return;
    }
    if (!this.started) {
      this.started = true;
      if (this.order.do === 'open') {
        video.currentTime = Math.max(0, end - START_BEHIND_S);
      } else {
        video.playbackRate = Math.min(16, Math.max(0.1, Math.abs(this.speed)));
      }
      this.play();
      return;
    }
    const behindGap = feed.behindGap();
    if (behindGap !== null) {
      // Its media source threw samples away, or has none of there: no picture ever comes to fill it.
      video.currentTime = behindGap + 0.001;
    }
    if (this.order.do === 'open') {
      const lag = end - video.currentTime;
      if (lag > LEAP_LAG_S) {
        video.currentTime = end - START_BEHIND_S;
      }
      const rate = CHASE.find((step) => lag > step.lagS)?.rate ?? 1;
      if (video.playbackRate !== rate) {
        video.playbackRate = rate;
      }
      if (video.paused) {
        this.play();
      }
    }
  }

  private play(): void {
    if (this.speed === 0) {
      return;
    }
    this.video.play().catch((refused: unknown) => {
      // A hidden tab or a closed picture; the next sample tries again.
      console.debug('not played now', refused);
    });
  }

  private paint(sample: Sample): void {
    createImageBitmap(new Blob([sample.payload], { type: 'image/jpeg' })).then(
      (image) => {
        if (this.canvas.width !== image.width || this.canvas.height !== image.height) {
          this.canvas.width = image.width;
          this.canvas.height = image.height;
        }
        this.canvas.getContext('2d')?.drawImage(image, 0, 0);
        image.close();
        this.onFrame(sample.axisUs);
      },
      (broken: unknown) => console.warn('a JPEG image could not be read', broken),
    );
  }

  private watchFrames(): void {
    if (!('requestVideoFrameCallback' in this.video)) {
      (this.video as HTMLVideoElement).ontimeupdate = () => this.onFrame(this.video.currentTime * 1e6);
      return;
    }
    const next = (_now: number, frame: VideoFrameCallbackMetadata) => {
      this.onFrame(frame.mediaTime * 1e6);
      if (!this.closed) {
        this.callback = this.video.requestVideoFrameCallback(next);
      }
    };
    this.callback = this.video.requestVideoFrameCallback(next);
  }

  private onFrame(axisUs: number): void {
    const frame = this.hls ? hlsFrame(axisUs, this.hls) : this.shown.at(axisUs);
    if (!frame || this.closed) {
      return;
    }
    this.current = frame;
    if (!this.state.playing) {
      this.set({ playing: true });
    }
    if (this.state.missing && frame.captureUs >= this.state.missing.toUs) {
      this.set({ missing: null });
    }
    this.frame?.(frame);
  }
}

/** Of HLS nobody says which sample it is. */
function hlsFrame(axisUs: number, hls: HlsPicture): ShownFrame {
  const captureUs = (hls.takenMs() ?? Date.now()) * 1000;
  return { axisUs, captureUs, recorder: '', name: `hls:${Math.round(axisUs)}` };
}
