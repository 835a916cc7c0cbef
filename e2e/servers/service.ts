// Runs a server of the project as a child process, with its output in a file that the search for leaks reads later.

import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A first start may build the frame and xpay.js. */
const START_TIMEOUT_MS = 110_000;

/** A test that fails before it stops what it started must leave nothing running. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface Service {
  /** The first line on standard output, parsed. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** SIGTERM; resolves with the exit code, or null when a signal ended it. */
  readonly stop: () => Promise<number | null>;
  /** SIGKILL: nothing of the process runs any more, no handler, no flush. */
  readonly kill: () => Promise<void>;
}

/**
 * Starts `node --import tsx <args>` in the project's root and waits for its line of JSON.
 * @throws Error when the process ends, or says nothing for long, before that line.
 */
export async function startService(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  logFile: string,
): Promise<Service> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  running.add(child);
  // Not before all that it said is in its log: whoever stops it searches that next.
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      running.delete(child);
      log.end(() => resolve(code));
    });
  });
  const name = args[0] ?? 'process';
  const ready = await firstJsonLine(child, `${name} (its output is in ${logFile})`);
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  return {
    ready,
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
  };
}

/** Each worker has ports of its own: one that is free stays free for whoever has asked. */
const PORTS_EACH = 1000;
/** Below those that the system hands out, to connections too, and those that sandboxes pick from; no browser blocks one of them. */
const FIRST_PORT = 12_000 + (Number(process.env['TEST_PARALLEL_INDEX'] ?? 0) % 8) * PORTS_EACH;
let tried = randomInt(PORTS_EACH);

/** A port that nothing listens on now, and another one each time. */
export async function freePort(): Promise<number> {
  for (let left = PORTS_EACH; left > 0; left -= 1) {
    tried += 1;
    const port = FIRST_PORT + (tried % PORTS_EACH);
    if (await isFree(port)) return port;
  }
  throw new Error('Every port is taken.');
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function firstJsonLine(child: ChildProcess, name: string): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${name} was not ready within ${START_TIMEOUT_MS / 1000} s.`));
    }, START_TIMEOUT_MS);
    child.stdout?.setEncoding('utf8').on('data', function read(chunk: string) {
      text += chunk;
      const line = text.split('\n').find((candidate) => candidate.startsWith('{'));
      if (line === undefined || !text.includes(`${line}\n`)) return;
      clearTimeout(timer);
      child.stdout?.off('data', read);
      child.stdout?.resume();
      resolve(JSON.parse(line) as Readonly<Record<string, unknown>>);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${name} ended with code ${code} before it was ready.`));
    });
  });
}
