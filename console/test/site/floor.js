// In a page: as many live pictures as can be had with nothing of ours around them. A classic script, evaluated by whoever
// drives the browser: one socket, a media source and a <video> for each camera, each fragment appended as it comes.
// biome-ignore lint/correctness/noUnusedVariables: the page's
var floor = (cameras, columns, width) => {
  const HEADER_BYTES = 64;
  document.body.replaceChildren();
  document.body.style.cssText = 'margin:0;background:#000';
  const tiles = cameras.map((camera, n) => {
    const tile = document.createElement('div');
    tile.className = 'tile';
    tile.dataset.camera = camera;
    const height = (width * 9) / 16;
    tile.style.cssText = `position:absolute;left:${(n % columns) * width}px;top:${Math.floor(n / columns) * height}px`;
    const video = document.createElement('video');
    video.muted = true;
    video.style.cssText = `width:${width}px;height:${height}px`;
    tile.append(video);
    document.body.append(tile);
    return { video, source: new MediaSource(), buffer: null, waiting: [], begun: false };
  });
  const pump = (tile) => {
    const { buffer, video, waiting } = tile;
    if (!buffer || buffer.updating || waiting.length === 0) {
      return;
    }
    buffer.appendBuffer(waiting.shift());
    if (!tile.begun && video.buffered.length > 0) {
      tile.begun = true;
      video.currentTime = Math.max(0, video.buffered.end(0) - 0.06);
      video.play();
    }
  };
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/api/live`, 'lidless.live.1');
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    cameras.forEach((camera, n) => {
      tiles[n].video.src = URL.createObjectURL(tiles[n].source);
      socket.send(JSON.stringify({ do: 'open', id: n + 1, camera, stream: 'main', sound: false }));
    });
  };
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') {
      const tell = JSON.parse(data);
      if (tell.tell === 'format' && tell.track === 'video') {
        const tile = tiles[tell.id - 1];
        const begin = () => {
          tile.buffer = tile.source.addSourceBuffer(tell.mime);
          tile.buffer.onupdateend = () => pump(tile);
          pump(tile);
        };
        if (tile.source.readyState === 'open') {
          begin();
        } else {
          tile.source.onsourceopen = begin;
        }
      }
      return;
    }
    const view = new DataView(data);
    const tile = tiles[view.getUint32(4) - 1];
    tile.waiting.push(new Uint8Array(data, HEADER_BYTES + view.getUint8(3)));
    pump(tile);
  };
};
