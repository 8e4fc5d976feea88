// @ts-check
// The everyday part of a site's life by a client that was generated from docs/reference/openapi.yaml
// (openapi-typescript, openapi-fetch): `node everyday.mjs SERVER TOKEN-FILE CAMERA FROM`. EverythingByCurlTest runs it
// against a real site; `npm run typecheck` holds every name and type in it against the page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import createClient from 'openapi-fetch';

const [server = '', tokenFile = '', camera = '', from = ''] = argv.slice(2);
const to = new Date(Date.parse(from) + 2000).toISOString();

/** @type {import('openapi-fetch').Client<import('../../src/api/schema').paths>} */
const api = createClient({
  baseUrl: server,
  headers: { Authorization: readFileSync(tokenFile, 'utf8').trim().replace('Authorization: ', '') },
});

/**
 * What was answered; a problem is an error in its own words.
 * @template T
 * @param {Promise<{ data?: T, error?: unknown, response: Response }>} asked
 */
async function need(asked) {
  const { data, error, response } = await asked;
  assert.ok(response.ok, `${response.url} ${response.status} ${JSON.stringify(error)}`);
  return { value: /** @type {T} */ (data), tag: response.headers.get('ETag') ?? '*' };
}

const me = await need(api.GET('/api/session'));
assert.equal(me.value.name, 'anna');
const overview = await need(api.GET('/api/overview'));
assert.ok(overview.value.cameras.total >= 1);

const url = (await need(api.GET('/api/cameras/{camera}', { params: { path: { camera } } }))).value.url;
const added = await need(
  api.POST('/api/cameras', {
    params: { header: { 'Idempotency-Key': 'everyday-1' } },
    body: { camera: 'everyday', url },
  }),
);
assert.equal(added.value.camera, 'everyday');
const tag = (await need(api.GET('/api/cameras/{camera}', { params: { path: { camera: 'everyday' } } }))).tag;
const old = await api.DELETE('/api/cameras/{camera}', {
  params: { path: { camera: 'everyday' }, header: { 'If-Match': '"0"' } },
});
assert.equal(old.response.status, 412);
assert.equal(old.error?.code, 'LID-CONF-001');
await need(
  api.DELETE('/api/cameras/{camera}', {
    params: { path: { camera: 'everyday' }, header: { 'If-Match': tag } },
  }),
);

const { lanes } = (
  await need(api.GET('/api/timeline', { params: { query: { camera: [camera], from, to } } }))
).value;
assert.equal(lanes[0]?.camera, camera);
const movie = await need(
  api.GET('/api/footage/{camera}/movie.mp4', {
    params: { path: { camera }, query: { from, to } },
    parseAs: 'arrayBuffer',
  }),
);
assert.equal(new TextDecoder().decode(/** @type {ArrayBuffer} */ (movie.value).slice(4, 8)), 'ftyp');

const { id } = (await need(api.POST('/api/exports', { body: { cameras: [camera], from, to } }))).value;
const params = { path: { export: id } };
/** @type {string} */
let state = '';
while (state !== 'done') {
  state = (await need(api.GET('/api/exports/{export}', { params }))).value.state;
  assert.ok(!['failed', 'stopped'].includes(state), state);
}
const zip = await need(api.GET('/api/exports/{export}/file', { params, parseAs: 'arrayBuffer' }));
assert.equal(new TextDecoder().decode(/** @type {ArrayBuffer} */ (zip.value).slice(0, 2)), 'PK');
await need(api.DELETE('/api/exports/{export}', { params }));

assert.ok((await need(api.GET('/api/failover/plan'))).value.groups.length > 0);
assert.ok((await need(api.GET('/api/failover/history'))).value.items.length >= 0);
const config = await need(api.GET('/api/config'));
const dry = await need(
  api.PUT('/api/config', {
    params: { header: { 'If-Match': config.tag }, query: { 'dry-run': true } },
    body: { text: config.value.text ?? '', note: 'nothing' },
  }),
);
assert.deepEqual(dry.value.problems, []);
assert.ok((await need(api.POST('/api/backups'))).value.bytes > 0);
assert.ok((await need(api.GET('/api/audit/check'))).value.unbroken);
const people = (await need(api.GET('/api/people', { params: { query: { limit: 1 } } }))).value;
assert.equal(people.items.length, 1);
console.log('all done');
