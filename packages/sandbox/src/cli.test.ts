// Facts about the sandbox as a process: what it prints, how it ends, what a killed one leaves to the next.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import type { Addresses } from './describe.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** In watch mode nothing is built before the start, and these facts are not about the frame. */
const NO_BUILD = ['--frame-dev', 'http://localhost:9'];
const SLOW = 60_000;

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts the command as a process of its own, with nothing of the caller's settings. */
function sandbox(...args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'packages/sandbox/src/cli.ts', ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const output = { stdout: '', stderr: '' };
  const line = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output.stdout += chunk;
      if (output.stdout.includes('\n')) resolve(output.stdout);
    });
    child.once('exit', () => reject(new Error(output.stderr)));
  });
  line.catch(() => {});
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output.stderr += chunk;
  });
  // Not 'exit': the pipes may still hold what it printed.
  const ended = once(child, 'close').then(([code]: (number | null)[]) => ({ code, ...output }));
  const ready = async () => JSON.parse(await line) as Addresses;
  return { child, ended, ready, line, output };
}

const IN_MEMORY = ['--port', '0', '--db', ':memory:', ...NO_BUILD];

describe('pnpm sandbox', () => {
  it('prints one line of JSON once all three ports listen, and ends with 0 on SIGTERM', {
    timeout: SLOW,
  }, async () => {
    const { child, ended, ready } = sandbox(...IN_MEMORY, '--json');
    const addresses = await ready();
    const { port } = new URL(addresses.api);
    expect(addresses).toEqual({
      api: `http://localhost:${port}`,
      checkout: `http://localhost:${port}`,
      threeds: `http://localhost:${Number(port) + 1}`,
      bank: `http://localhost:${Number(port) + 2}`,
      publishableKey: expect.stringMatching(/^pk_test_\w+$/),
      secretKey: expect.stringMatching(/^sk_test_\w+$/),
      livePublishableKey: expect.stringMatching(/^pk_live_\w+$/),
      liveSecretKey: expect.stringMatching(/^sk_live_\w+$/),
      webhookSecret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]+=*$/),
      oauthClientId: expect.stringMatching(/^client_\w+$/),
      oauthClientSecret: expect.stringMatching(/^oauth_test_\w+$/),
    });
    for (const origin of [addresses.api, addresses.threeds, addresses.bank]) {
      expect((await fetch(`${origin}/health`)).status).toBe(200);
    }
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  it('prints a block that a person can read, and ends with 0 on Ctrl-C', { timeout: SLOW }, async () => {
    const { child, ended, line } = sandbox(...IN_MEMORY);
    expect(await line).toMatch(/API, checkout +http:\/\/localhost:\d+\n/);
    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('says which port is in use and ends with 1', { timeout: SLOW }, async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => {
      holder.listen(0, '127.0.0.1', resolve);
    });
    const { port } = holder.address() as AddressInfo;
    const { code, stdout, stderr } = await sandbox('--port', String(port), '--db', ':memory:').ended;
    holder.close();
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `Port ${port} is in use. Stop what listens there, or choose another: pnpm sandbox --port 0 finds free ones.\n`,
    );
  });

  it('ends with 2 and its usage on an option that it does not have', { timeout: SLOW }, async () => {
    const { code, stdout, stderr } = await sandbox('--prot', '1').ended;
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^There is no option --prot\. Did you mean --port\?\n\nUsage: /);
  });

  it('shows its usage on --help', { timeout: SLOW }, async () => {
    const { code, stdout } = await sandbox('--help').ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: pnpm sandbox/);
  });

  it('keeps its keys and sends what a killed one could not deliver', { timeout: SLOW }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xpay-cli-'));
    const shop = await aShop();
    const args = [
      '--port',
      '0',
      '--db',
      join(folder, 'sandbox.db'),
      '--webhook',
      shop.url,
      '--json',
      ...NO_BUILD,
    ];

    const first = sandbox(...args);
    const before = await first.ready();
    const session = await post(before, '/checkout/sessions', {
      uiMode: 'embedded',
      afterCompletion: { type: 'redirect', redirect: { url: 'https://shop.example/thanks' } },
      amount: 4900,
      currency: 'USD',
    });
    await post(before, `/checkout/sessions/${session.id}/expire`, {});
    await shop.refused;
    // Before it has written that down, its lease would hold the next one off for a quarter of a minute.
    await expect.poll(() => first.output.stderr).toContain('Could not deliver');
    first.child.kill('SIGKILL');
    await first.ended;

    shop.recover();
    const second = sandbox(...args);
    const after = await second.ready();
    expect({ ...after, api: '', checkout: '', threeds: '', bank: '' }).toEqual({
      ...before,
      api: '',
      checkout: '',
      threeds: '',
      bank: '',
    });
    const { body, headers } = await shop.received;
    expect(new Webhook(after.webhookSecret).verify(body, headers)).toMatchObject({
      type: 'checkout.session.expired',
      data: { object: { id: session.id, status: 'expired' } },
    });
    second.child.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
    shop.close();
    await rm(folder, { recursive: true });
  });
});

async function post({ api, secretKey }: Addresses, path: string, body: object): Promise<{ id: string }> {
  const response = await fetch(api + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as { id: string };
}

/** A receiver that answers 500 until it has recovered. */
async function aShop() {
  let isDown = true;
  let sayRefused: () => void = () => {};
  let sayReceived: (webhook: { body: string; headers: Record<string, string> }) => void = () => {};
  const refused = new Promise<void>((resolve) => {
    sayRefused = resolve;
  });
  const received = new Promise<{ body: string; headers: Record<string, string> }>((resolve) => {
    sayReceived = resolve;
  });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.statusCode = isDown ? 500 : 200;
    response.end();
    if (isDown) sayRefused();
    else {
      sayReceived({
        body: Buffer.concat(chunks).toString('utf8'),
        headers: request.headers as Record<string, string>,
      });
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
  const recover = () => {
    isDown = false;
  };
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, refused, received, recover, close };
}
