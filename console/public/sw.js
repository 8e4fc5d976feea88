// Keeps the console itself, so that a tab opens while its server is down and can ask the others.
// Nothing of the API is ever kept: not footage, not names, not rights.
const SHELL = 'lidless-shell-1';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.add('/')));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (
    event.request.method !== 'GET' ||
    url.origin !== self.location.origin ||
    url.pathname.startsWith('/api')
  ) {
    return;
  }
  if (event.request.mode === 'navigate') {
    event.respondWith(freshPage(event.request));
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(keptFile(event.request));
  }
});

// A page is asked of the server first; only when none answers the kept one is shown.
async function freshPage(request) {
  const cache = await caches.open(SHELL);
  try {
    const answer = await fetch(request);
    if (answer.ok && new URL(request.url).pathname === '/') {
      await cache.put('/', answer.clone());
    }
    return answer;
  } catch (unreachable) {
    const kept = await cache.match('/');
    if (kept) {
      return kept;
    }
    throw unreachable;
  }
}

// Names of assets carry a hash of their content, so a kept one is always the right one.
async function keptFile(request) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  if (kept) {
    return kept;
  }
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
  }
  return answer;
}
