// Holds docs/testing.md to the sandbox: its commands run as they stand there, and its tables name all that there is.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ORDERS } from './controls/orders.ts';
import { payBody } from './controls/test-payment.ts';
import { KINDS } from './faults/rule.ts';
import { bindPorts } from './ports.ts';
import { aSandbox, call, create, type Sandbox } from './test-sandbox.ts';

const PAGE = readFileSync(new URL('../../../docs/testing.md', import.meta.url), 'utf8');
const COMMANDS = [...PAGE.matchAll(/^```sh\n(.*?)^```/gms)]
  .map(([, text = '']) => text)
  .filter((text) => /^curl /m.test(text));
const HAS_CURL = spawnSync('curl', ['--version']).status === 0;

/** Has a refusal be a failure, and leaves nothing out. */
const STRICT = 'set -e\ncurl() { command curl --fail-with-body --silent --show-error "$@"; }\n';

const LOG = z.object({ data: z.array(z.object({ id: z.string() })) });

async function filledIn(command: string, sandbox: Sandbox, port: number): Promise<string> {
  const { id } = await create(sandbox);
  const other = await create(sandbox);
  await call(sandbox, `/checkout/sessions/${other.id}/expire`, { method: 'POST' });
  const { data } = LOG.parse((await call(sandbox, '/sandbox/deliveries')).json);
  return command
    .replaceAll('http://localhost:4242', `http://127.0.0.1:${port}`)
    .replaceAll('sk_test_…', sandbox.keys.secretKey)
    .replaceAll('cs_test_…', id)
    .replaceAll('whd_…', data[0]?.id ?? '');
}

/** Not `spawnSync`: this process is the one that answers. */
function run(
  command: string,
  folder: string,
): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve) => {
    const shell = spawn('sh', ['-c', STRICT + command], { cwd: folder });
    let said = '';
    for (const stream of [shell.stdout, shell.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
      });
    }
    shell.on('close', (code) => resolve({ code, said }));
  });
}

describe('docs/testing.md', () => {
  it.runIf(HAS_CURL).each(COMMANDS)('shows a command that runs: %s', async (command) => {
    const folder = mkdtempSync(join(tmpdir(), 'xpay-docs-'));
    const ports = await bindPorts(0);
    const sandbox = await aSandbox();
    const { api, threeds, bank } = sandbox.server;
    ports.answer([api.fetch, threeds.fetch, bank.fetch]);
    const { code, said } = await run(await filledIn(command, sandbox, ports.first), folder);
    expect([code, said]).toEqual([0, expect.not.stringContaining('"error"')]);
    await ports.close(0);
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  it('has commands for what this checks', () => {
    expect(COMMANDS.length).toBeGreaterThan(7);
  });

  const named = (from: string, to: string) => {
    const [, after = ''] = PAGE.split(from);
    const [part = ''] = after.split(to);
    return part
      .split('\n')
      .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z_]+)`/g)].map(([, name]) => name));
  };

  it('lists every kind of fault, and every order of webhooks', () => {
    expect(named('| `kind` |', '\n\n')).toEqual(Object.keys(KINDS));
    expect(named('| `order` |', '\n\n')).toEqual(Object.keys(ORDERS));
  });

  it('lists every token and outcome', () => {
    const { token, outcome, threeDS } = payBody.shape;
    for (const field of [token, outcome, threeDS]) {
      for (const name of field.unwrap().options) expect(PAGE).toContain(`\`${name}\``);
    }
  });
});
