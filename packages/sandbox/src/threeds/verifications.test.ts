// Verifications through the API, from the challenge to its end, whoever brings it about.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ACS_URL, anARes } from '../test-bank.ts';
import { APPROVED, eventTypes, type Sandbox } from '../test-sandbox.ts';
import { decodeMessage } from './messages.ts';
import {
  actionId,
  BROWSER,
  merchantSees,
  press,
  read,
  type Scene,
  tell,
  withScene,
} from './test-verification.ts';

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
