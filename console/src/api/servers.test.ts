import { describe, expect, it } from 'vitest';
import { NobodyAnswers, Servers } from './servers';

class Kept {
  private readonly all = new Map<string, string>();
  getItem = (key: string) => this.all.get(key) ?? null;
  setItem = (key: string, value: string) => void this.all.set(key, value);
  removeItem = (key: string) => void this.all.delete(key);
}

const OWN = 'https://m1:8443';

function site(dead: Set<string>) {
  const asked: { url: string; headers: Headers }[] = [];
  const send = (async (url: string, init: RequestInit) => {
    asked.push({ url, headers: new Headers(init.headers) });
    if ([...dead].some((base) => url.startsWith(base))) {
      throw new TypeError('Failed to fetch');
    }
    return new Response('{}');
  }) as typeof fetch;
  const servers = new Servers(OWN, new Kept(), send);
  servers.learn([OWN, 'https://m2:8443/', 'https://m3:8443']);
  servers.signedIn({ csrf: 'c', token: 't' });
  return { servers, asked };
}

describe('the servers of a site', () => {
  it('carry cookie and CSRF word at home, and the token at the others', async () => {
    const dead = new Set<string>();
    const { servers, asked } = site(dead);
    await servers.ask('/api/exports', { method: 'POST' });
    dead.add(OWN);
    await servers.ask('/api/exports', { method: 'POST' });
    expect(asked.map((a) => a.url)).toEqual([
      `${OWN}/api/exports`,
      `${OWN}/api/exports`,
      'https://m2:8443/api/exports',
    ]);
    expect(asked[0]?.headers.get('Lidless-CSRF')).toBe('c');
    expect(asked[0]?.headers.get('Authorization')).toBeNull();
    expect(asked[2]?.headers.get('Authorization')).toBe('Bearer t');
    expect(servers.base()).toBe('https://m2:8443');
  });

  it('stay at the one that answered', async () => {
    const { servers, asked } = site(new Set([OWN, 'https://m2:8443']));
    await servers.ask('/api/overview');
    await servers.ask('/api/overview');
    expect(asked.map((a) => a.url.slice(8, 10))).toEqual(['m1', 'm2', 'm3', 'm3']);
  });

  it('say so when nobody answers', async () => {
    const { servers } = site(new Set([OWN, 'https://m2:8443', 'https://m3:8443']));
    await expect(servers.ask('/api/overview')).rejects.toBeInstanceOf(NobodyAnswers);
  });

  it('offer the token to another server’s socket only', () => {
    const { servers } = site(new Set());
    expect(servers.socket('/api/live', 'lidless.live.1')).toEqual({
      url: 'wss://m1:8443/api/live',
      protocols: ['lidless.live.1'],
    });
    servers.moveOn();
    expect(servers.socket('/api/live', 'lidless.live.1').protocols).toEqual(['lidless.live.1', 'bearer.t']);
  });
});
