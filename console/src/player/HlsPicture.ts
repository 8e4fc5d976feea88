import type Hls from 'hls.js';
import { MediaFeed } from './MediaFeed';

/** Where a live picture is to be had by HLS now, and the token that lets one in where cookies do not go. */
export interface Playlist {
  url: string;
  bearer: string | null;
}

const AGAIN_MS = 1_500;

/**
 * A live picture by HLS (RFC 8216), for networks that let no WebSocket through and browsers without media sources: some
 * seconds behind, without sound, and without what only the pictures' socket tells.
 */
export class HlsPicture {
  private hls: Hls | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  /** @param failed nothing comes from that address any more; the next playlist asked for may be another server's */
  constructor(
    private readonly video: HTMLVideoElement,
    private readonly playlist: () => Playlist,
    private readonly failed: (url: string) => void,
  ) {
    if (MediaFeed.isPossible()) {
      this.load();
    } else {
      // A browser that plays HLS by itself, as on an iPhone, and sends its cookie along.
      video.addEventListener('error', this.onError);
      this.playByItself();
    }
  }

  /** When what is shown was taken, ms; null where nobody says. */
  takenMs(): number | null {
    return this.hls?.playingDate?.getTime() ?? null;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.again);
    this.video.removeEventListener('error', this.onError);
    this.hls?.destroy();
    this.hls = null;
  }

  private readonly onError = () => this.later(this.playlist().url, () => this.playByItself());

  private playByItself(): void {
    this.video.src = this.playlist().url;
    this.video.play().catch((refused: unknown) => console.debug('not played now', refused));
  }

  private load(): void {
    const { url, bearer } = this.playlist();
    import('hls.js/light').then(
      ({ default: Player }) => {
        if (this.closed) {
          return;
        }
        this.hls?.destroy();
        this.hls = new Player({
          // A worker made of a text is not allowed by the page's policy.
          enableWorker: false,
          lowLatencyMode: true,
          backBufferLength: 8,
          xhrSetup: (request) => {
            if (bearer) {
              request.setRequestHeader('Authorization', `Bearer ${bearer}`);
            }
          },
        });
        this.hls.on(Player.Events.ERROR, (_, { fatal }) => {
          if (fatal) {
            this.later(url, () => this.load());
          }
        });
        this.hls.loadSource(url);
        this.hls.attachMedia(this.video);
        this.video.play().catch((refused: unknown) => console.debug('not played now', refused));
      },
      (missing: unknown) => {
        console.info('the player for HLS will be fetched again', missing);
        this.later(url, () => this.load());
      },
    );
  }

  private later(url: string, act: () => void): void {
    if (!this.closed) {
      this.failed(url);
      clearTimeout(this.again);
      this.again = setTimeout(act, AGAIN_MS);
    }
  }
}
