// The product as processes, begun as a person begins it: `lidless start`, `lidless simulate`, `lidless join`.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const program = process.env.LIDLESS_PROGRAM ?? join(home, 'lidless');
const SAY_MAX_MS = 90_000;
/** Outside of the range from which the system gives ports to connections. */
const PORT_MIN = 12_000;
const PORT_MAX = 32_000;
const PORT_TRIES = 100;

/** A site of this machine alone with cameras that do not exist, in a directory that goes when it is stopped. */
export class Product {
  /** Where browsers reach it. */
  url = '';
  /** With it the first administrator signs in. */
  code = '';
  #directory;
  #running = new Map();

  constructor() {
    const all = join(home, 'target/console-test');
    mkdirSync(all, { recursive: true });
    this.#directory = mkdtempSync(join(all, 'site-'));
    // Also when the test is ended from outside.
    process.on('exit', () => {
      for (const child of this.#running.keys()) {
        child.kill('SIGKILL');
      }
    });
  }

  file(name) {
    return join(this.#directory, name);
  }

  async start() {
    const [web] = await freePorts(1);
    const [first] = await freePorts(5);
    const started = this.begin('site', program, [
      'start',
      ...['--data', this.file('data'), '--web', `127.0.0.1:${web}`, '--ports', `${first}`],
      ...['--camera-addresses', '127.0.0.1'],
    ]);
    this.url = (await started.says(/browsers (https:\S+)/))[1];
    this.code = (await started.says(/one-time code (\S+)/))[1];
  }

  /** Serves cameras; answers the address before their names. */
  async simulate(cameras, ...more) {
    const options = ['--cameras', `${cameras}`, '--port', '0', '--ledgers', this.file('ledgers'), ...more];
    const [, address] = await this.begin('cameras', program, ['simulate', ...options]).says(
      /ready (rtsp:\S+)\//,
    );
    return address;
  }

  /** A live encoder with frame codes (torture/gstreamer/live-encoder.py). */
  async encode(...cameras) {
    const [port] = await freePorts(1);
    const script = join(home, 'torture/gstreamer/live-encoder.py');
    await this.begin('encoder', '/usr/bin/python3', [script, `${port}`, ...cameras]).says(/ready/);
    return `rtsp://127.0.0.1:${port}`;
  }

  /** Does on another machine what the console says: `lidless join ADDRESS CODE`, then starts what has joined. */
  async join(line, name) {
    const [port] = await freePorts(1);
    const address = `127.0.0.1:${port}`;
    const words = line.trim().split(/\s+/).slice(1);
    await this.run(...words, '--node', name, '--address', address, '--dir', this.file(name));
    const settings = this.file(`${name}/${name}.yaml`);
    // Several machines in one: each with a control address of its own.
    writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^listen: .*/m, 'listen: 127.0.0.1:0'));
    mkdirSync(this.file(`${name}/video`));
    await this.begin(name, program, [
      'start',
      ...['--config', settings, '--data', this.file(`${name}/data`)],
    ]).says(/control http/);
    return address;
  }

  /** A command to its end; what it printed. Fails when it fails. */
  async run(...words) {
    const { code, said } = await this.outcome(...words);
    if (code !== 0) {
      throw new Error(`lidless ${words.join(' ')} ended with ${code}:\n${said}`);
    }
    return said;
  }

  async outcome(...words) {
    const started = this.begin('command', program, words);
    const code = await started.ended;
    return { code, said: started.said() };
  }

  begin(name, command, words) {
    const child = spawn(command, words, {
      cwd: home,
      env: { LIDLESS_DIRECT: '1g', LIDLESS_JAVA_OPTIONS: '-XX:TieredStopAtLevel=1', ...process.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const log = createWriteStream(this.file(`${name}.log`), { flags: 'a' });
    let said = '';
    const hearers = new Set();
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes) => {
        log.write(bytes);
        said += bytes;
        for (const hear of hearers) {
          hear();
        }
      });
    }
    const ended = new Promise((done, failed) => {
      child.on('error', failed);
      child.on('close', done);
    });
    this.#running.set(child, ended);
    const says = (pattern) =>
      new Promise((found, failed) => {
        const hear = () => {
          const match = pattern.exec(said);
          if (match) {
            found(match);
          }
        };
        hearers.add(hear);
        hear();
        const late = (why) => failed(new Error(`${name} ${why} without ${pattern}:\n${said.slice(-4_000)}`));
        ended.then((code) => late(`ended with ${code}`), failed);
        setTimeout(() => late(`runs for ${SAY_MAX_MS} ms`), SAY_MAX_MS).unref();
      });
    return { child, ended, says, said: () => said };
  }

  /** Ends every process; the directory stays when something went wrong. */
  async stop(keep = false) {
    for (const child of this.#running.keys()) {
      child.kill('SIGKILL');
    }
    await Promise.allSettled(this.#running.values());
    if (keep) {
      console.log(`What the site left: ${this.#directory}`);
    } else {
      rmSync(this.#directory, { recursive: true, force: true });
    }
  }
}

/** Ports in a row that nobody uses. */
async function freePorts(count) {
  for (let tried = 0; tried < PORT_TRIES; tried++) {
    const first = PORT_MIN + Math.floor(Math.random() * (PORT_MAX - PORT_MIN - count));
    const ports = Array.from({ length: count }, (_, n) => first + n);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) {
      return ports;
    }
  }
  throw new Error(`no ${count} free ports in a row`);
}

function isFree(port) {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)));
  });
}
