// @ts-check
// A site gets a second server and loses it again: `node servers.mjs SERVER TOKEN-FILE` says a code that lets one in,
// with its name behind that it dismisses it. JoinsTest runs both against a real site.
import assert from 'node:assert/strict';
import { api, need, words } from './client.mjs';

const [server = ''] = words;

if (server === '') {
  const { value } = await need(api.POST('/api/invitations', { body: { role: 'management', seconds: 600 } }));
  assert.ok(value.code);
  console.log(`code ${value.code}`);
} else {
  await need(api.DELETE('/api/servers/{server}', { params: { path: { server } } }));
}
console.log('all done');
