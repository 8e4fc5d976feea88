// Speaks docs/reference/openapi.yaml well enough for the console's tests: sign-in, one small site, live pictures.
// node test/mock/server.mjs [--port 8480] [--first] [--empty]; prints its address.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as data from './data.mjs';
import { servePictures } from './live.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const files = process.env.LIDLESS_CONSOLE_OUT ?? join(here, '../../../target/console');
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self' ws: wss: http://127.0.0.1:*",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
const RIGHTS = ['status', 'live', 'playback', 'export', 'lock', 'configure', 'operate', 'people', 'audit'];

/** Starts a mock; `first`: nobody can sign in yet; `empty`: no cameras; `times`: how fast its pictures' time goes by. */
export function startMock({ port = 0, first = false, empty = false, times = 1 } = {}) {
  const state = {
    first,
    empty,
    sessions: new Set(),
    layouts: [],
    layoutsTag: 1,
    exports: [...data.exports_],
    added: [],
    servers: [],
    name: 'anna',
  };
  const streams = new Set();
  const server = createServer((request, answer) => {
    handle(request, answer, state, streams).catch((broken) => {
      console.error(broken);
      answer.writeHead(500).end();
    });
  });
  const pictures = servePictures(server, times);
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${server.address().port}`;
      const tell = (event) => {
        for (const stream of streams) {
          stream.write(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
        }
      };
      const stop = () => {
        pictures.stop();
        server.closeAllConnections();
        return new Promise((done) => server.close(done));
      };
      resolve({ url, state, tell, stop });
    });
  });
}

async function handle(request, answer, state, streams) {
  const url = new URL(request.url, 'http://mock');
  answer.setHeader('Content-Security-Policy', POLICY);
  answer.setHeader('X-Content-Type-Options', 'nosniff');
  const { origin } = request.headers;
  if (origin && state.servers.includes(origin)) {
    answer.setHeader('Access-Control-Allow-Origin', origin);
    answer.setHeader(
      'Access-Control-Allow-Headers',
      'Authorization, Content-Type, Idempotency-Key, If-Match, Last-Event-ID, Lidless-CSRF',
    );
    answer.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
    answer.setHeader('Access-Control-Expose-Headers', 'ETag');
  }
  if (request.method === 'OPTIONS') {
    answer.writeHead(204).end();
    return;
  }
  if (!url.pathname.startsWith('/api')) {
    await serveFile(url.pathname, answer);
    return;
  }
  const body = await readBody(request);
  const bearer = request.headers.authorization === 'Bearer mock-token';
  const signedIn = bearer || state.sessions.has(/lidless=(\w+)/.exec(request.headers.cookie ?? '')?.[1]);
  const open =
    ['/api/session/ways', '/api/problems'].includes(url.pathname) ||
    url.pathname.startsWith('/api/problems/') ||
    (request.method === 'POST' && ['/api/session', '/api/session/first'].includes(url.pathname));
  if (!signedIn && !open) {
    problem(answer, 401, 'LID-ACC-002', 'You are not signed in.', 'Sign in.');
    return;
  }
  const write = !['GET', 'HEAD'].includes(request.method);
  if (write && !open && !bearer && request.headers['lidless-csrf'] !== 'mock') {
    problem(answer, 403, 'LID-ACC-004', 'The request came from another page.', 'Load the page again.');
    return;
  }
  if (url.pathname === '/api/events') {
    answer.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    answer.write(': here\n\n');
    streams.add(answer);
    request.on('close', () => streams.delete(answer));
    return;
  }
  const route = ROUTES.find(([method, path]) => method === request.method && path.test(url.pathname));
  if (!route) {
    problem(answer, 404, 'LID-REQ-001', `Nothing is at ${url.pathname}.`, 'Look at /api/openapi.yaml.');
    return;
  }
  const words = url.pathname.match(route[1]).slice(1).map(decodeURIComponent);
  route[2]({ answer, url, body, state, words, request });
}

const json = (answer, status, value, headers = {}) => {
  answer.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  answer.end(JSON.stringify(value));
};
const page = (items) => ({ items });
const me = ({ name, servers }) => ({
  name,
  roles: ['administrator'],
  rights: RIGHTS,
  csrf: 'mock',
  token: 'mock-token',
  until: data.at(-36_000),
  tokenUntil: data.at(-600),
  servers,
});
const enter = (answer, state, name) => {
  const id = Math.random().toString(36).slice(2);
  state.sessions.add(id);
  state.name = name;
  json(answer, 200, me(state), { 'Set-Cookie': `lidless=${id}; HttpOnly; SameSite=Strict; Path=/` });
};
const cameras = (state) => (state.empty ? [] : data.cameras()).concat(state.added);
const get = (path, make) => ['GET', path, (call) => json(call.answer, 200, make(call))];

const ROUTES = [
  get(/^\/api\/session\/ways$/, ({ state }) => ({
    first: state.first,
    password: true,
    oidc: { name: 'Example ID' },
    site: 'warehouse-north',
    version: '0.1.0',
    now: new Date().toISOString(),
  })),
  get(/^\/api\/session$/, ({ state }) => me(state)),
  [
    'POST',
    /^\/api\/session$/,
    ({ answer, body, state }) =>
      body.password === 'correct horse'
        ? enter(answer, state, body.name)
        : problem(
            answer,
            401,
            'LID-ACC-005',
            'Name or password is wrong.',
            'Try again, or ask for a new code.',
          ),
  ],
  [
    'POST',
    /^\/api\/session\/first$/,
    ({ answer, body, state }) => {
      if (body.code !== '8842-1793') {
        problem(
          answer,
          403,
          'LID-ACC-007',
          'This code lets nobody in.',
          'Look where lidless start printed it.',
        );
      } else {
        state.first = false;
        enter(answer, state, body.name);
      }
    },
  ],
  [
    'DELETE',
    /^\/api\/session$/,
    ({ answer, state }) => {
      state.sessions.clear();
      answer.writeHead(204).end();
    },
  ],
  [
    'GET',
    /^\/api\/session\/layouts$/,
    ({ answer, state }) => json(answer, 200, state.layouts, { ETag: `"${state.layoutsTag}"` }),
  ],
  [
    'PUT',
    /^\/api\/session\/layouts$/,
    ({ answer, state, body }) => {
      state.layouts = body;
      state.layoutsTag++;
      json(answer, 200, state.layouts, { ETag: `"${state.layoutsTag}"` });
    },
  ],
  get(/^\/api\/overview$/, ({ state }) => {
    const overview = data.overview();
    return state.empty
      ? {
          ...overview,
          state: 'protected',
          cameras: {
            total: state.added.length,
            protected: state.added.length,
            standingIn: 0,
            atRisk: 0,
            notRecording: 0,
          },
          recorders: data.recordersNow().slice(0, 1),
          groups: [],
          exports: [],
          lastIncident: undefined,
          events: [],
        }
      : overview;
  }),
  get(/^\/api\/cameras$/, ({ state }) => page(cameras(state))),
  [
    'POST',
    /^\/api\/cameras$/,
    ({ answer, state, body }) => {
      const made = {
        ...data.cameras()[0],
        ...body,
        camera: body.camera,
        hasPassword: Boolean(body.password),
        password: undefined,
      };
      state.added.push(made);
      json(answer, 201, made, { ETag: '"1"' });
    },
  ],
  [
    'GET',
    /^\/api\/cameras\/([^/]+)$/,
    ({ answer, words, state }) => {
      const found = cameras(state).find((camera) => camera.camera === words[0]);
      return found
        ? json(answer, 200, found, { ETag: '"1"' })
        : problem(
            answer,
            404,
            'LID-REQ-003',
            `There is no camera ${words[0]}.`,
            'Look at the list of cameras.',
          );
    },
  ],
  [
    'PATCH',
    /^\/api\/cameras\/([^/]+)$/,
    ({ answer, words, state, body }) =>
      json(
        answer,
        200,
        { ...cameras(state).find((camera) => camera.camera === words[0]), ...body },
        { ETag: '"2"' },
      ),
  ],
  ['DELETE', /^\/api\/cameras\/([^/]+)$/, ({ answer }) => answer.writeHead(204).end()],
  [
    'POST',
    /^\/api\/camera-tests$/,
    ({ answer, body }) =>
      json(
        answer,
        200,
        body.url.includes('bad')
          ? {
              recordable: false,
              lines: ['It refused the password (401).'],
              problem: {
                code: 'LID-CAM-004',
                title: 'A camera refused the password',
                detail: 'The camera refused the password.',
                footage: 'It is not recorded.',
                remedy: 'Enter the right one.',
              },
            }
          : {
              recordable: true,
              codec: 'H.264',
              width: 1920,
              height: 1080,
              framesPerSecond: 25,
              lines: ['RTSP over TCP, digest sign-in.', 'A full picture every 2 s.', 'Sound: AAC.'],
            },
      ),
  ],
  [
    'POST',
    /^\/api\/camera-imports$/,
    ({ answer, body }) => {
      const lines = String(body).trim().split('\n').slice(1);
      json(answer, 200, {
        added: lines.length,
        changes: lines.map((line) => `camera ${line.split(',')[0]} added`),
        problems: [],
      });
    },
  ],
  get(/^\/api\/recorders$/, () => data.recordersNow()),
  [
    'POST',
    /^\/api\/recorders\/([^/]+)\/(drain|return)$/,
    ({ answer, words }) =>
      json(answer, 200, {
        ...data.recordersNow().find((one) => one.recorder === words[0]),
        drained: words[1] === 'drain',
      }),
  ],
  get(/^\/api\/pools$/, () => data.pools()),
  get(/^\/api\/groups$/, () => data.groups),
  get(/^\/api\/failover\/plan$/, ({ state }) =>
    state.empty ? { ...data.plan, single: [], groups: [], problems: [], cameras: [] } : data.plan,
  ),
  get(/^\/api\/failover\/history$/, ({ state }) => page(state.empty ? [] : data.incidents)),
  [
    'GET',
    /^\/api\/failover\/history\/(\d+)$/,
    ({ answer, words }) => {
      const found = data.measured(Number(words[0]));
      return found
        ? json(answer, 200, found)
        : problem(answer, 404, 'LID-REQ-003', 'There was no such failover.', 'Look at the list.');
    },
  ],
  get(/^\/api\/exports$/, ({ state }) => page(state.empty ? [] : state.exports)),
  [
    'POST',
    /^\/api\/exports$/,
    ({ answer, body, state }) => {
      const made = {
        version: 2,
        id: `e-${200 + state.exports.length}`,
        order: { stream: 'main', ...body },
        by: { name: 'anna', address: '10.1.2.9' },
        state: 'waiting',
        ordered: new Date().toISOString(),
        progress: 0,
        bytes: 0,
        runningSeconds: 0,
        attempt: 1,
      };
      state.exports.unshift(made);
      json(answer, 202, made);
    },
  ],
  [
    'POST',
    /^\/api\/exports\/([^/]+)\/cancel$/,
    ({ answer, words, state }) => {
      const found = state.exports.find((one) => one.id === words[0]);
      found.state = 'stopped';
      json(answer, 200, found);
    },
  ],
  [
    'DELETE',
    /^\/api\/exports\/([^/]+)$/,
    ({ answer, words, state }) => {
      state.exports = state.exports.filter((one) => one.id !== words[0]);
      answer.writeHead(204).end();
    },
  ],
  get(/^\/api\/locks$/, ({ state }) => page(state.empty ? [] : data.locks)),
  [
    'POST',
    /^\/api\/locks$/,
    ({ answer, body }) =>
      json(answer, 201, {
        id: 'abc',
        state: 'locked',
        since: new Date().toISOString(),
        waiting: [],
        ...body,
      }),
  ],
  [
    'DELETE',
    /^\/api\/locks\/([^/]+)$/,
    ({ answer }) => json(answer, 200, { ...data.locks[0], state: 'lifted' }),
  ],
  get(/^\/api\/timeline$/, ({ url }) => {
    const from = Date.parse(url.searchParams.get('from'));
    const to = Date.parse(url.searchParams.get('to'));
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      px: Number(url.searchParams.get('px')),
      lanes: url.searchParams.getAll('camera').map((camera) => data.lane(camera, from, to)),
    };
  }),
  get(/^\/api\/people$/, () => page(data.people)),
  [
    'POST',
    /^\/api\/people$/,
    ({ answer, body }) =>
      json(
        answer,
        201,
        { ...body, active: true, invited: true, code: '5529-8810', until: data.at(-86_400) },
        { ETag: '"1"' },
      ),
  ],
  [
    'GET',
    /^\/api\/people\/([^/]+)$/,
    ({ answer, words }) =>
      json(
        answer,
        200,
        data.people.find((one) => one.name === words[0]),
        { ETag: '"1"' },
      ),
  ],
  [
    'PATCH',
    /^\/api\/people\/([^/]+)$/,
    ({ answer, words, body }) =>
      json(answer, 200, { ...data.people.find((one) => one.name === words[0]), ...body }, { ETag: '"2"' }),
  ],
  ['DELETE', /^\/api\/people\/([^/]+)$/, ({ answer }) => answer.writeHead(204).end()],
  [
    'POST',
    /^\/api\/people\/([^/]+)\/invitation$/,
    ({ answer }) => json(answer, 200, { code: '7710-4438', until: data.at(-86_400) }),
  ],
  ['DELETE', /^\/api\/people\/([^/]+)\/sessions$/, ({ answer }) => answer.writeHead(204).end()],
  get(/^\/api\/camera-groups$/, () => data.cameraGroups),
  [
    'PUT',
    /^\/api\/camera-groups\/([^/]+)$/,
    ({ answer, words, body }) => json(answer, 200, { group: words[0], ...body }),
  ],
  ['DELETE', /^\/api\/camera-groups\/([^/]+)$/, ({ answer }) => answer.writeHead(204).end()],
  get(/^\/api\/tokens$/, () => data.tokens),
  [
    'POST',
    /^\/api\/tokens$/,
    ({ answer, body }) =>
      json(answer, 201, { id: 'tk_2', person: 'anna', token: 'lid_9f2c71e0aa44', ...body }),
  ],
  ['DELETE', /^\/api\/tokens\/([^/]+)$/, ({ answer }) => answer.writeHead(204).end()],
  get(/^\/api\/oidc$/, () => ({
    enabled: true,
    name: 'Example ID',
    issuer: 'https://id.example.org',
    clientId: 'lidless',
    clientSecret: '********',
  })),
  get(/^\/api\/servers$/, () => data.servers),
  [
    'POST',
    /^\/api\/invitations$/,
    ({ answer }) =>
      json(answer, 201, {
        code: '4F7K-29QX-77AB',
        until: data.at(-3600),
        addresses: ['https://m1.example:8443'],
      }),
  ],
  get(/^\/api\/audit$/, ({ url }) => ({
    ...page(
      data.audit.filter((one) => !url.searchParams.get('act') || one.act === url.searchParams.get('act')),
    ),
    away: ['m3'],
  })),
  get(/^\/api\/audit\/check$/, () => data.auditCheck),
  ['GET', /^\/api\/config$/, ({ answer }) => json(answer, 200, data.config, { ETag: '"17"' })],
  [
    'PUT',
    /^\/api\/config$/,
    ({ answer, body }) =>
      json(
        answer,
        200,
        { ...data.config, revision: 18, text: body.text, changes: ['camera gate: priority 50 → 60'] },
        { ETag: '"18"' },
      ),
  ],
  ['POST', /^\/api\/config\/rollback$/, ({ answer }) => json(answer, 200, { ...data.config, revision: 18 })],
  get(/^\/api\/config\/history$/, () => page(data.configHistory)),
  get(/^\/api\/backups$/, () => page(data.backups)),
  ['POST', /^\/api\/backups$/, ({ answer }) => json(answer, 201, data.backups[0])],
  get(/^\/api\/problems$/, () => data.problems),
  [
    'GET',
    /^\/api\/problems\/([^/]+)$/,
    ({ answer, words }) => {
      const found = data.problems.find((one) => one.code === words[0]);
      return found
        ? json(answer, 200, found)
        : problem(answer, 404, 'LID-REQ-003', 'There is no such code.', 'Look at the list.');
    },
  ],
];

function problem(answer, status, code, detail, next) {
  answer.writeHead(status, { 'Content-Type': 'application/problem+json' });
  answer.end(
    JSON.stringify({
      type: `urn:lidless:problem:${code.toLowerCase()}`,
      title: detail,
      status,
      detail,
      code,
      footage: 'Footage is not concerned.',
      next,
      help: `/help/${code}`,
      trace: 'mock',
    }),
  );
}

async function readBody(request) {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }
  const text = Buffer.concat(parts).toString();
  return (request.headers['content-type'] ?? '').includes('json') && text ? JSON.parse(text) : text;
}

async function serveFile(path, answer) {
  if (path === '/verify') {
    answer
      .writeHead(200, { 'Content-Type': TYPES['.html'] })
      .end('<!doctype html><html lang="en"><title>Verify</title><main><h1>Verify</h1></main>');
    return;
  }
  const wanted = normalize(path).replace(/^(\.\.[/\\])+/, '');
  const name = extname(wanted) ? wanted : '/index.html';
  try {
    const bytes = await readFile(join(files, name));
    answer.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream' }).end(bytes);
  } catch (missing) {
    answer.writeHead(404).end(String(missing.code));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const option = (name, otherwise) =>
    process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise;
  const { url } = await startMock({
    port: Number(option('--port', 8480)),
    first: process.argv.includes('--first'),
    empty: process.argv.includes('--empty'),
  });
  console.log(`The mock answers at ${url}; anna, "correct horse"; first start: 8842-1793`);
}
