// Every command in the documentation works: curl is run against a sandbox, page by page and in order; others have to exist.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bindPorts } from '../packages/sandbox/src/ports.ts';
import { aSandbox, call, create, type Sandbox } from '../packages/sandbox/src/test-sandbox.ts';
import { blocksOf, PAGES } from './docs-blocks.ts';
import { ROOT } from './run.ts';

/** Each of its commands begins with data of its own: packages/sandbox/src/docs.test.ts runs them. */
const TESTING = 'docs/testing.md';

/** Has a refusal be a failure, and leaves nothing out. */
const STRICT = 'set -e\ncurl() { command curl --fail-with-body --silent --show-error "$@"; }\n';

/** What a reader has at each moment: keys from the start, and the ids and tokens that the last answers held. */
type Known = Map<string, string>;

async function startOf(sandbox: Sandbox, port: number): Promise<Known> {
  const { id, paymentIntentId } = await create(sandbox);
  const client = await call(sandbox, '/sandbox/oauth-clients', { body: {} });
  return new Map([
    ['http://localhost:4242', `http://127.0.0.1:${port}`],
    ['sk_test_…', sandbox.keys.secretKey],
    ['client_…', String(client.json['clientId'])],
    ['oauth_test_…', String(client.json['clientSecret'])],
    ['cs_test_…', id],
    ['pi_…', paymentIntentId],
  ]);
}

/** Notes the first id of each kind in an answer, and an access token. */
function note(known: Known, said: string): void {
  const found: (readonly [string, string])[] = [
    ...[...said.matchAll(/"((cs_test|[a-z]{2,6})_(?:(?!_secret_)\w){10,})"/g)].map(
      ([, id = '', kind = '']) => [`${kind}_…`, id] as const,
    ),
    ...[...said.matchAll(/"access_token":"([^"]+)"/g)].map(([, token = '']) => ['TOKEN', token] as const),
  ];
  for (const [placeholder, value] of found.reverse()) known.set(placeholder, value);
}

function filledIn(command: string, known: Known): string {
  let text = command;
  for (const [placeholder, value] of known) text = text.replaceAll(placeholder, value);
  return text;
}

/** Not `spawnSync`: this process is the one that answers. */
function run(command: string): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve) => {
    const shell = spawn('sh', ['-c', STRICT + command], { cwd: ROOT });
    let said = '';
    for (const stream of [shell.stdout, shell.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
      });
    }
    shell.on('close', (code) => resolve({ code, said }));
  });
}

const isCurl = ({ code }: { readonly code: string }) => /^curl /m.test(code);
const withCurl = PAGES.filter((page) => page !== TESTING && blocksOf(page, 'sh').some(isCurl));

describe('curl in the documentation', () => {
  it.each(withCurl)('succeeds from the first to the last command of %s', async (page) => {
    const ports = await bindPorts(0);
    const sandbox = await aSandbox();
    const { api, threeds, bank } = sandbox.server;
    ports.answer([api.fetch, threeds.fetch, bank.fetch]);
    try {
      const known = await startOf(sandbox, ports.first);
      for (const { code: block } of blocksOf(page, 'sh').filter(isCurl)) {
        const command = filledIn(block, known);
        expect(command).not.toContain('…');
        const { code, said } = await run(command);
        expect([code, said]).toEqual([0, expect.not.stringContaining('"error":{')]);
        note(known, said);
        // What takes a moment, and the limits of a second: the clock of this sandbox stands still.
        sandbox.clock.advance(1000);
        await sandbox.server.tick();
      }
    } finally {
      await ports.close(0);
      await sandbox.close();
    }
  });

  it('is on the page of every API', () => {
    for (const name of ['api', 'cxpay', 'maxfi', 'payment-requests', 'webhooks', 'money'])
      expect(withCurl).toContain(`docs/${name}.md`);
  });
});

describe('other commands in the documentation', () => {
  const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const lines = PAGES.flatMap((page) =>
    blocksOf(page, 'sh')
      .filter((block) => !isCurl(block))
      .flatMap(({ code }) => code.split('\n'))
      .filter((line) => line !== '')
      .map((line) => [page, line] as const),
  );

  it.each(lines)('exist: %s: %s', (_page, line) => {
    const [, tool = '', ...words] = /^(?:[A-Z_]+=\S+ )*(\S+)(?: (\S+))?(?: (\S+))?/.exec(line) ?? [];
    const [name = '', next = ''] = words;
    if (tool === 'npm' && name !== 'run') expect(['start', 'test', 'install']).toContain(name);
    else if (tool === 'npm' || tool === 'pnpm')
      expect(Object.keys(scripts)).toContain(name === 'run' ? next : name);
    // Which files they are given, the browser test of the quick start says: it runs them.
    else expect(['node', 'npx']).toContain(tool);
  });
});
