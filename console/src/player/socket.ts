import { servers } from '../api/api';
import { PictureSocket } from './PictureSocket';

const address = () => servers.socket('/api/live', 'lidless.live.1');

/** The one socket of this tab. */
export const pictures = new PictureSocket({
  socket: address,
  moveOn(url) {
    // A question that was not answered may have moved on already; twice would lead back to the dead one.
    if (new URL(address().url).host === new URL(url).host) {
      servers.moveOn();
    }
  },
  playlist: (camera, stream) =>
    servers.signed(`/api/live/${encodeURIComponent(camera)}/index.m3u8?stream=${stream}`),
});
