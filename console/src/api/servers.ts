/** The management servers' addresses and the sign-in that is good at all of them. No React here. */

const KEPT_SERVERS = 'lidless.servers';
const KEPT_TOKEN = 'lidless.token';
/** How long a server may take to begin its answer to something that only asks, before the next one is tried. */
const ANSWER_MAX_MS = 4_000;

export interface SignIn {
  csrf?: string | undefined;
  token?: string | undefined;
}

/** No management server answered. */
export class NobodyAnswers extends Error {
  constructor() {
    super('no management server answers');
    this.name = 'NobodyAnswers';
  }
}

type Heard = (base: string) => void;

/**
 * Sends each request to the server in use; when that one is gone, to the next, which becomes the one in use. The page's own
 * server is told by the cookie who asks, the others by the token: cookies do not go to other addresses.
 */
export class Servers {
  private bases: string[];
  private used = 0;
  private signIn: SignIn = {};
  private readonly heard = new Set<Heard>();

  constructor(
    private readonly own: string,
    private readonly kept: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
    private readonly send: typeof fetch,
  ) {
    this.bases = [own, ...readList(kept.getItem(KEPT_SERVERS)).filter((base) => base !== own)];
    const token = kept.getItem(KEPT_TOKEN);
    this.signIn = token ? { token } : {};
  }

  /** Where the server in use is. */
  base(): string {
    return this.bases[this.used] as string;
  }

  /** All addresses, the page's own first. */
  all(): readonly string[] {
    return this.bases;
  }

  learn(servers: readonly string[]): void {
    const now = this.base();
    const others = servers.map((server) => server.replace(/\/$/, '')).filter((server) => server !== this.own);
    this.bases = [...new Set([this.own, ...others])];
    this.used = Math.max(0, this.bases.indexOf(now));
    this.kept.setItem(KEPT_SERVERS, JSON.stringify(others));
  }

  signedIn(signIn: SignIn): void {
    this.signIn = { ...this.signIn, ...signIn };
    if (signIn.token) {
      this.kept.setItem(KEPT_TOKEN, signIn.token);
    }
  }

  signedOut(): void {
    this.signIn = {};
    this.kept.removeItem(KEPT_TOKEN);
  }

  /** The next server is the one in use from now on. */
  moveOn(): void {
    this.used = (this.used + 1) % this.bases.length;
    for (const heard of this.heard) {
      heard(this.base());
    }
  }

  onMove(heard: Heard): () => void {
    this.heard.add(heard);
    return () => this.heard.delete(heard);
  }

  /** `fetch` for a path of the API; throws `NobodyAnswers` when none of the servers does. */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    for (let tried = 0; tried < this.bases.length; tried++) {
      const base = this.base();
      try {
        return await this.askAt(base, path, init);
      } catch (failed) {
        if (init.signal?.aborted) {
          throw failed;
        }
        if (this.base() === base && this.bases.length > 1) {
          this.moveOn();
        }
      }
    }
    throw new NobodyAnswers();
  }

  /** Address and subprotocols of the pictures' socket at the server in use. */
  socket(path: string, protocol: string): { url: string; protocols: string[] } {
    const base = this.base();
    const url = `${base.replace(/^http/, 'ws')}${path}`;
    const { token } = this.signIn;
    return { url, protocols: base === this.own || !token ? [protocol] : [protocol, `bearer.${token}`] };
  }

  /** A path at the server in use, and the token where it is not the page's own. */
  signed(path: string): { url: string; bearer: string | null } {
    const base = this.base();
    return { url: `${base}${path}`, bearer: base === this.own ? null : (this.signIn.token ?? null) };
  }

  private async askAt(base: string, path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const method = (init.method ?? 'GET').toUpperCase();
    const asks = method === 'GET' || method === 'HEAD';
    if (base !== this.own) {
      if (this.signIn.token) {
        headers.set('Authorization', `Bearer ${this.signIn.token}`);
      }
    } else if (!asks && this.signIn.csrf) {
      headers.set('Lidless-CSRF', this.signIn.csrf);
    }
    const late = new AbortController();
    const timer = asks ? setTimeout(() => late.abort(), ANSWER_MAX_MS) : undefined;
    const signal = init.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal;
    const credentials = base === this.own ? 'same-origin' : 'omit';
    try {
      return await this.send(`${base}${path}`, { ...init, headers, signal, credentials });
    } finally {
      clearTimeout(timer);
    }
  }
}

function readList(text: string | null): string[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(list) ? list.filter((entry): entry is string => typeof entry === 'string') : [];
  } catch (broken) {
    console.warn('the kept list of servers is broken and is not used', broken);
    return [];
  }
}
