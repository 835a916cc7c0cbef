// The commands beside `serve`: what they do to a real sandbox in this process, what they print, and their exit codes.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSandbox, call, type Sandbox } from '../test-sandbox.ts';
import { COMMANDS, runCommand } from './run-command.ts';

let folder: string;
let db: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xpay-commands-'));
  db = join(folder, 'sandbox.db');
  sandbox = await aSandbox({ path: db });
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

/** The clock of this sandbox moves with each request, as nobody is too fast for its limits then. */
async function ask(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  sandbox.clock.advance(20);
  return sandbox.server.api.request(String(url), init);
}

async function run(line: string) {
  const [name = '', ...argv] = line.split(' ');
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await runCommand(name, argv, {
    env: { XPAY_SANDBOX_DB: db },
    fetch: ask,
    print: (text) => printed.push(text),
    complain: (text) => complained.push(text),
    hasColours: false,
    stopped: Promise.resolve(),
  });
  return { code, out: printed.join('\n'), err: complained.join('\n') };
}

const get = async (path: string) => (await call(sandbox, path)).json;
const exported = async () => JSON.parse((await run('export')).out).tables.checkout_sessions;
const idIn = (text: string) => /cs_test_\w+/.exec(text)?.[0] ?? '';

describe('trigger', () => {
  it.each([
    ['succeeded', 'complete', 'paid', 'succeeded'],
    ['checkout.session.completed', 'complete', 'paid', 'succeeded'],
    ['processing', 'open', 'unpaid', 'processing'],
    ['generic_decline', 'open', 'unpaid', 'failed'],
    ['authentication_canceled', 'open', 'unpaid', 'failed'],
    ['requires_action', 'open', 'unpaid', 'requires_action'],
    ['expired', 'expired', 'unpaid', 'expired'],
  ])('%s leaves a session that is %s and %s', async (name, status, paymentStatus, intent) => {
    const { code, out, err } = await run(`trigger ${name}`);
    expect([code, err]).toEqual([0, '']);
    const session = await get(`/checkout/sessions/${idIn(out)}`);
    expect(session).toMatchObject({ status, paymentStatus });
    expect(await get(`/payment-intents/${session['paymentIntentId']}`)).toMatchObject({
      status: intent,
    });
  });

  it('does it to the session that it is told', async () => {
    const id = idIn((await run('trigger generic_decline')).out);
    const { code, out } = await run(`trigger succeeded --session ${id}`);
    expect([code, idIn(out)]).toEqual([0, id]);
    expect(await get(`/checkout/sessions/${id}`)).toMatchObject({ paymentStatus: 'paid' });
  });

  it('says why the sandbox refuses', async () => {
    const { code, err } = await run('trigger succeeded --session cs_test_unknown');
    expect(code).toBe(1);
    expect(err).toContain('No such checkout session for this key.');
  });
});

describe('listen', () => {
  const SENT = / {2}checkout\.session\.completed {2}cs_test_\w+ {2}200 {2}\d+ ms/;

  async function pay(): Promise<void> {
    await run('trigger succeeded');
    await sandbox.server.tick();
  }

  /** Begins to send events; `meanwhile` happens when the sandbox has been told where to, before that is answered. */
  function begin(meanwhile = async () => {}) {
    const printed: string[] = [];
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const listening = runCommand('listen', ['--forward-to', 'http://localhost:9/hook'], {
      env: { XPAY_SANDBOX_DB: db },
      fetch: async (url, init) => {
        const answer = await ask(url, init);
        if (init?.method === 'POST') await meanwhile();
        return answer;
      },
      print: (text) => printed.push(text),
      complain: (text) => printed.push(text),
      hasColours: false,
      stopped,
    });
    const end = async () => {
      stop();
      return listening;
    };
    return { printed, end };
  }

  it('sends events for as long as it runs, prints what is answered, and leaves nothing behind', async () => {
    const { printed, end } = begin();
    await expect.poll(() => printed).toHaveLength(2);
    expect(printed[0]).toMatch(/^Webhook secret: whsec_/);
    await pay();
    await expect.poll(() => printed.join('\n')).toMatch(SENT);
    expect(await end()).toBe(0);
    const left = (await get('/sandbox/webhook-endpoints'))['data'];
    expect(JSON.stringify(left)).not.toContain('localhost:9');
  });

  it('prints what is sent as soon as there is somewhere to send it', async () => {
    const { printed, end } = begin(pay);
    await expect.poll(() => printed.join('\n')).toMatch(SENT);
    expect(await end()).toBe(0);
  });
});

it('seed makes as many as it is told, and reset deletes them', async () => {
  await run('reset');
  expect(await run('seed --payments 11')).toMatchObject({ code: 0, out: '✓ 11 checkout sessions made.' });
  expect(await exported()).toHaveLength(11);
  expect(await run('reset')).toMatchObject({ code: 0 });
  expect(await exported()).toEqual([]);
});

it.each(['help', ...Object.keys(COMMANDS).map((name) => `${name} --help`)])('%s teaches', async (line) => {
  const { code, out } = await run(line);
  expect(code).toBe(0);
  expect(out).toMatch(/^Usage: xpay-sandbox /);
});

it.each([
  ['triger succeeded', "There is no command 'triger'. Did you mean trigger?"],
  ['trigger', 'trigger needs an outcome or an event, as in: trigger succeeded'],
  ['trigger suceeded', "There is no outcome or event 'suceeded'. Did you mean succeeded?"],
  ['trigger succeeded twice', "'twice' is one word too many."],
  ['trigger succeeded --sesion x', 'There is no option --sesion. Did you mean --session?'],
  ['trigger succeeded --session', '--session needs a value.'],
  [
    'listen --forward-to 3000',
    "--forward-to got '3000'; expected a web address, as in 'http://localhost:3000/webhook'.",
  ],
  ['reset now', "'now' is one word too many."],
  ['seed --payments 0', "--payments got '0'; expected a whole number from 1 to 1000."],
  ['seed --payments 1001', "--payments got '1001'; expected a whole number from 1 to 1000."],
  ['reset --url localhost', "--url got 'localhost'; expected a web address, as in 'http://localhost:4242'."],
  ['reset --key sk_live_x', 'The key has to be a secret test key, sk_test_…'],
])('%s is misuse, and says: %s', async (line, words) => {
  const { code, out, err } = await run(line);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(words);
  expect(err).toContain('Usage: xpay-sandbox');
});

it('says where to look when nothing answers, and when something else does', async () => {
  const key = '--key sk_test_x';
  const dead = await runCommand('reset', key.split(' '), {
    env: {},
    fetch: () => Promise.reject(new TypeError('fetch failed')),
    print: () => {},
    complain: (text) => expect(text).toContain('No sandbox answers at http://localhost:4242. Start one'),
    hasColours: false,
    stopped: Promise.resolve(),
  });
  expect(dead).toBe(1);
  expect(await run(`reset ${key}`)).toMatchObject({ code: 1 });
});
