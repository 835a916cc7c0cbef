// The whole of it over HTTP: browser API, the sandbox's own bank, the 3DS origin and back, with no browser but our forms.

import type { PublicIntent } from '@xpay/protocol/api';
import type { ChallengeAction, MethodAction } from '@xpay/protocol/next-action';
import { describe, expect, it } from 'vitest';
import { aBank } from '../test-bank.ts';
import { aSandbox, call, callClient, create, type Sandbox } from '../test-sandbox.ts';
import { publicSession } from '../wire/browser/schemas.ts';
import { act, merchantSees, press, read, type Scene } from './test-verification.ts';

const METHOD_CARD = '4000002500003155';
const CARD = '4000002760003184';

async function withShop(test: (scene: Scene) => Promise<void>, session: object = {}): Promise<void> {
  const sandbox = await aSandbox();
  // The scene's bank is the sandbox's own: what a test bank would keep is not used.
  await test({ sandbox, bank: aBank(), session: await create(sandbox, { ...session }) });
  await sandbox.close();
}

const misbehave = ({ sandbox, session }: Scene, behavior: string) =>
  call(sandbox, '/sandbox/bank', { body: { sessionId: session.id, behavior } });

interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Posts a form to whichever of our origins it is for, follows redirects within it, and reads the next form. */
async function submit({ server }: Sandbox, { action, fields }: Form, destination = 'iframe') {
  const url = new URL(action);
  const app = url.hostname.startsWith('bank') ? server.bank : server.threeds;
  const headers = { 'Sec-Fetch-Dest': destination };
  let response = await app.request(action, { method: 'POST', headers, body: new URLSearchParams(fields) });
  const location = response.headers.get('Location');
  if (response.status === 303 && location?.startsWith('/')) {
    response = await app.request(new URL(location, action).href, { headers });
  }
  const html = await response.text();
  return { response, html, form: formIn(html, action) };
}

function formIn(html: string, page: string): Form | null {
  const action = /<form[^>]* action="([^"]+)"/.exec(html)?.[1];
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  if (action === undefined) return null;
  return {
    action: new URL(decoded(action), page).href,
    fields: Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, decoded(value)])),
  };
}

const decoded = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"');

function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('Expected a value.');
  return value;
}

const postCreq = ({ sandbox }: Scene, { acsUrl, creq, sessionData }: ChallengeAction, destination?: string) =>
  submit(
    sandbox,
    { action: acsUrl, fields: { creq: must(creq), threeDSSessionData: sessionData } },
    destination,
  );

/** Answers a challenge, and lets the bank's page come back. */
async function answer(scene: Scene, action: ChallengeAction, ...presses: Readonly<Record<string, string>>[]) {
  let page = await postCreq(scene, action);
  for (const fields of presses) {
    const { action: address } = must(page.form);
    page = await submit(scene.sandbox, { action: address, fields });
  }
  return page.form === null ? page : submit(scene.sandbox, page.form);
}

const RIGHT = { code: '123456', press: 'confirm' };
const WRONG = { code: '000000', press: 'confirm' };

async function challenged(scene: Scene, card = CARD): Promise<ChallengeAction> {
  const { intent } = await press(scene, 'attempt-1', card);
  return challengeOf(intent);
}

function challengeOf({ nextAction }: PublicIntent): ChallengeAction {
  if (nextAction?.type !== 'three_ds_challenge') throw new Error('No challenge.');
  return nextAction;
}

function methodOf({ nextAction }: PublicIntent): MethodAction {
  if (nextAction?.type !== 'three_ds_method') throw new Error('No method step.');
  return nextAction;
}

describe('a challenge at the sandbox’s bank', () => {
  it('with the method step before it ends in one payment', () =>
    withShop(async (scene) => {
      const { intent } = await press(scene, 'attempt-1', METHOD_CARD);
      const method = methodOf(intent);
      const { form } = await submit(scene.sandbox, {
        action: method.methodUrl,
        fields: { threeDSMethodData: method.methodData },
      });
      const notified = await submit(scene.sandbox, must(form));
      expect([notified.response.status, notified.html.includes(method.id)]).toEqual([200, true]);
      const { id } = method;
      const next = await act(scene, 'authenticate', { id, methodCompletion: 'Y' }, 'attempt-1');
      const back = await answer(scene, challengeOf(next.intent), RIGHT);
      expect(back.response.status).toBe(200);
      expect((await read(scene)).intent).toMatchObject({ status: 'succeeded', nextAction: null });
      const row = await scene.sandbox.store.db
        .selectFrom('authentications')
        .selectAll()
        .executeTakeFirstOrThrow();
      expect(row).toMatchObject({
        state: 'passed',
        method_completion: 'Y',
        challenge_noted_at: expect.any(String),
      });
      expect((await merchantSees(scene)).charges).toHaveLength(1);
    }));

  it.each([
    ['three wrong codes', [WRONG, WRONG, WRONG], 'failed'],
    ['a wrong code and the right one', [WRONG, RIGHT], 'succeeded'],
    ['its cancel button', [{ press: 'cancel' }], 'failed'],
  ])('answered with %s is %s', (_what, presses, status) =>
    withShop(async (scene) => {
      await answer(scene, await challenged(scene), ...presses);
      expect((await read(scene)).intent.status).toBe(status);
    }),
  );

  it.each([
    ['cres_forged_yes', RIGHT, 'failed'],
    ['cres_wrong_no', WRONG, 'succeeded'],
    ['cres_bad_base64', RIGHT, 'succeeded'],
    ['cres_padded', RIGHT, 'succeeded'],
    ['cres_error', RIGHT, 'succeeded'],
    ['cres_other_transaction', RIGHT, 'succeeded'],
    ['notification_blocked', RIGHT, 'succeeded'],
  ])('that ends with %s comes to the truth of the RReq', (behavior, presses, status) =>
    withShop(async (scene) => {
      await misbehave(scene, behavior);
      const action = await challenged(scene);
      const pressed = behavior === 'cres_wrong_no' ? [WRONG, WRONG, WRONG] : [presses];
      await answer(scene, action, ...pressed);
      expect((await read(scene)).intent.status).toBe(status);
      expect((await merchantSees(scene)).charges).toHaveLength(1);
    }),
  );

  it('whose result is late waits for it, and whose result is lost ends after 15 minutes', () =>
    withShop(async (scene) => {
      await misbehave(scene, 'rreq_late');
      await answer(scene, await challenged(scene), RIGHT);
      expect((await read(scene)).intent.status).toBe('requires_action');
      scene.sandbox.clock.advance(3_000);
      await scene.sandbox.server.tick();
      expect((await read(scene)).intent.status).toBe('succeeded');
      const lost = { ...scene, session: await create(scene.sandbox) };
      await misbehave(lost, 'rreq_lost');
      await answer(lost, await challenged(lost), RIGHT);
      scene.sandbox.clock.advance(15 * 60_000);
      await scene.sandbox.server.tick();
      expect((await read(lost)).intent.lastError).toEqual({ declineCode: 'authentication_expired' });
    }));

  it('that nobody begins in 30 s, or goes on with in 10 minutes, is refused by the bank', () =>
    withShop(async (scene) => {
      await challenged(scene);
      scene.sandbox.clock.advance(30_000);
      await scene.sandbox.server.tick();
      expect((await read(scene)).intent.lastError).toEqual({ declineCode: 'authentication_expired' });
      const idle = { ...scene, session: await create(scene.sandbox) };
      await postCreq(idle, await challenged(idle));
      scene.sandbox.clock.advance(10 * 60_000);
      await scene.sandbox.server.tick();
      expect((await read(idle)).intent.lastError).toEqual({ declineCode: 'authentication_expired' });
    }));

  it('answered after the buyer has stopped charges nothing', () =>
    withShop(async (scene) => {
      const action = await challenged(scene);
      await act(scene, 'cancel_action', { id: action.id });
      await answer(scene, action, RIGHT);
      expect((await read(scene)).intent.lastError).toEqual({ declineCode: 'authentication_canceled' });
    }));
});

it.each([
  ['a challenge', CARD, '05'],
  ['an attempt', '4000000000003014', '06'],
  ['no verification', '4000000000003048', null],
  ['information only', '4000000000003089', null],
])('takes the proof of %s (%s) to the acquirer: %s', (_what, card, eci) =>
  withShop(async (scene) => {
    const { intent } = await press(scene, 'attempt-1', card);
    if (intent.nextAction !== null) await answer(scene, challengeOf(intent), RIGHT);
    expect((await read(scene)).intent.status).toBe('succeeded');
    const asked = await scene.sandbox.store.db.selectFrom('authorizations').select('eci').execute();
    expect(asked).toEqual([{ eci }]);
  }),
);

describe('a page of its own', () => {
  it('posts the CReq, and leads back to the shop with the session’s id and nothing else', () =>
    withShop(
      async (scene) => {
        const { redirectUrl } = await challenged(scene);
        const headers = { 'Sec-Fetch-Dest': 'document' };
        const visit = () => scene.sandbox.server.threeds.request(must(redirectUrl), { headers });
        const form = must(formIn(await (await visit()).text(), must(redirectUrl)));
        let page = await submit(scene.sandbox, form, 'document');
        page = await submit(scene.sandbox, { action: must(page.form).action, fields: RIGHT }, 'document');
        const { response } = await submit(scene.sandbox, must(page.form), 'document');
        const { id } = scene.session;
        expect([response.status, response.headers.get('Location')]).toEqual([
          303,
          `https://shop.example/pay?xpay_session=${id}`,
        ]);
        expect((await read(scene)).intent.status).toBe('succeeded');
        expect(formIn(await (await visit()).text(), must(redirectUrl))).toBeNull();
      },
      { returnUrl: 'https://shop.example/pay' },
    ));
});

describe('a bank that misbehaves before anything is shown', () => {
  it.each([
    ['areq_broken', 'failed'],
    ['acs_url_javascript', 'failed'],
    ['acs_url_own_origin', 'failed'],
    ['acs_url_long', 'failed'],
    ['acs_url_http', 'failed'],
    ['cardholder_info', 'failed'],
  ])('with %s: the payment is %s, uncharged', (behavior, status) =>
    withShop(async (scene) => {
      await misbehave(scene, behavior);
      const { intent, text } = await press(scene, 'attempt-1', CARD);
      expect(intent).toMatchObject({ status, lastError: { declineCode: 'authentication_failed' } });
      expect(text).not.toMatch(/javascript:/);
      expect(intent.cardholderInfo).toBe(
        behavior === 'cardholder_info' ? '<b>Call</b> us: +1 555 0100' : null,
      );
    }),
  );

  it.each([
    'method_url_javascript',
    'method_url_own_origin',
    'method_url_long',
    'method_url_http',
    'method_absent',
  ])('with %s: the method step is left out', (behavior) =>
    withShop(async (scene) => {
      await misbehave(scene, behavior);
      await answer(scene, await challenged(scene, METHOD_CARD), RIGHT);
      expect((await read(scene)).intent.status).toBe('succeeded');
    }),
  );

  it('with an answer that is lost: nothing is charged after ten seconds', () =>
    withShop(async (scene) => {
      await misbehave(scene, 'areq_lost');
      let isAnswered = false;
      const pressed = press(scene, 'attempt-1', CARD).finally(() => {
        isAnswered = true;
      });
      // A wait that begins after one advance is ended by the next.
      await expect
        .poll(() => {
          scene.sandbox.clock.advance(10_000);
          return isAnswered;
        })
        .toBe(true);
      expect((await pressed).intent.lastError).toEqual({ declineCode: 'authentication_failed' });
    }));
});

it('reads the same for every tab, and gives nobody a second CReq', () =>
  withShop(async (scene) => {
    const action = await challenged(scene);
    const { sandbox, session } = scene;
    const tabs = await Promise.all([1, 2, 3].map(() => callClient(sandbox, '', session.clientSecret)));
    for (const { text } of tabs) {
      expect(publicSession.parse(JSON.parse(text)).intent.nextAction).toEqual({ ...action, creq: null });
    }
  }));
