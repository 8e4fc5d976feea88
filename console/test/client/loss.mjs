// @ts-check
// A recorder was lost: `node loss.mjs SERVER TOKEN-FILE RECORDER CAMERA`.
import assert from 'node:assert/strict';
import { api, need, once, words } from './client.mjs';

const [recorder = '', camera = ''] = words;

const { items } = await once(
  async () => (await need(api.GET('/api/failover/history'))).value,
  (history) => history.items.length > 0,
);
assert.equal(items[0]?.lost, recorder);
const incident = await need(
  api.GET('/api/failover/history/{incident}', { params: { path: { incident: items[0]?.id ?? -1 } } }),
);
assert.ok(JSON.stringify(incident.value).includes(`"camera":"${camera}"`));
console.log('all done');
