// @ts-check
// A site's life by the generated client: every command of the command line that has an operation, and all other
// operations; `node everything.mjs SERVER TOKEN-FILE CAMERA FROM RECORDER`. EverythingByCurlTest runs it against a real
// site; `npm run typecheck` holds every name and type in it against the page.
import assert from 'node:assert/strict';
import { api, by, letters, need, once, stranger, words } from './client.mjs';

const [camera = '', from = '', recorder = ''] = words;
const to = new Date(Date.parse(from) + 2000).toISOString();
const span = { from, to };
const text = /** @type {const} */ ({ parseAs: 'text' });
const bytes = /** @type {const} */ ({ parseAs: 'arrayBuffer' });

async function about() {
  assert.equal((await need(stranger.GET('/healthz', text))).value.trim(), 'ok');
  assert.ok((await need(stranger.GET('/readyz', text))).value.startsWith('ready'));
  assert.ok((await need(stranger.GET('/verify', text))).value.includes('<html'));
  assert.ok((await need(stranger.GET('/api/openapi.yaml', text))).value.startsWith('openapi: 3.1'));
  assert.equal((await need(stranger.GET('/api/session/ways'))).value.first, false);
  assert.ok((await need(stranger.GET('/api/problems'))).value.length > 20);
  const code = 'LID-CAM-001';
  const page = await need(stranger.GET('/api/problems/{code}', { params: { path: { code } } }));
  assert.equal(page.value.code, code);
  assert.equal((await stranger.GET('/api/overview')).response.status, 401);
}

async function people() {
  assert.equal((await need(api.GET('/api/session'))).value.name, 'anna');
  const path = { person: 'cora' };
  const roles = [{ role: /** @type {const} */ ('viewer'), cameras: [camera] }];
  const { code } = (await need(api.POST('/api/people', { body: { name: 'cora', roles } }))).value;
  const first = { name: 'cora', code, password: 'four words make one' };
  const cora = by((await need(stranger.POST('/api/session/first', { body: first }))).value.token ?? '');
  assert.equal((await cora.GET('/api/audit')).response.status, 403);
  await need(
    cora.PUT('/api/session/password', { body: { old: first.password, new: 'five words make one, too' } }),
  );
  const again = { name: 'cora', password: 'five words make one, too' };
  const signedIn = by((await need(stranger.POST('/api/session', { body: again }))).value.token ?? '');
  await need(signedIn.DELETE('/api/session'));
  assert.equal((await signedIn.GET('/api/session')).response.status, 401);

  const groups = { params: { path: { group: 'doors' } } };
  await need(api.PUT('/api/camera-groups/{group}', { ...groups, body: { cameras: [camera] } }));
  assert.deepEqual((await need(api.GET('/api/camera-groups/{group}', groups))).value.cameras, [camera]);
  assert.ok((await need(api.GET('/api/camera-groups'))).value.some((each) => each.group === 'doors'));
  const known = await need(api.GET('/api/people/{person}', { params: { path } }));
  const changed = await need(
    api.PATCH('/api/people/{person}', {
      params: { path, header: { 'If-Match': known.tag } },
      body: { roles: [{ role: 'operator', groups: ['doors'] }], active: false },
    }),
  );
  assert.equal(changed.value.active, false);
  assert.ok((await need(api.GET('/api/people'))).value.items.some((each) => each.name === 'cora'));
  assert.ok((await need(api.POST('/api/people/{person}/invitation', { params: { path } }))).value.code);
  await need(api.DELETE('/api/people/{person}/sessions', { params: { path } }));
  await need(api.DELETE('/api/people/{person}', { params: { path } }));
  await need(api.DELETE('/api/camera-groups/{group}', groups));
  assert.equal((await api.GET('/api/people/{person}', { params: { path } })).response.status, 404);

  const made = (await need(api.POST('/api/tokens', { body: { name: 'few', scopes: ['status'] } }))).value;
  assert.equal((await by(made.token).GET('/api/config')).response.status, 403);
  assert.ok((await need(api.GET('/api/tokens'))).value.some((each) => each.id === made.id));
  await need(api.DELETE('/api/tokens/{token}', { params: { path: { token: made.id } } }));
  assert.equal((await by(made.token).GET('/api/status')).response.status, 401);
  const oidc = (await need(api.GET('/api/oidc'))).value;
  assert.deepEqual((await need(api.PUT('/api/oidc', { body: oidc }))).value, oidc);
  const layouts = await need(api.GET('/api/session/layouts'));
  const mine = [{ id: '1', name: 'Doors', columns: 2, tiles: [camera, null] }];
  const saved = await need(
    api.PUT('/api/session/layouts', { params: { header: { 'If-Match': layouts.tag } }, body: mine }),
  );
  assert.deepEqual(saved.value, mine);
}

async function cameras() {
  const url = (await need(api.GET('/api/cameras/{camera}', { params: { path: { camera } } }))).value.url;
  assert.ok((await need(api.POST('/api/camera-tests', { body: { url } }))).value.recordable);
  const login = { params: { path: { login: 'doors' } } };
  await need(
    api.PUT('/api/camera-logins/{login}', { ...login, body: { user: 'admin', password: 'secret' } }),
  );
  assert.ok((await need(api.GET('/api/camera-logins'))).value.some((each) => each.login === 'doors'));
  await need(api.DELETE('/api/camera-logins/{login}', login));
  const table = await need(
    api.POST('/api/camera-imports', {
      params: { query: { 'dry-run': true } },
      headers: { 'Content-Type': 'text/csv' },
      bodySerializer: (body) => body,
      body: `name,url\nyard,${url}\n`,
    }),
  );
  assert.equal(table.value.added, 1);

  const before = (await need(api.GET('/api/config'))).value;
  const added = await need(
    api.POST('/api/cameras', {
      params: { header: { 'Idempotency-Key': 'spare-1' } },
      body: { camera: 'spare', url },
    }),
  );
  assert.equal(added.value.camera, 'spare');
  const spare = { params: { path: { camera: 'spare' } } };
  const { tag } = await need(api.GET('/api/cameras/{camera}', spare));
  const old = await api.DELETE('/api/cameras/{camera}', {
    params: { path: { camera: 'spare' }, header: { 'If-Match': '"0"' } },
  });
  assert.equal(old.response.status, 412);
  assert.equal(old.error?.code, 'LID-CONF-001');
  const patched = await need(
    api.PATCH('/api/cameras/{camera}', {
      params: { path: { camera: 'spare' }, header: { 'If-Match': tag } },
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: { megabits: 2 },
    }),
  );
  assert.equal(patched.value.megabits, 2);
  assert.ok((await need(api.GET('/api/cameras'))).value.items.some((each) => each.camera === 'spare'));
  await configuration(before.revision);
  await need(api.DELETE('/api/cameras/{camera}', spare));
  assert.equal((await api.GET('/api/cameras/{camera}', spare)).response.status, 404);
}

/**
 * Back to a document without the camera, and by its text to the one that has it.
 * @param {number} before
 */
async function configuration(before) {
  const spare = { params: { path: { camera: 'spare' } } };
  const config = await need(api.GET('/api/config'));
  await need(api.POST('/api/config/rollback', { body: { revision: before } }));
  assert.equal((await api.GET('/api/cameras/{camera}', spare)).response.status, 404);
  const body = { text: config.value.text ?? '', note: 'with the spare one' };
  const dry = await need(
    api.PUT('/api/config', {
      params: { header: { 'If-Match': '*' }, query: { 'dry-run': true } },
      body,
    }),
  );
  assert.deepEqual(dry.value.problems, []);
  assert.equal((await api.GET('/api/cameras/{camera}', spare)).response.status, 404);
  await need(api.PUT('/api/config', { params: { header: { 'If-Match': '*' } }, body }));
  await need(api.GET('/api/cameras/{camera}', spare));
  const history = (await need(api.GET('/api/config/history'))).value.items;
  assert.equal(history[0]?.note, 'with the spare one');
}

async function footage() {
  const params = { query: { camera, ...span } };
  assert.ok((await need(api.GET('/api/footage', { params }))).value.stretches.length > 0);
  await need(api.GET('/api/gaps', { params }));
  const day = { params: { query: { camera: [camera], ...span } } };
  assert.equal((await need(api.GET('/api/timeline', day))).value.lanes[0]?.camera, camera);
  const order = { camera, ...span, reason: 'theft' };
  const { id } = (await need(api.POST('/api/locks', { body: order }))).value;
  assert.ok((await need(api.GET('/api/locks'))).value.items.some((each) => each.id === id));
  await need(
    api.DELETE('/api/locks/{lock}', { params: { path: { lock: id }, query: { reason: 'solved' } } }),
  );
}

async function pictures() {
  const path = { camera };
  const movie = { params: { path, query: span }, ...bytes };
  assert.equal(letters((await need(api.GET('/api/footage/{camera}/movie.mp4', movie))).value, 4, 8), 'ftyp');
  const still = { params: { path, query: { at: to } }, ...bytes };
  assert.equal(letters((await need(api.GET('/api/footage/{camera}/still.mp4', still))).value, 4, 8), 'ftyp');
  const file = 'index.m3u8';
  const live = { params: { path: { camera, file } }, ...text };
  const stored = { params: { path: { camera, file }, query: span }, ...text };
  await playlist(api.GET('/api/live/{camera}/{file}', live));
  await playlist(api.GET('/api/footage/{camera}/hls/{file}', stored));
  const ticket = await ticketFor(`/api/live/${camera}`);
  const liveBy = { params: { path: { camera, file, ticket } }, ...text };
  await playlist(stranger.GET('/api/ticket/{ticket}/live/{camera}/{file}', liveBy));
  const other = await ticketFor(`/api/footage/${camera}`);
  const storedBy = { params: { path: { camera, file, ticket: other }, query: span }, ...text };
  await playlist(stranger.GET('/api/ticket/{ticket}/footage/{camera}/hls/{file}', storedBy));
}

/** @param {string} path */
async function ticketFor(path) {
  return (await need(api.POST('/api/session/ticket', { body: { path, minutes: 5 } }))).value.ticket;
}

/** @param {Promise<{ data?: unknown, error?: unknown, response: Response }>} asked */
async function playlist(asked) {
  assert.ok(String((await need(asked)).value).startsWith('#EXTM3U'));
}

async function exported() {
  const order = { body: { cameras: [camera], ...span } };
  const { id } = (await need(api.POST('/api/exports', order))).value;
  const params = { path: { export: id } };
  const ended = await once(
    async () => (await need(api.GET('/api/exports/{export}', { params }))).value.state,
    (state) => ['done', 'failed', 'stopped'].includes(state),
  );
  assert.equal(ended, 'done');
  assert.ok((await need(api.GET('/api/exports'))).value.items.some((each) => each.id === id));
  const zip = await need(api.GET('/api/exports/{export}/file', { params, ...bytes }));
  assert.equal(letters(zip.value, 0, 2), 'PK');
  await need(api.POST('/api/exports/{export}/cancel', { params }));
  await need(api.DELETE('/api/exports/{export}', { params }));
  assert.equal((await api.GET('/api/exports/{export}', { params })).response.status, 404);
}

async function site() {
  assert.ok((await need(api.GET('/api/overview'))).value.cameras.total >= 1);
  assert.ok((await need(api.GET('/api/status'))).value.cameras?.some((each) => each.camera === camera));
  assert.ok((await need(api.GET('/api/servers'))).value.length > 0);
  assert.ok((await need(api.GET('/api/groups'))).value.length > 0);
  assert.ok((await need(api.GET('/api/failover/plan'))).value.groups.length > 0);
  assert.ok((await need(api.GET('/metrics', text))).value.includes('lidless_'));
  const backup = (await need(api.POST('/api/backups'))).value;
  assert.ok(backup.bytes > 0);
  assert.ok((await need(api.GET('/api/backups'))).value.items.some((each) => each.file === backup.file));
  const over = new AbortController();
  const events = await need(
    api.GET('/api/events', {
      params: { header: { 'Last-Event-ID': 'x' } },
      parseAs: 'stream',
      signal: over.signal,
    }),
  );
  const stream = /** @type {ReadableStream<Uint8Array>} */ (events.value).getReader();
  const decoder = new TextDecoder();
  let told = '';
  while (!told.includes('event: lidless.resync')) {
    const { done, value } = await stream.read();
    assert.ok(!done, told);
    told += decoder.decode(value, { stream: true });
  }
  over.abort();
}

async function recorders() {
  const path = { recorder };
  const records = async () =>
    (await need(api.GET('/api/recorders/{recorder}', { params: { path } }))).value.records;
  assert.ok((await need(api.GET('/api/recorders'))).value.some((each) => each.recorder === recorder));
  await need(api.GET('/api/recorders/{recorder}/status', { params: { path } }));
  const { pool } = (await need(api.GET('/api/pools'))).value.find((each) => each.recorder === recorder) ?? {};
  const confirmed = await need(
    api.POST('/api/recorders/{recorder}/pools/{pool}/confirm', {
      params: { path: { recorder, pool: pool?.pool ?? '' } },
    }),
  );
  assert.equal(confirmed.value.bytes, 0);
  await need(api.POST('/api/recorders/{recorder}/drain', { params: { path } }));
  await once(records, (count) => count === 0);
  await need(api.POST('/api/recorders/{recorder}/return', { params: { path } }));
  await once(records, (count) => count > 0);
}

async function audit() {
  const newest = (await need(api.GET('/api/audit', { params: { query: { limit: 2 } } }))).value;
  assert.equal(newest.items.length, 2);
  assert.ok((await need(api.GET('/api/audit/check'))).value.unbroken);
  const chain = await need(api.GET('/api/audit/export', text));
  assert.ok(String(chain.value).includes('"who":"anna"'));
  assert.equal(letters((await need(api.GET('/api/audit/archive', bytes))).value, 0, 2), 'PK');
}

for (const part of [about, people, cameras, footage, pictures, exported, site, recorders, audit]) {
  await part();
}
console.log('all done');
