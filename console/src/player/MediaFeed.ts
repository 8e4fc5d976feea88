import { KIND } from './message';

/** Fragments waiting for the source buffer; beyond it the oldest go, and the picture begins anew at a key sample. */
const WAITING_MAX = 4_096;
const KEEP_BEHIND_LIVE_S = 8;
const KEEP_BEHIND_REPLAY_S = 40;
/** At the end of what is there a picture stands on the last one, which lasts no longer than this. */
const LAST_PICTURE_S = 0.5;

interface Track {
  buffer: SourceBuffer;
  waiting: Uint8Array<ArrayBuffer>[];
  format: string;
}

const Source = typeof MediaSource === 'undefined' ? globalThis.ManagedMediaSource : MediaSource;

/** Feeds one `<video>` with fragments through a media source: queues, appends in batches, forgets what was shown. */
export class MediaFeed {
  private readonly source: MediaSource;
  private readonly tracks = new Map<'video' | 'sound', Track>();
  private readonly early: { track: 'video' | 'sound'; mime: string; format: string }[] = [];
  private readonly url: string;

  constructor(
    readonly video: HTMLVideoElement,
    private readonly live: boolean,
    private readonly broke: (why: unknown) => void,
  ) {
    if (!Source) {
      throw new Error('this browser has no media sources');
    }
    this.source = new Source();
    // A managed one is only taken by a picture that stays on this screen.
    video.disableRemotePlayback = true;
    this.url = URL.createObjectURL(this.source);
    video.src = this.url;
    this.source.addEventListener('sourceopen', () => {
      for (const { track, mime, format } of this.early.splice(0)) {
        this.begin(track, mime, format);
      }
    });
  }

  /** Whether this browser has media sources at all. */
  static isPossible(): boolean {
    return Source !== undefined;
  }

  /** Whether this browser can show it. */
  static canShow(mime: string): boolean {
    return Source?.isTypeSupported(mime) ?? false;
  }

  /** What comes next on a track is of this format. Answers whether its beginning is to be appended. */
  begin(track: 'video' | 'sound', mime: string, format: string): boolean {
    if (this.source.readyState !== 'open') {
      this.early.push({ track, mime, format });
      return true;
    }
    const known = this.tracks.get(track);
    if (known) {
      const same = known.format === format;
      if (!same && 'changeType' in known.buffer) {
        known.waiting = [];
        this.whenIdle(known, () => known.buffer.changeType(mime));
      }
      known.format = format;
      return !same;
    }
    try {
      const buffer = this.source.addSourceBuffer(mime);
      const made: Track = { buffer, waiting: this.held.get(track) ?? [], format };
      this.held.delete(track);
      this.tracks.set(track, made);
      buffer.addEventListener('updateend', () => this.pump(made));
      this.pump(made);
    } catch (why) {
      this.broke(why);
    }
    return true;
  }

  private readonly held = new Map<'video' | 'sound', Uint8Array<ArrayBuffer>[]>();

  append(kind: number, payload: Uint8Array<ArrayBuffer>): void {
    const name = kind === KIND.sound || kind === KIND.soundBeginning ? 'sound' : 'video';
    const track = this.tracks.get(name);
    if (!track) {
      const held = this.held.get(name) ?? [];
      held.push(payload);
      this.held.set(name, held.slice(-WAITING_MAX));
      return;
    }
    track.waiting.push(payload);
    if (track.waiting.length > WAITING_MAX) {
      track.waiting.shift();
    }
    this.pump(track);
  }

  /** The end of what can be shown, s on the picture's axis; 0 before anything came. */
  end(): number {
    const { buffered } = this.video;
    return buffered.length === 0 ? 0 : buffered.end(buffered.length - 1);
  }

  /** Where it goes on behind a gap at which the picture stands now, s; null when it does not stand at one. */
  behindGap(): number | null {
    const { readyState, seeking, currentTime, buffered } = this.video;
    return seeking || readyState > HTMLMediaElement.HAVE_CURRENT_DATA
      ? null
      : startBehindGap(buffered, currentTime);
  }

  close(): void {
    this.tracks.clear();
    this.held.clear();
    this.video.removeAttribute('src');
    this.video.load();
    URL.revokeObjectURL(this.url);
  }

  private pump(track: Track): void {
    if (track.buffer.updating || this.source.readyState !== 'open' || this.tracks.size === 0) {
      return;
    }
    if (this.forgetShown(track.buffer) || track.waiting.length === 0) {
      return;
    }
    const batch = track.waiting.splice(0);
    try {
      track.buffer.appendBuffer(joined(batch));
    } catch (why) {
      if (why instanceof DOMException && why.name === 'QuotaExceededError') {
        track.waiting.unshift(...batch);
        track.buffer.remove(0, Math.max(0.1, this.video.currentTime - 1));
      } else {
        this.broke(why);
      }
    }
  }

  /** Whether it began to remove: then the source buffer is busy. */
  private forgetShown(buffer: SourceBuffer): boolean {
    const keep = this.live ? KEEP_BEHIND_LIVE_S : KEEP_BEHIND_REPLAY_S;
    const { buffered } = buffer;
    if (buffered.length === 0 || this.video.currentTime - buffered.start(0) < keep * 2) {
      return false;
    }
    buffer.remove(0, this.video.currentTime - keep);
    return true;
  }

  private whenIdle(track: Track, act: () => void): void {
    if (track.buffer.updating) {
      track.buffer.addEventListener('updateend', act, { once: true });
    } else {
      act();
    }
  }
}

/** The start of the stretch behind the one that is as good as over, s; null when there is none. */
export function startBehindGap(
  buffered: Pick<TimeRanges, 'length' | 'start' | 'end'>,
  now: number,
): number | null {
  for (let at = 0; at < buffered.length; at++) {
    if (buffered.start(at) > now) {
      return buffered.start(at);
    }
    if (buffered.end(at) - now > LAST_PICTURE_S) {
      return null;
    }
  }
  return null;
}

function joined(parts: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (parts.length === 1) {
    return parts[0] as Uint8Array<ArrayBuffer>;
  }
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
