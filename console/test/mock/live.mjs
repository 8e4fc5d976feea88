// The pictures' socket of docs/formats/live.md, playing one clip over and over: enough to see tiles move, seek and seam.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';

const FRAMES_PER_SECOND = 12;
const SECONDS = 4;
const TICKS = 90_000;
const TICK_MS = 20;
const BEGUN = Date.now();
const clipFile = join(dirname(fileURLToPath(import.meta.url)), '../../../target/console-test/clip.mp4');

/** A clip in one-frame fragments, made once. */
function clip() {
  if (!existsSync(clipFile)) {
    mkdirSync(dirname(clipFile), { recursive: true });
    const made = spawnSync('ffmpeg', [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      `testsrc2=size=640x360:rate=${FRAMES_PER_SECOND}`,
      '-t',
      String(SECONDS),
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-tune',
      'zerolatency',
      '-profile:v',
      'baseline',
      '-g',
      String(FRAMES_PER_SECOND),
      '-video_track_timescale',
      String(TICKS),
      '-movflags',
      'empty_moov+default_base_moof+frag_every_frame',
      '-y',
      clipFile,
    ]);
    if (made.status !== 0) {
      throw new Error(`ffmpeg made no clip: ${made.stderr}`);
    }
  }
  const bytes = readFileSync(clipFile);
  const boxes = [];
  for (let at = 0; at < bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), bytes: bytes.subarray(at, at + size) });
    at += size;
  }
  const beginning = Buffer.concat(
    boxes.filter((box) => box.type === 'ftyp' || box.type === 'moov').map((box) => box.bytes),
  );
  const fragments = [];
  boxes.forEach((box, index) => {
    if (box.type === 'moof') {
      fragments.push(Buffer.concat([box.bytes, boxes[index + 1].bytes]));
    }
  });
  return { beginning, fragments };
}

/** The fragment at another place of the axis: its tfdt is written anew. */
function moved(fragment, axisUs) {
  const copy = Buffer.from(fragment);
  const at = copy.indexOf('tfdt', 0, 'latin1');
  const ticks = Math.round((axisUs * TICKS) / 1e6);
  if (copy[at + 4] === 1) {
    copy.writeBigUInt64BE(BigInt(ticks), at + 8);
  } else {
    copy.writeUInt32BE(ticks, at + 8);
  }
  return copy;
}

function message(kind, flags, id, captureUs, axisUs, number, recorder, payload) {
  const header = Buffer.alloc(64 + recorder.length);
  header.writeUInt8(1, 0);
  header.writeUInt8(kind, 1);
  header.writeUInt8(flags, 2);
  header.writeUInt8(recorder.length, 3);
  header.writeUInt32BE(id, 4);
  header.writeBigInt64BE(BigInt(Math.round(captureUs)), 8);
  header.writeBigInt64BE(BigInt(Math.round(axisUs)), 16);
  header.writeBigInt64BE(BigInt(Date.now()) * 1000n, 24);
  header.writeBigUInt64BE(0xc0ffeen, 32);
  header.writeBigUInt64BE(BigInt(number), 40);
  header.writeBigUInt64BE(BigInt(number), 48);
  header.writeBigUInt64BE(5n, 56);
  header.write(recorder, 64, 'latin1');
  return Buffer.concat([header, payload]);
}

/** @param times how much faster than life its time goes by */
export function servePictures(server, times = 1) {
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'lidless.live.1' });
  let played;
  server.on('upgrade', (request, socket, head) => {
    if (new URL(request.url, 'http://mock').pathname !== '/api/live') {
      socket.destroy();
      return;
    }
    played ??= clip();
    sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, played, times));
  });
  return {
    stop() {
      for (const client of sockets.clients) {
        client.terminate();
      }
    },
  };
}

function serve(socket, { beginning, fragments }, times) {
  const nowUs = () => (BEGUN + (Date.now() - BEGUN) * times) * 1000;
  const tell = (value) => socket.send(JSON.stringify(value));
  const timers = new Map();
  tell({ tell: 'hello', version: 1, server: 'mock', nowUs: nowUs() });
  const beat = setInterval(() => tell({ tell: 'beat', nowUs: nowUs() }), 1000);
  socket.on('close', () => {
    clearInterval(beat);
    for (const picture of timers.values()) {
      clearInterval(picture.timer);
    }
  });
  const frameUs = 1e6 / FRAMES_PER_SECOND;

  const begin = (order, axisFrom) => {
    const { id } = order;
    const live = order.do === 'open';
    const picture = {
      number: order.after ? order.after.number + 1 : 0,
      axisUs: axisFrom,
      speed: live ? 1 : order.speed,
      captureUs: live ? nowUs() - frameUs : order.fromUs,
      timer: null,
      fresh: true,
      order,
    };
    timers.set(id, picture);
    const standingIn = order.camera === 'dock-2';
    const recorder = standingIn ? 'rec-c' : 'rec-a';
    tell({ tell: 'opened', id, camera: order.camera, stream: order.stream, live });
    if (order.camera === 'parking' && live) {
      tell({ tell: 'waiting', id, sinceUs: nowUs() - 312e6, why: 'camera' });
      return;
    }
    tell({
      tell: 'format',
      id,
      track: 'video',
      format: 'mock1',
      mime: 'video/mp4; codecs="avc1.42c01e"',
      codec: 'H.264',
      width: 640,
      height: 360,
    });
    tell({ tell: 'recorder', id, recorder, standingIn, epoch: 5, seam: 'first' });
    socket.send(message(1, 0, id, picture.captureUs, picture.axisUs, picture.number, recorder, beginning));
    const next = () => {
      const at = picture.number % fragments.length;
      const key = at % FRAMES_PER_SECOND === 0;
      const flags = (key ? 1 : 0) | (picture.fresh ? 0 : 4) | (standingIn ? 2 : 0);
      socket.send(
        message(
          2,
          flags,
          id,
          picture.captureUs,
          picture.axisUs,
          picture.number,
          recorder,
          moved(fragments[at], picture.axisUs),
        ),
      );
      picture.number++;
      picture.axisUs += frameUs;
      picture.captureUs = live ? nowUs() : picture.captureUs + frameUs;
      picture.fresh = false;
    };
    const pace = () => {
      clearInterval(picture.timer);
      if (picture.speed > 0) {
        const everyMs = Math.max(TICK_MS, 1000 / FRAMES_PER_SECOND / picture.speed / times);
        const many = Math.max(1, Math.round((everyMs * FRAMES_PER_SECOND * picture.speed * times) / 1000));
        picture.timer = setInterval(() => {
          for (let n = 0; n < many; n++) {
            next();
          }
        }, everyMs);
      }
    };
    Object.assign(picture, { next, pace });
    if (!live) {
      for (let n = 0; n < FRAMES_PER_SECOND * 2; n++) {
        next();
      }
    } else {
      next();
    }
    pace();
  };

  socket.on('message', (raw) => {
    const order = JSON.parse(raw.toString());
    const picture = timers.get(order.id);
    if (order.do === 'open' || order.do === 'replay') {
      begin(order, order.after ? order.after.axisUs + frameUs : 0);
    } else if (!picture) {
      return;
    } else if (order.do === 'close') {
      clearInterval(picture.timer);
      timers.delete(order.id);
    } else if (order.do === 'pace') {
      picture.speed = order.speed;
      picture.pace?.();
    } else if (order.do === 'step') {
      picture.next?.();
    } else if (order.do === 'seek') {
      picture.captureUs = order.fromUs;
      picture.axisUs += frameUs;
      picture.number += FRAMES_PER_SECOND - (picture.number % FRAMES_PER_SECOND);
      picture.fresh = true;
      for (let n = 0; n < FRAMES_PER_SECOND; n++) {
        picture.next?.();
      }
    }
  });
}
