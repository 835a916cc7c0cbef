// Where a page that embeds the form wants its buyer back from a bank: only the merchant's own pages, and never instead of
// what the merchant's server has said.

import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  APPROVED,
  aConfirmBody,
  call,
  callClient,
  create,
  type Sandbox,
  withSandbox,
} from '../../test-sandbox.ts';
import { act, actionId, BROWSER, read, type Scene, withScene } from '../../threeds/test-verification.ts';
import { clientProblem, publicSession } from './schemas.ts';

const BACK = 'https://shop.example/checkout?step=2#pay';

const confirm = (
  sandbox: Sandbox,
  clientSecret: string,
  returnUrl: unknown,
  { key = sandbox.keys.publishableKey, attempt = '', number = APPROVED } = {},
) =>
  callClient(sandbox, '/confirm', clientSecret, {
    key,
    body: { ...aConfirmBody(number), browser: BROWSER, returnUrl },
    headers: { 'Idempotency-Key': attempt || randomUUID() },
  });

/** Presses Pay with a `returnUrl`, and says where the bank's own page would lead back to. */
async function wayBack(scene: Scene, returnUrl: string | undefined): Promise<string | null> {
  const { sandbox, session } = scene;
  const answer = await confirm(sandbox, session.clientSecret, returnUrl);
  const { intent } = publicSession.parse(JSON.parse(answer.text));
  const action = intent.nextAction;
  if (action?.type !== 'three_ds_challenge') throw new Error(answer.text);
  const redirect = await sandbox.server.threeDs.beginRedirect(action.id);
  expect(action.redirectUrl === null).toBe(redirect === null);
  return redirect?.returnUrl ?? null;
}

describe('the returnUrl of a confirm', () => {
  it('is where the bank’s own page leads back to', () =>
    withScene({}, async (scene) => {
      const id = scene.session.id;
      expect(await wayBack(scene, BACK)).toBe(`https://shop.example/checkout?step=2&xpay_session=${id}#pay`);
    }));

  it('is not needed, and then there is no such page', () =>
    withScene({}, async (scene) => {
      expect(await wayBack(scene, undefined)).toBeNull();
    }));

  it('is ignored where the merchant’s server has said it, wherever it leads', () =>
    withScene({ session: { returnUrl: 'https://shop.example/own' } }, async (scene) => {
      const own = `https://shop.example/own?xpay_session=${scene.session.id}`;
      expect(await wayBack(scene, 'https://evil.example/')).toBe(own);
    }));

  it('is that of the latest attempt, and stays when the bank asks the same card again', () =>
    withScene({}, async (scene) => {
      await wayBack(scene, BACK);
      await act(scene, 'cancel_action', { id: actionId((await read(scene)).intent) });
      expect(await wayBack(scene, 'https://shop.example/other')).toMatch(/^https:\/\/shop\.example\/other\?/);
      const again = await act(scene, 'restart_action', { id: actionId((await read(scene)).intent) });
      expect(again.intent.nextAction).toMatchObject({
        redirectUrl: expect.stringContaining('/3ds/redirect/'),
      });
      await act(scene, 'cancel_action', { id: actionId(again.intent) });
      expect(await wayBack(scene, undefined)).toBeNull();
    }));

  it('is nothing that the merchant’s server is told, or another browser', () =>
    withScene({}, async (scene) => {
      await wayBack(scene, BACK);
      const { sandbox, session } = scene;
      const { json } = await call(sandbox, `/checkout/sessions/${session.id}`);
      expect(json['returnUrl']).toBeNull();
      expect((await read(scene)).text).not.toContain('shop.example');
    }));

  it('makes another request of it, with the same key', () =>
    withScene({}, async ({ sandbox, session }) => {
      const send = (returnUrl: string) =>
        confirm(sandbox, session.clientSecret, returnUrl, { attempt: 'attempt-1' });
      const first = await send(BACK);
      expect((await send(BACK)).text).toBe(first.text);
      expect((await send(`${BACK}2`)).status).toBe(422);
    }));

  it.each(['http://localhost:5173/done', 'http://127.0.0.1:80/', 'http://localhost/'])(
    'may be on this machine in test mode: %s',
    (returnUrl) =>
      withScene({}, async (scene) => {
        expect(await wayBack(scene, returnUrl)).toContain(new URL(returnUrl).origin);
      }),
  );

  it.each([
    ['https://evil.example/', /evil\.example is no origin of this merchant/],
    ['https://shop.example.evil.example/', /is no origin/],
    ['https://shop.example:8443/', /is no origin/],
    ['http://shop.example/', /is no origin/],
    ['https://localhost:5173/', /is no origin/],
    ['http://localhost.evil.example/', /is no origin/],
    ['https://shop.example@evil.example/', /absolute http/],
    ['https://evil.example\\@shop.example/', /absolute http/],
    ['javascript:alert(1)//https://shop.example/', /absolute http/],
    ['data:text/html,x', /absolute http/],
    ['//shop.example/', /absolute http/],
    ['/done', /absolute http/],
    ['', /absolute http/],
    [`https://shop.example/${'x'.repeat(2048)}`, /at most 2048/],
    [42, /got 42|expected/],
    [null, /expected|got null/],
  ])('may not be %.60s, and no bank is asked', (returnUrl, words) =>
    withScene({}, async ({ sandbox, session, bank }) => {
      const answer = await confirm(sandbox, session.clientSecret, returnUrl);
      const { status, code, param, detail } = clientProblem.parse(JSON.parse(answer.text));
      expect([status, code, param]).toEqual([400, 'invalid_request', 'returnUrl']);
      expect(detail).toMatch(words);
      expect(bank.asked).toEqual([]);
      const charges = await sandbox.store.db.selectFrom('charges').selectAll().execute();
      expect(charges).toEqual([]);
    }),
  );

  it('has to be registered in live mode, and https', () =>
    withSandbox(async (sandbox) => {
      const { liveSecretKey, livePublishableKey: key } = sandbox.keys;
      const body = { amount: 4900, currency: 'USD', afterCompletion: { type: 'hosted_confirmation' } };
      const { json } = await call(sandbox, '/checkout/sessions', { key: liveSecretKey, body });
      const secret = String(json['clientSecret']);
      await sandbox.store.db
        .updateTable('merchants')
        .set({ allowed_origins: JSON.stringify(['https://shop.example', 'http://plain.example']) })
        .execute();
      for (const refused of ['http://localhost:5173/', 'http://plain.example/']) {
        expect((await confirm(sandbox, secret, refused, { key })).status).toBe(400);
      }
      expect((await confirm(sandbox, secret, BACK, { key })).status).toBe(200);
    }));

  it('is kept with the payment, or not at all', () =>
    withSandbox(async (sandbox) => {
      const { clientSecret } = await create(sandbox);
      const stored = () =>
        sandbox.store.db.selectFrom('checkout_sessions').select('page_return_url').executeTakeFirst();
      await confirm(sandbox, clientSecret, BACK, { number: '4242424242424241' });
      expect(await stored()).toEqual({ page_return_url: null });
      await confirm(sandbox, clientSecret, BACK);
      expect(await stored()).toEqual({ page_return_url: BACK });
    }));
});
