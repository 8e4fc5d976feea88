/** Plays a camera's live picture with its sound in a page that is not ours, as docs/formats/live.md says. */
function hear(address, token, camera) {
  const video = document.createElement('video');
  const source = new MediaSource();
  const tracks = {};
  const words = [];
  const pump = (track) => {
    if (!track.buffer.updating && track.waiting.length > 0) {
      track.buffer.appendBuffer(track.waiting.shift());
    }
  };
  const told = (text) => {
    words.push(text);
    const { tell, track, mime } = JSON.parse(text);
    if (tell === 'format') {
      const made = { mime, buffer: source.addSourceBuffer(mime), waiting: [] };
      made.buffer.addEventListener('updateend', () => pump(made));
      tracks[track] = made;
    }
  };
  const sample = (message) => {
    const head = new DataView(message);
    const track = tracks[head.getUint8(1) < 3 ? 'video' : 'sound'];
    track.waiting.push(message.slice(64 + head.getUint8(3)));
    pump(track);
    if (video.paused && video.buffered.length > 0) {
      video.currentTime = video.buffered.start(0);
      video.play().catch((refused) => words.push(String(refused)));
    }
  };
  source.addEventListener('sourceopen', () => {
    const socket = new WebSocket(address, ['lidless.live.1', `bearer.${token}`]);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => socket.send(JSON.stringify({ do: 'open', id: 1, camera, sound: true }));
    socket.onmessage = ({ data }) => (typeof data === 'string' ? told(data) : sample(data));
    socket.onclose = () => words.push('closed');
  });
  video.src = URL.createObjectURL(source);
  document.body.append(video);
  globalThis.heard = () =>
    `${tracks.sound?.mime} sound=${video.webkitAudioDecodedByteCount} pictures=${video.webkitDecodedFrameCount} at=${video.currentTime}`;
  globalThis.said = () => words.slice(-6).join('\n');
}
