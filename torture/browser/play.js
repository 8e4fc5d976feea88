/** Plays a file in a page, jumps to most of its way, and tells where the picture that is shown then lies. */
async function jump(address) {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'metadata';
  const heard = (name) =>
    new Promise((good, bad) => {
      video.addEventListener(name, good, { once: true });
      video.addEventListener('error', () => bad(new Error(video.error?.message)), { once: true });
    });
  const known = heard('loadedmetadata');
  video.src = address;
  document.body.append(video);
  await known;
  const there = heard('seeked');
  const wanted = video.duration * 0.8;
  video.currentTime = wanted;
  await there;
  const shown = new Promise((good) => video.requestVideoFrameCallback((_, { mediaTime }) => good(mediaTime)));
  await video.play();
  const at = await shown;
  video.pause();
  const statuses = performance
    .getEntriesByType('resource')
    .filter(({ name }) => name.includes('movie.mp4'))
    .map(({ responseStatus }) => responseStatus);
  globalThis.jumped = JSON.stringify({ duration: video.duration, wanted, at, statuses });
}

/** Plays a live playlist by hls.js (the page has it as Hls), near the live edge as far as its parts allow. */
function playParts(address) {
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const hls = new Hls({ enableWorker: false, lowLatencyMode: true });
  const faults = [];
  let parts = 0;
  hls.on(Hls.Events.FRAG_LOADED, (_, { part }) => {
    parts += part ? 1 : 0;
  });
  hls.on(Hls.Events.ERROR, (_, { details, fatal }) => faults.push(`${details}${fatal ? ', fatal' : ''}`));
  hls.loadSource(address);
  hls.attachMedia(video);
  video.play().catch((refused) => faults.push(String(refused)));
  globalThis.played = () =>
    JSON.stringify({
      parts,
      waits: performance.getEntriesByType('resource').filter(({ name }) => name.includes('_HLS_part')).length,
      behind: hls.latency,
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      at: video.currentTime,
      faults,
    });
}
