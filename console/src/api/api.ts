import createClient from 'openapi-fetch';
import type { components, paths } from './schema';
import { NobodyAnswers, Servers } from './servers';

export type Schema = components['schemas'];
export type Me = Schema['Session'];
export type Right = Schema['Right'];
export type Camera = Schema['Camera'];
export type Recorder = Schema['Recorder'];
export type Complaint = Schema['Complaint'];

/** The servers of the site this page came from. */
export const servers = new Servers(window.location.origin, window.sessionStorage, (input, init) =>
  fetch(input, init),
);

/** Why something could not be done, as the API says it (RFC 9457), or as the console finds it. */
export class Refused extends Error {
  constructor(
    readonly problem: Pick<Schema['Problem'], 'code' | 'detail' | 'footage' | 'next'> & { status: number },
  ) {
    super(problem.detail);
    this.name = 'Refused';
  }
}

const client = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: async (request: Request) => {
    const url = new URL(request.url);
    const body = request.method === 'GET' || request.method === 'HEAD' ? undefined : await request.text();
    return servers.ask(url.pathname + url.search, {
      method: request.method,
      headers: request.headers,
      signal: request.signal,
      ...(body ? { body } : {}),
    });
  },
});

export const { GET, POST, PUT, PATCH, DELETE } = client;

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** What was answered; a problem is thrown as `Refused`. */
export async function need<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked;
  if (response.ok) {
    return data as T;
  }
  throw refused(error, response.status);
}

/** The same, with the version's tag that a change carries back. */
export async function needTagged<T>(asked: Promise<Answer<T>>): Promise<{ value: T; tag: string }> {
  const answer = await asked;
  const value = await need(Promise.resolve(answer));
  return { value, tag: answer.response.headers.get('ETag') ?? '*' };
}

export function refused(error: unknown, status: number): Refused {
  const said = (typeof error === 'object' && error !== null ? error : {}) as Partial<Schema['Problem']>;
  return new Refused({
    status,
    code: said.code ?? '',
    detail: said.detail ?? said.title ?? '',
    footage: said.footage ?? '',
    next: said.next ?? '',
  });
}

/** Names one wish, so that asking twice does it once. */
export function once(): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': crypto.randomUUID() };
}

export function isAway(failure: unknown): boolean {
  return failure instanceof NobodyAnswers || failure instanceof TypeError;
}
