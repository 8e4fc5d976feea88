// @ts-check
// A client that was generated from docs/reference/openapi.yaml (openapi-typescript, openapi-fetch), and what its
// stories share. `SERVER TOKEN-FILE …` are the words of each. It says which operations have answered it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import createClient from 'openapi-fetch';

const [server = '', tokenFile = ''] = argv.slice(2);

/** The words behind server and token. */
export const words = argv.slice(4);

/** @typedef {import('../../src/api/schema').paths} Paths */

/** @param {Record<string, string>} headers */
function clientWith(headers) {
  /** @type {import('openapi-fetch').Client<Paths>} */
  const made = createClient({ baseUrl: server, headers });
  made.use({
    onResponse({ request, response, schemaPath }) {
      if (response.ok) {
        console.log(`answered ${request.method} ${schemaPath}`);
      }
    },
  });
  return made;
}

/** With the token of the file. */
export const api = clientWith({
  Authorization: readFileSync(tokenFile, 'utf8').trim().replace('Authorization: ', ''),
});

/** Of nobody. */
export const stranger = clientWith({});

/** @param {string} token */
export const by = (token) => clientWith({ Authorization: `Bearer ${token}` });

/**
 * What was answered; a problem is an error in its own words.
 * @template T
 * @param {Promise<{ data?: T, error?: unknown, response: Response }>} asked
 */
export async function need(asked) {
  const { data, error, response } = await asked;
  assert.ok(response.ok, `${response.url} ${response.status} ${JSON.stringify(error)}`);
  return { value: /** @type {T} */ (data), tag: response.headers.get('ETag') ?? '*' };
}

/**
 * What it is once that is so; the program that runs this knows for how long to wait.
 * @template T
 * @param {() => Promise<T>} ask
 * @param {(now: T) => boolean} is
 */
export async function once(ask, is) {
  for (;;) {
    const now = await ask();
    if (is(now)) {
      return now;
    }
    await new Promise((later) => setTimeout(later, 200));
  }
}

/** The first letters of bytes.
 * @param {unknown} bytes
 * @param {number} from
 * @param {number} to
 */
export const letters = (bytes, from, to) =>
  new TextDecoder().decode(/** @type {ArrayBuffer} */ (bytes).slice(from, to));
