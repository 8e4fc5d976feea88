import { servers } from '../api/api';
import { PictureSocket } from './PictureSocket';

/** The one socket of this tab. */
export const pictures = new PictureSocket({
  socket: () => servers.socket('/api/live', 'lidless.live.1'),
  moveOn: () => servers.moveOn(),
});
