// Verifications through the API: every word of a bank, in every order that hurts.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ACS_URL, anARes, METHOD_URL, type TestBank } from '../test-bank.ts';
import { APPROVED, aConfirmBody, callClient, create, eventTypes, type Sandbox } from '../test-sandbox.ts';
import { clientProblem } from '../wire/browser/schemas.ts';
import { ARES_TIMEOUT_MS } from './ask-bank.ts';
import { decodeMessage } from './messages.ts';
import {
  act,
  actionId,
  BROWSER,
  holdAnswer,
  merchantSees,
  press,
  read,
  type Scene,
  tell,
  withScene,
} from './test-verification.ts';

const METHOD = { methodUrl: METHOD_URL };
const MINUTE_MS = 60_000;

const transactionOf = ({ bank }: Scene) => bank.asked.at(-1)?.threeDSServerTransID;

describe('a challenge', () => {
  it('is begun by the answer to Pay, with the form that the browser posts', () =>
    withScene({}, async (scene) => {
      const { intent, session } = await press(scene);
      expect([session.status, intent.status, intent.lastError]).toEqual(['open', 'requires_action', null]);
      const action = intent.nextAction;
      if (action?.type !== 'three_ds_challenge') throw new Error('No challenge.');
      expect(action).toMatchObject({ acsUrl: ACS_URL, redirectUrl: null });
      expect(action.id).toMatch(/^tds_[A-Za-z0-9]{24}$/);
      expect(decodeMessage(action.creq ?? '')).toEqual({
        messageType: 'CReq',
        messageVersion: '2.2.0',
        threeDSServerTransID: transactionOf(scene),
        acsTransID: expect.any(String),
        challengeWindowSize: '03',
      });
      expect(Buffer.from(action.sessionData, 'base64url').toString()).toBe(action.id);
      expect(action.creq).not.toContain('=');
    }));

  it('gives its CReq to the same key again, and to nobody else', () =>
    withScene({}, async (scene) => {
      const first = await press(scene, 'attempt-1');
      const again = await press(scene, 'attempt-1');
      expect([again.text, again.isReplay]).toEqual([first.text, true]);
      for (const other of [await read(scene), await press(scene, 'attempt-2')]) {
        expect(other.intent.nextAction).toMatchObject({ id: actionId(first.intent), creq: null });
      }
      expect(scene.bank.asked).toHaveLength(1);
    }));

  it('is the same for a repetition in a window of another size', () =>
    withScene({}, async (scene) => {
      const first = await press(scene, 'attempt-1');
      const again = await press(scene, 'attempt-1', APPROVED, { ...BROWSER, windowSize: '05' });
      expect([again.text, again.isReplay]).toEqual([first.text, true]);
    }));

  it('ends in a payment when the bank says yes: requires_action, processing, succeeded', () =>
    withScene({}, async (scene) => {
      await press(scene);
      expect(await merchantSees(scene)).toMatchObject({
        status: 'requires_action',
        nextAction: { type: 'three_ds_challenge' },
        charges: [{ status: 'pending' }],
      });
      expect(await tell(scene)).toMatchObject({ messageType: 'RRes', resultsStatus: '01' });
      const { intent, session } = await read(scene);
      expect([session.status, intent.status, intent.nextAction]).toEqual(['complete', 'succeeded', null]);
      expect(await merchantSees(scene)).toMatchObject({
        nextAction: null,
        charges: [{ status: 'succeeded' }],
      });
      expect(await eventTypes(scene.sandbox)).toEqual([
        'payment_intent.requires_action',
        'payment_intent.processing',
        'charge.succeeded',
        'payment_intent.succeeded',
        'checkout.session.completed',
      ]);
    }));

  it.each(['N', 'R', 'U'] as const)('fails uncharged when the result is %s', (transStatus) =>
    withScene({}, async (scene) => {
      await press(scene);
      await tell(scene, { transStatus });
      const { intent } = await read(scene);
      expect(intent).toMatchObject({
        status: 'failed',
        lastError: { declineCode: 'authentication_failed' },
        nextAction: null,
      });
      expect(await merchantSees(scene)).toMatchObject({
        lastPaymentError: { code: 'authentication_failed', declineCode: 'authentication_failed' },
        charges: [{ status: 'failed', outcome: { networkStatus: 'not_sent_to_network' } }],
      });
      const asked = await scene.sandbox.store.db.selectFrom('authorizations').selectAll().execute();
      expect(asked).toEqual([]);
    }),
  );

  it.each([
    ['4000008400001629', 'card_declined'],
    ['4000008260003178', 'insufficient_funds'],
  ])('of %s ends in the decline of the card’s acquirer: %s', (number, declineCode) =>
    withScene({}, async (scene) => {
      await press(scene, 'attempt-1', number);
      await tell(scene);
      expect((await read(scene)).intent).toMatchObject({ status: 'failed', lastError: { declineCode } });
    }),
  );

  it('tells a slow outcome as processing once', () =>
    withScene({}, async (scene) => {
      await press(scene, 'attempt-1', '4000000000005126');
      await tell(scene);
      scene.sandbox.clock.advance(5_000);
      await scene.sandbox.server.tick();
      expect((await eventTypes(scene.sandbox)).slice(0, 3)).toEqual([
        'payment_intent.requires_action',
        'payment_intent.processing',
        'charge.succeeded',
      ]);
    }));

  it('can be followed by another card', () =>
    withScene({}, async (scene) => {
      await press(scene);
      await tell(scene, { transStatus: 'N' });
      scene.bank.enrolment = null;
      expect((await press(scene)).intent).toMatchObject({ status: 'succeeded', lastError: null });
      expect((await merchantSees(scene)).charges.map(({ status }) => status)).toEqual([
        'failed',
        'succeeded',
      ]);
    }));
});

describe('an answer without a challenge', () => {
  it.each([
    ['Y', 'succeeded', null],
    ['A', 'succeeded', null],
    ['I', 'succeeded', null],
    ['U', 'succeeded', null],
    ['N', 'failed', { declineCode: 'authentication_failed' }],
    ['R', 'failed', { declineCode: 'authentication_failed' }],
  ])('%s answers Pay with %s', (transStatus, status, lastError) =>
    withScene({}, async (scene) => {
      scene.bank.answer = (areq) => anARes(areq, { transStatus, cardholderInfo: '<b>Call</b> us' });
      const first = await press(scene, 'attempt-1');
      expect(first.intent).toMatchObject({
        status,
        lastError,
        nextAction: null,
        cardholderInfo: '<b>Call</b> us',
      });
      expect((await press(scene, 'attempt-1')).text).toBe(first.text);
      expect((await merchantSees(scene)).charges).toHaveLength(1);
      expect(await eventTypes(scene.sandbox)).not.toContain('payment_intent.requires_action');
    }),
  );

  it('of a card that takes no part is not asked for', () =>
    withScene({}, async (scene) => {
      scene.bank.enrolment = null;
      expect((await press(scene)).intent.status).toBe('succeeded');
      expect(scene.bank.asked).toEqual([]);
    }));

  it.each<[string, TestBank['answer']]>([
    ['that never came through', () => Promise.reject(new Error('connection reset'))],
    ['that is broken', () => ({ messageType: 'ARes' })],
    [
      'that leads to javascript:',
      (areq) => anARes(areq, { transStatus: 'C', acsURL: 'javascript:alert(1)' }),
    ],
    ['that leads to us', (areq) => anARes(areq, { transStatus: 'C', acsURL: 'https://checkout.example/' })],
    [
      'that leads to plain http',
      (areq) => anARes(areq, { transStatus: 'C', acsURL: 'http://bank.example/' }),
    ],
  ])('%s charges nothing', (_what, answer) =>
    withScene({}, async (scene) => {
      scene.bank.answer = answer;
      const { intent, text } = await press(scene);
      expect(intent).toMatchObject({ status: 'failed', lastError: { declineCode: 'authentication_failed' } });
      expect(text).not.toMatch(/javascript:|http:/);
      expect((await merchantSees(scene)).charges).toMatchObject([{ status: 'failed' }]);
    }),
  );

  it('that does not come within ten seconds charges nothing, even if it comes then', () =>
    withScene({}, async (scene) => {
      scene.bank.answer = (areq) => anARes(areq, { transStatus: 'Y' });
      const held = holdAnswer(scene.bank);
      const pressed = press(scene, 'attempt-1');
      await held.asked;
      expect((await read(scene)).intent).toMatchObject({ status: 'requires_action', nextAction: null });
      await expect(press(scene, 'attempt-1')).rejects.toThrow('idempotency_in_progress');
      scene.sandbox.clock.advance(ARES_TIMEOUT_MS);
      expect((await pressed).intent.lastError).toEqual({ declineCode: 'authentication_failed' });
      held.release();
      await scene.sandbox.server.tick();
      expect((await read(scene)).intent.status).toBe('failed');
      expect((await press(scene, 'attempt-1')).text).toBe((await pressed).text);
    }));
});

describe('the method step', () => {
  it('is the first thing a browser does, when the bank has a page for it', () =>
    withScene(METHOD, async (scene) => {
      const { intent } = await press(scene);
      const action = intent.nextAction;
      if (action?.type !== 'three_ds_method') throw new Error('No method step.');
      expect(action.methodUrl).toBe(METHOD_URL);
      expect(decodeMessage(action.methodData)).toEqual({
        threeDSServerTransID: expect.stringMatching(/^[0-9a-f-]{36}$/),
        threeDSMethodNotificationURL: `https://3ds.example/3ds/notify/method/${action.id}`,
      });
      expect(await merchantSees(scene)).toMatchObject({ nextAction: { type: 'three_ds_method' } });
      expect((await read(scene)).intent.nextAction).toEqual(action);
      expect(scene.bank.asked).toEqual([]);
    }));

  it.each([
    ['Y', true, 'Y'],
    ['N', true, 'Y'],
    ['Y', false, 'N'],
    ['N', false, 'N'],
    ['U', false, 'N'],
  ])(
    'said by the browser to be %s, and seen by the server: %s, is told as %s',
    (methodCompletion, isSeen, told) =>
      withScene(METHOD, async (scene) => {
        const { intent } = await press(scene);
        const id = actionId(intent);
        const data = intent.nextAction?.type === 'three_ds_method' ? intent.nextAction.methodData : '';
        if (isSeen) await scene.sandbox.server.threeDs.noteMethod(id, { threeDSMethodData: data });
        await act(scene, 'authenticate', { id, methodCompletion });
        expect(scene.bank.asked).toMatchObject([{ threeDSCompInd: told }]);
      }),
  );

  it('counts once: the same key is answered the same, whatever it says of the step, and another key gets no CReq', () =>
    withScene(METHOD, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const first = await act(scene, 'authenticate', { id, methodCompletion: 'N' }, 'attempt-1');
      expect(first.intent.nextAction).toMatchObject({ type: 'three_ds_challenge', creq: expect.any(String) });
      const again = await act(scene, 'authenticate', { id, methodCompletion: 'Y' }, 'attempt-1');
      expect([again.text, again.isReplay]).toEqual([first.text, true]);
      const other = await act(scene, 'authenticate', { id, methodCompletion: 'Y' }, 'attempt-2');
      expect(other.intent.nextAction).toMatchObject({ creq: null });
      expect(scene.bank.asked).toMatchObject([{ threeDSCompInd: 'N' }]);
      expect(await eventTypes(scene.sandbox)).toEqual(['payment_intent.requires_action']);
    }));

  it('leads to a payment without a challenge', () =>
    withScene(METHOD, async (scene) => {
      scene.bank.answer = (areq) => anARes(areq, { transStatus: 'Y' });
      const id = actionId((await press(scene)).intent);
      const { intent } = await act(scene, 'authenticate', { id, methodCompletion: 'Y' });
      expect(intent.status).toBe('succeeded');
      expect((await eventTypes(scene.sandbox)).slice(0, 2)).toEqual([
        'payment_intent.requires_action',
        'payment_intent.processing',
      ]);
    }));

  it('asked for twice at once is asked of the bank once', () =>
    withScene(METHOD, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const both = await Promise.all([
        act(scene, 'authenticate', { id, methodCompletion: 'Y' }),
        act(scene, 'authenticate', { id, methodCompletion: 'N' }),
      ]);
      expect(scene.bank.asked).toHaveLength(1);
      expect(both.filter(({ text }) => text.includes('"creq":"'))).toHaveLength(1);
    }));

  it.each([
    'javascript:alert(1)',
    'http://bank.example/method',
    'https://3ds.example/f/3ds',
    'https://checkout.example/f/checkout',
    `https://bank.example/${'x'.repeat(100_000)}`,
    'https://api.example@bank.example/',
    'nonsense',
  ])('is left out when the bank’s address for it is refused: %.40s', (methodUrl) =>
    withScene({ methodUrl }, async (scene) => {
      const { intent } = await press(scene);
      expect(intent.nextAction?.type).toBe('three_ds_challenge');
      expect(scene.bank.asked).toMatchObject([{ threeDSCompInd: 'N' }]);
    }),
  );
});

describe('what the bank is told', () => {
  it('is the browser of the request and what it said of itself', () =>
    withScene({}, async (scene) => {
      await press(scene);
      expect(scene.bank.asked).toMatchObject([
        {
          threeDSCompInd: 'U',
          browserUserAgent: 'Test/1.0',
          browserAcceptHeader: BROWSER.acceptHeader,
          browserLanguage: 'en-US',
          browserColorDepth: '24',
          browserTZ: '-60',
          purchaseAmount: '4900',
          notificationURL: expect.stringMatching(/^https:\/\/3ds\.example\/3ds\/notify\/challenge\/tds_/),
        },
      ]);
    }));
});

describe('a decoupled verification', () => {
  const decoupled = async (scene: Scene) => {
    scene.bank.answer = (areq) => anARes(areq, { transStatus: 'D' });
    return press(scene);
  };

  it('waits for the buyer elsewhere, five minutes long', () =>
    withScene({}, async (scene) => {
      const { intent, session } = await decoupled(scene);
      expect(intent.nextAction).toMatchObject({ type: 'three_ds_decoupled' });
      expect(session.intent.nextAction).toHaveProperty('expiresAt', '2026-01-15T12:05:00.000Z');
      expect(await merchantSees(scene)).toMatchObject({ nextAction: { type: 'three_ds_decoupled' } });
      await tell(scene);
      expect((await read(scene)).intent.status).toBe('succeeded');
    }));

  it('is over then', () =>
    withScene({}, async (scene) => {
      await decoupled(scene);
      scene.sandbox.clock.advance(5 * MINUTE_MS - 1);
      await scene.sandbox.server.tick();
      expect((await read(scene)).intent.status).toBe('requires_action');
      scene.sandbox.clock.advance(1);
      await scene.sandbox.server.tick();
      expect((await read(scene)).intent.lastError).toEqual({ declineCode: 'authentication_expired' });
      expect(await tell(scene)).toMatchObject({ messageType: 'Erro', errorCode: '402' });
    }));
});

describe('the acquirer', () => {
  it('that fails after the bank said yes leaves the payment processing, and then uncharged', () =>
    withScene(
      { acquirer: () => ({ authorizePrepared: () => Promise.reject(new Error('connection lost')) }) },
      async (scene) => {
        await press(scene);
        expect(await tell(scene)).toMatchObject({ messageType: 'RRes' });
        expect((await read(scene)).intent.status).toBe('processing');
        scene.sandbox.clock.advance(15_000);
        await scene.sandbox.server.tick();
        expect((await read(scene)).intent.lastError).toEqual({ declineCode: 'processing_error' });
      },
    ));

  it('forgets a card after an hour, and then declines', () =>
    withScene({}, async (scene) => {
      await press(scene);
      const prepared = () => scene.sandbox.store.db.selectFrom('prepared_cards').selectAll().execute();
      expect(await prepared()).toHaveLength(1);
      scene.sandbox.clock.advance(60 * MINUTE_MS);
      await scene.sandbox.server.tick();
      expect(await prepared()).toEqual([]);
    }));
});

describe('the merchant', () => {
  it('can end a session whose buyer is being asked: nothing is charged', () =>
    withScene({}, async (scene) => {
      await press(scene);
      const { sandbox, session } = scene;
      const { status } = await callMerchant(sandbox, `/checkout/sessions/${session.id}/expire`);
      expect(status).toBe(200);
      expect(await tell(scene)).toMatchObject({ messageType: 'Erro', errorCode: '402' });
      expect(await merchantSees(scene)).toMatchObject({ status: 'expired', charges: [{ status: 'failed' }] });
    }));
});

describe('a call about a verification', () => {
  const problemOf = (text: string) => clientProblem.parse(JSON.parse(text));
  const send = (
    { sandbox, session }: Scene,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ) =>
    callClient(sandbox, path, session.clientSecret, {
      body,
      headers: { 'Idempotency-Key': crypto.randomUUID(), ...headers },
    });
  const PATHS = ['/authenticate', '/cancel_action', '/restart_action'];

  it.each(PATHS)('%s knows the verifications of its own session only', (path) =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const other = { ...scene, session: await create(scene.sandbox) };
      const body = path === '/authenticate' ? { id, methodCompletion: 'N' } : { id };
      for (const answer of [
        await send(other, path, body),
        await send(scene, path, { ...body, id: 'tds_unknown' }),
        await send(scene, path, { ...body, id: '../x' }),
        await send(scene, path, { ...body, id: undefined }),
      ]) {
        expect([answer.status, problemOf(answer.text)]).toMatchObject([
          400,
          { code: 'invalid_request', param: 'id' },
        ]);
      }
      expect((await send(scene, path, { ...body, extra: 1 })).text).toContain('no such field');
      const stranger = { ...scene, session: { ...scene.session, clientSecret: 'wrong' } };
      expect((await send(stranger, path, body)).status).toBe(404);
      expect((await read(scene)).intent.status).toBe('requires_action');
    }),
  );

  it.each(['/authenticate', '/restart_action'])('%s needs an Idempotency-Key', (path) =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const answer = await callClient(scene.sandbox, path, scene.session.clientSecret, {
        body: { id, methodCompletion: 'N' },
      });
      expect(problemOf(answer.text)).toMatchObject({ status: 400, param: 'Idempotency-Key' });
    }),
  );

  it.each<[field: string, value: unknown]>([
    ['acceptHeader', 'x'.repeat(2049)],
    ['acceptHeader', 'a\u0000b'],
    ['acceptHeader', null],
    ['language', ''],
    ['language', 'en_US'],
    ['language', 'x'.repeat(36)],
    ['colorDepth', -1],
    ['colorDepth', 129],
    ['colorDepth', 24.5],
    ['colorDepth', '24'],
    ['screenHeight', 1_000_000],
    ['screenHeight', -1],
    ['screenWidth', 1.5],
    ['screenWidth', undefined],
    ['timeZoneOffset', 1441],
    ['timeZoneOffset', -1441],
    ['timeZoneOffset', '60'],
    ['javaEnabled', 'false'],
    ['windowSize', '06'],
    ['windowSize', 3],
    ['fingerprint', 'x'],
  ])('refuses a browser with the %s %j, and asks no bank', (field, value) =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const browser = { ...BROWSER, [field]: value };
      for (const answer of [
        await send(scene, '/confirm', { ...aConfirmBody(), browser }),
        await send(scene, '/restart_action', { id, browser }),
      ]) {
        expect([answer.status, problemOf(answer.text)]).toMatchObject([
          400,
          { code: 'invalid_request', param: `browser.${field}` },
        ]);
      }
      expect(scene.bank.asked).toHaveLength(1);
    }),
  );

  it('is limited: sixty about actions, ten new attempts, in ten minutes', () =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      for (let i = 0; i < 60; i += 1) await act(scene, 'cancel_action', { id });
      await expect(act(scene, 'cancel_action', { id })).rejects.toThrow('rate_limited');
      for (let i = 0; i < 9; i += 1) await act(scene, 'restart_action', { id });
      await expect(act(scene, 'restart_action', { id })).rejects.toThrow('rate_limited');
      scene.sandbox.clock.advance(600_000);
      await act(scene, 'cancel_action', { id });
    }));

  it('is a POST', () =>
    withScene({}, async ({ sandbox, session }) => {
      for (const path of PATHS) {
        const answer = await callClient(sandbox, path, session.clientSecret);
        expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'POST']);
      }
    }));
});

async function callMerchant({ server, keys }: Sandbox, path: string): Promise<Response> {
  return server.api.request(path, { method: 'POST', headers: { Authorization: `Bearer ${keys.secretKey}` } });
}

it('tells the shop what its buyer has to do, in the event of it', () =>
  withScene({}, async (scene) => {
    await press(scene);
    await scene.sandbox.server.tick();
    const bodies = scene.sandbox.received.map((body) =>
      z.object({ type: z.string(), data: z.object({ object: z.looseObject({}) }) }).parse(JSON.parse(body)),
    );
    expect(bodies).toMatchObject([
      {
        type: 'payment_intent.requires_action',
        data: { object: { status: 'requires_action', nextAction: { type: 'three_ds_challenge' } } },
      },
    ]);
    expect(scene.sandbox.received.join('')).not.toMatch(/creq|acsUrl|tds_/);
  }));
