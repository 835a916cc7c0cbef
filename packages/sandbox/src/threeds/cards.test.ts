// The documented test cards at the sandbox's own bank, and their numbers, which are kept nowhere.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aConfirmBody, aSandbox, callClient, create, type Sandbox } from '../test-sandbox.ts';
import { publicSession } from '../wire/browser/schemas.ts';
import { BROWSER } from './test-verification.ts';

const CVC = '739';

async function pressWith(sandbox: Sandbox, clientSecret: string, number: string) {
  const { text } = await callClient(sandbox, '/confirm', clientSecret, {
    body: { ...aConfirmBody(number, { cvc: CVC }), browser: BROWSER },
    headers: { 'Idempotency-Key': crypto.randomUUID() },
  });
  return { text, session: publicSession.parse(JSON.parse(text)) };
}

/** Goes on after the method step, as a browser does whose bank stayed silent. */
async function goOn(sandbox: Sandbox, clientSecret: string, id: string) {
  const { text } = await callClient(sandbox, '/authenticate', clientSecret, {
    body: { id, methodCompletion: 'N' },
    headers: { 'Idempotency-Key': crypto.randomUUID() },
  });
  return { text, session: publicSession.parse(JSON.parse(text)) };
}

const CARDS: readonly (readonly [number: string, hasMethod: boolean, outcome: string])[] = [
  ['4000002500003155', true, 'three_ds_challenge'],
  ['4000002760003184', false, 'three_ds_challenge'],
  ['4000000000003220', true, 'three_ds_challenge'],
  ['4000000000003063', false, 'three_ds_challenge'],
  ['4000000000003055', true, 'succeeded'],
  ['4000008400001629', false, 'three_ds_challenge'],
  ['4000008260003178', false, 'three_ds_challenge'],
  ['4000000000003014', false, 'succeeded'],
  ['4000000000003022', false, 'failed'],
  ['4000000000003030', false, 'failed'],
  ['4000000000003048', false, 'succeeded'],
  ['4000000000003071', false, 'three_ds_decoupled'],
  ['4000000000003089', false, 'succeeded'],
];

describe('a test card', () => {
  it.each(CARDS)('%s has a method step: %s, and comes to %s', async (number, hasMethod, outcome) => {
    const sandbox = await aSandbox();
    const { clientSecret } = await create(sandbox);
    let { session } = await pressWith(sandbox, clientSecret, number);
    expect(session.intent.nextAction?.type === 'three_ds_method').toBe(hasMethod);
    if (hasMethod) ({ session } = await goOn(sandbox, clientSecret, session.intent.nextAction?.id ?? ''));
    expect(session.intent.nextAction?.type ?? session.intent.status).toBe(outcome);
    await sandbox.close();
  });

  it('4000000000003071 is approved three seconds later, by itself', async () => {
    const sandbox = await aSandbox();
    const { clientSecret } = await create(sandbox);
    await pressWith(sandbox, clientSecret, '4000000000003071');
    sandbox.clock.advance(3_000);
    await sandbox.server.tick();
    const { text } = await callClient(sandbox, '', clientSecret);
    expect(publicSession.parse(JSON.parse(text)).intent.status).toBe('succeeded');
    await sandbox.close();
  });
});

it('keeps the numbers and codes of verified cards in no file, no log, no event and no answer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xpay-pan-'));
  const sandbox = await aSandbox({ path: join(folder, 'sandbox.db') });
  const texts: string[] = [];
  for (const [number] of CARDS) {
    const { clientSecret } = await create(sandbox);
    const pressed = await pressWith(sandbox, clientSecret, number);
    texts.push(pressed.text);
    const action = pressed.session.intent.nextAction;
    if (action?.type === 'three_ds_method') {
      const answered = await goOn(sandbox, clientSecret, action.id);
      texts.push(answered.text);
    }
    const pending = publicSession.parse(JSON.parse((await callClient(sandbox, '', clientSecret)).text));
    if (pending.intent.nextAction === null) continue;
    const restarted = await callClient(sandbox, '/restart_action', clientSecret, {
      body: { id: pending.intent.nextAction.id },
      headers: { 'Idempotency-Key': crypto.randomUUID() },
    });
    texts.push(restarted.text);
  }
  sandbox.clock.advance(60_000);
  for (let i = 0; i < 3; i += 1) await sandbox.server.tick();
  expect(sandbox.received).not.toEqual([]);
  const names = await readdir(folder);
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')));
  await sandbox.close();
  const everything = [...texts, ...sandbox.logs, ...sandbox.received, ...files].join('\n');
  expect(everything).toContain('tds_');
  for (const [number] of CARDS) {
    expect(everything).not.toContain(number);
    // Nor inside what is only written otherwise.
    for (const encoding of ['base64', 'base64url', 'hex'] as const) {
      expect(everything).not.toContain(Buffer.from(number).toString(encoding));
    }
  }
  for (const code of [`"${CVC}"`, `:${CVC}`]) expect(everything).not.toContain(code);
  await rm(folder, { recursive: true, force: true });
});
