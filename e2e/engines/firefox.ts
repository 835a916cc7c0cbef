// Firefox by Marionette, the wire on which its own WebDriver server talks to it: JSON with its length before it, over TCP.

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../servers/service.ts';
import { type Program, startProgram, until } from './program.ts';
import { COMMANDS, type WebDriver, WebDriverError } from './webdriver.ts';

/** What a page threw; what it says in the console is its own affair. */
const COMPLAINT = /^JavaScript error: https?:/;

const PATHS = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

/** The path of a Firefox that is here already, or null. `FIREFOX_PATH` goes before the usual places. */
export function findFirefox(): string | null {
  return [process.env['FIREFOX_PATH'] ?? '', ...PATHS].find((path) => existsSync(path)) ?? null;
}

/** Starts it without windows, with an empty profile. @throws Error when it does not listen within 30 s. */
export async function startFirefox(path: string): Promise<WebDriver> {
  const profile = await mkdtemp(join(tmpdir(), 'xpay-firefox-'));
  const port = await freePort();
  const settings = { 'marionette.port': port, 'browser.dom.window.dump.enabled': true };
  const lines = Object.entries(settings).map(([name, value]) => `user_pref("${name}", ${value});\n`);
  await writeFile(join(profile, 'user.js'), lines.join(''));
  const program = startProgram(path, ['--headless', '--marionette', '--no-remote', '--profile', profile], {
    MOZ_HEADLESS_WIDTH: '1280',
    MOZ_HEADLESS_HEIGHT: '1000',
  });
  const close = async () => {
    await program.stop();
    await rm(profile, { recursive: true, force: true });
  };
  try {
    const ask = speak(await until('Marionette', () => connected(program, port)));
    const { capabilities } = (await ask('WebDriver:NewSession', {})) as {
      readonly capabilities: { readonly browserVersion: string };
    };
    return {
      name: `Firefox ${capabilities.browserVersion}`,
      send: async (command, parameters = {}) => {
        const answer = await ask(COMMANDS[command][0], parameters);
        return (answer as { readonly value?: unknown } | null)?.value;
      },
      complaints: () => program.said(COMPLAINT),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function connected(program: Program, port: number): Promise<Socket | undefined> {
  if (!program.isRunning()) throw new Error(`Firefox has ended: ${program.lines.slice(-5).join('\n')}`);
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket)).once('error', reject);
  });
}

type Answer = readonly [
  type: 1,
  id: number,
  error: { error: string; message: string } | null,
  result: unknown,
];

/** Sends commands on a connection, and gives each its answer. */
function speak(socket: Socket): (name: string, parameters: object) => Promise<unknown> {
  const waiting = new Map<number, (answer: Answer | null) => void>();
  let bytes = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const colon = bytes.indexOf(':');
      const end = colon + 1 + Number(bytes.subarray(0, Math.max(colon, 0)));
      if (colon < 0 || bytes.length < end) return;
      const message = JSON.parse(bytes.subarray(colon + 1, end).toString('utf8')) as Answer | object;
      bytes = bytes.subarray(end);
      // The first one is its greeting.
      if (Array.isArray(message)) waiting.get(message[1])?.(message as unknown as Answer);
    }
  });
  socket.on('error', () => socket.destroy());
  socket.once('close', () => {
    for (const resolve of waiting.values()) resolve(null);
  });
  let last = 0;
  return async (name, parameters) => {
    const id = ++last;
    const answered = new Promise<Answer | null>((resolve) => waiting.set(id, resolve));
    const text = JSON.stringify([0, id, name, parameters]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
    const answer = await answered;
    waiting.delete(id);
    if (answer === null) throw new WebDriverError('disconnected', 'Firefox has ended.');
    const [, , error, result] = answer;
    if (error !== null) throw new WebDriverError(error.error, error.message);
    return result;
  };
}
