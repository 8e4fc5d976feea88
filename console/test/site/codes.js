// In a page: reads the codes of torture/gstreamer/live-encoder.py from its pictures as they are shown. A classic script,
// evaluated by whoever drives the browser. `codes.watch()` begins; `codes.seen` has what was shown, by camera.
// biome-ignore lint/correctness/noUnusedVariables: the page's
var codes = (() => {
  const FIELDS = 32;
  const ROWS = 2;
  const PX = 4;
  const canvas = new OffscreenCanvas(FIELDS * PX, ROWS * PX);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.imageSmoothingEnabled = false;

  /** The code that a picture carries; null when it cannot be read. */
  function read(video) {
    const width = FIELDS * Math.floor(video.videoWidth / FIELDS);
    const height = ROWS * Math.floor(video.videoHeight / 16);
    context.drawImage(video, 0, 0, width, height, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const bytes = [];
    for (let bit = 0; bit < FIELDS * ROWS; bit++) {
      const x = (bit % FIELDS) * PX + PX / 2;
      const y = Math.floor(bit / FIELDS) * PX + PX / 2;
      const at = bit >> 3;
      bytes[at] = ((bytes[at] ?? 0) << 1) | (data[(y * canvas.width + x) * 4 + 1] > 127 ? 1 : 0);
    }
    const check = bytes.pop();
    if ((bytes.reduce((sum, byte) => sum + byte, 165) & 0xff) !== check) {
      return null;
    }
    return {
      number: bytes[0] * 256 + bytes[1],
      clockMs: bytes.slice(2).reduce((sum, byte) => sum * 256 + byte, 0),
    };
  }

  const seen = {};
  const unread = {};

  /** From now on notes each picture (or each so many: reading costs) of each tile that is there. */
  function watch(every = 1) {
    for (const tile of document.querySelectorAll('.tile[data-camera]')) {
      const { camera } = tile.dataset;
      const video = tile.querySelector('video');
      seen[camera] = [];
      unread[camera] = 0;
      let came = 0;
      const next = (_now, frame) => {
        video.requestVideoFrameCallback(next);
        if (came++ % every !== 0) {
          return;
        }
        const code = read(video);
        if (code) {
          const atMs = performance.timeOrigin + Math.max(frame.expectedDisplayTime, frame.presentationTime);
          seen[camera].push({
            ...code,
            atMs,
            presented: frame.presentedFrames,
            recorder: video.dataset.recorder,
          });
        } else {
          unread[camera]++;
        }
      };
      video.requestVideoFrameCallback(next);
    }
  }

  /**
   * What was seen of a camera from a moment on: how long it stood still at most, how many pictures were left out where
   * it stood still, how many never came to the screen elsewhere, and whose the last was.
   */
  function since(camera, fromMs) {
    const pictures = seen[camera];
    let first = pictures.findIndex((picture) => picture.atMs >= fromMs);
    first = Math.max(1, first === -1 ? pictures.length : first);
    const found = { camera, still: 0, missing: 0, skipped: 0, back: 0, shown: pictures.length - first };
    const presented = (pictures.at(-1)?.presented ?? 0) - (pictures[first - 1]?.presented ?? 0);
    for (let at = first; at < pictures.length; at++) {
      const before = pictures[at - 1];
      const picture = pictures[at];
      const pause = picture.atMs - before.atMs;
      const steps = (picture.number - before.number + 65_536) % 65_536;
      const unseen = steps - (picture.presented - before.presented);
      if (steps > 32_768) {
        found.back++;
      } else {
        found.skipped += Math.max(0, unseen);
      }
      if (pause > found.still) {
        found.still = pause;
        found.missing = steps > 32_768 ? 0 : Math.max(0, unseen);
      }
    }
    const last = pictures.at(-1);
    return {
      ...found,
      presented,
      recorder: last?.recorder ?? '',
      lastMs: last?.atMs ?? 0,
      unread: unread[camera],
    };
  }

  /** From the encoder's clock to the screen, ms, of what was shown from a moment on. */
  function ages(fromMs) {
    return Object.values(seen)
      .flat()
      .filter((picture) => picture.atMs >= fromMs)
      .map((picture) => (Math.floor(picture.atMs) % 2 ** 40) - picture.clockMs);
  }

  return { watch, seen, since, ages };
})();
