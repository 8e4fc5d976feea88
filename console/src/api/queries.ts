import { queryOptions } from '@tanstack/react-query';
import { GET, need, needTagged, type Schema } from './api';

/** What the pages ask, each under one key; events make them old (`events.ts`). */

interface PageOf<T> {
  items: T[];
  next?: string;
}

/** All pages of a list; no list that the console shows whole is longer than this. */
const PAGES_MAX = 20;

async function all<T>(ask: (cursor: string | undefined) => Promise<PageOf<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await ask(cursor);
    items.push(...answer.items);
    cursor = answer.next;
    if (!cursor) {
      break;
    }
  }
  return items;
}

function query<C>(cursor: C) {
  return { params: { query: { limit: 1000, ...(cursor ? { cursor } : {}) } } };
}

export const overviewAsked = queryOptions({
  queryKey: ['overview'],
  queryFn: () => need(GET('/api/overview', {})),
  refetchInterval: 5_000,
});

export const camerasAsked = queryOptions({
  queryKey: ['cameras'],
  queryFn: () => all<Schema['Camera']>((cursor) => need(GET('/api/cameras', query(cursor)))),
  refetchInterval: 10_000,
});

export const recordersAsked = queryOptions({
  queryKey: ['recorders'],
  queryFn: () => need(GET('/api/recorders', {})),
  refetchInterval: 5_000,
});

export const poolsAsked = queryOptions({
  queryKey: ['pools'],
  queryFn: () => need(GET('/api/pools', {})),
  refetchInterval: 15_000,
});

export const planAsked = queryOptions({
  queryKey: ['plan'],
  queryFn: () => need(GET('/api/failover/plan', {})),
  refetchInterval: 15_000,
});

export const incidentsAsked = queryOptions({
  queryKey: ['incidents'],
  queryFn: () =>
    need(GET('/api/failover/history', { params: { query: { limit: 200 } } })).then((page) => page.items),
});

export const exportsAsked = queryOptions({
  queryKey: ['exports'],
  queryFn: () => need(GET('/api/exports', { params: { query: { limit: 200 } } })).then((page) => page.items),
  refetchInterval: 4_000,
});

export const locksAsked = queryOptions({
  queryKey: ['locks'],
  queryFn: () => need(GET('/api/locks', { params: { query: { limit: 500 } } })).then((page) => page.items),
});

export const peopleAsked = queryOptions({
  queryKey: ['people'],
  queryFn: () => all<Schema['Person']>((cursor) => need(GET('/api/people', query(cursor)))),
});

export const cameraGroupsAsked = queryOptions({
  queryKey: ['camera-groups'],
  queryFn: () => need(GET('/api/camera-groups', {})),
});

export const serversAsked = queryOptions({
  queryKey: ['servers'],
  queryFn: () => need(GET('/api/servers', {})),
});

export const layoutsAsked = queryOptions({
  queryKey: ['layouts'],
  queryFn: () => needTagged(GET('/api/session/layouts', {})),
});

export const problemsAsked = queryOptions({
  queryKey: ['problems'],
  queryFn: () => need(GET('/api/problems', {})),
  staleTime: Number.POSITIVE_INFINITY,
});
