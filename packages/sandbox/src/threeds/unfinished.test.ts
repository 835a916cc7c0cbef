// Verifications that end otherwise than by the bank's word: stopped, forgotten, begun again, pressed in two tabs.

import { describe, expect, it } from 'vitest';
import { anARes, METHOD_URL } from '../test-bank.ts';
import { eventTypes } from '../test-sandbox.ts';
import {
  act,
  actionId,
  BROWSER,
  holdAnswer,
  merchantSees,
  press,
  read,
  tell,
  withScene,
} from './test-verification.ts';

const METHOD = { methodUrl: METHOD_URL };
const MINUTE_MS = 60_000;

describe('a buyer who stops', () => {
  it.each(['method', 'challenge', 'decoupled'])('in the %s fails the attempt, once', (step) =>
    withScene(step === 'method' ? METHOD : {}, async (scene) => {
      if (step === 'decoupled') scene.bank.answer = (areq) => anARes(areq, { transStatus: 'D' });
      const id = actionId((await press(scene)).intent);
      const { intent } = await act(scene, 'cancel_action', { id });
      expect(intent).toMatchObject({
        status: 'failed',
        lastError: { declineCode: 'authentication_canceled' },
        nextAction: null,
      });
      const { version } = (await read(scene)).session;
      expect((await act(scene, 'cancel_action', { id })).session.version).toBe(version);
      expect(await eventTypes(scene.sandbox)).toEqual([
        'payment_intent.requires_action',
        'charge.failed',
        'payment_intent.payment_failed',
      ]);
      expect((await merchantSees(scene)).charges).toMatchObject([{ failureCode: 'authentication_canceled' }]);
    }),
  );

  it('is not charged by a result that comes then', () =>
    withScene({}, async (scene) => {
      await act(scene, 'cancel_action', { id: actionId((await press(scene)).intent) });
      expect(await tell(scene)).toMatchObject({ messageType: 'Erro', errorCode: '305' });
      expect((await read(scene)).intent.status).toBe('failed');
    }));

  it('is not charged by an answer that comes then, and Pay is answered with the end', () =>
    withScene(METHOD, async (scene) => {
      scene.bank.answer = (areq) => anARes(areq, { transStatus: 'Y' });
      const held = holdAnswer(scene.bank);
      const id = actionId((await press(scene)).intent);
      const authenticated = act(scene, 'authenticate', { id, methodCompletion: 'N' }, 'attempt-1');
      await held.asked;
      const canceled = await act(scene, 'cancel_action', { id });
      expect(canceled.intent.lastError).toEqual({ declineCode: 'authentication_canceled' });
      held.release();
      expect((await authenticated).intent).toEqual(canceled.intent);
      const replayed = await act(scene, 'authenticate', { id, methodCompletion: 'N' }, 'attempt-1');
      expect(replayed.intent).toEqual(canceled.intent);
      const asked = await scene.sandbox.store.db.selectFrom('authorizations').selectAll().execute();
      expect(asked).toEqual([]);
    }));

  it('too late changes nothing: the payment stands', () =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      await tell(scene);
      expect((await act(scene, 'cancel_action', { id })).intent.status).toBe('succeeded');
    }));
});

describe('a buyer who never comes back', () => {
  it.each([
    ['method', METHOD],
    ['challenge', {}],
  ])('leaves a verification (%s) that ends after 15 minutes', (_step, options) =>
    withScene(options, async (scene) => {
      await press(scene);
      scene.sandbox.clock.advance(15 * MINUTE_MS - 1);
      await scene.sandbox.server.tick();
      expect((await read(scene)).intent.status).toBe('requires_action');
      scene.sandbox.clock.advance(1);
      await scene.sandbox.server.tick();
      expect((await read(scene)).intent).toMatchObject({
        status: 'failed',
        lastError: { declineCode: 'authentication_expired' },
      });
      expect((await merchantSees(scene)).charges).toMatchObject([{ status: 'failed' }]);
    }),
  );

  it('keeps the session open past its time, and no longer than the verification', () =>
    withScene({ session: { expiresAfterMinutes: 5 } }, async (scene) => {
      await press(scene);
      scene.sandbox.clock.advance(5 * MINUTE_MS);
      await scene.sandbox.server.tick();
      expect((await read(scene)).session.status).toBe('open');
      scene.sandbox.clock.advance(10 * MINUTE_MS);
      await scene.sandbox.server.tick();
      await scene.sandbox.server.tick();
      expect(await read(scene)).toMatchObject({
        session: { status: 'expired' },
        intent: { status: 'expired' },
      });
    }));
});

describe('beginning again', () => {
  it.each([
    ['in the method step', METHOD, 'three_ds_method'],
    ['in the challenge', {}, 'three_ds_challenge'],
  ])('%s makes a new attempt with the same card', (_step, options, type) =>
    withScene(options, async (scene) => {
      const first = await press(scene, 'attempt-1', '4000008260003178');
      const id = actionId(first.intent);
      const second = await act(scene, 'restart_action', { id, browser: BROWSER }, 'attempt-2');
      expect(second.intent).toMatchObject({
        status: 'requires_action',
        card: { last4: '3178' },
        nextAction: { type },
      });
      const newId = actionId(second.intent);
      expect(newId).not.toBe(id);
      if (type === 'three_ds_method') await act(scene, 'authenticate', { id: newId, methodCompletion: 'N' });
      else expect(second.intent.nextAction).toHaveProperty('creq', expect.any(String));
      await tell(scene);
      // What the card comes to was kept for the new attempt too.
      expect((await read(scene)).intent.lastError).toEqual({ declineCode: 'insufficient_funds' });
      expect((await merchantSees(scene)).charges).toMatchObject([
        { status: 'failed', failureCode: 'authentication_canceled' },
        { status: 'failed', failureCode: 'insufficient_funds' },
      ]);
    }),
  );

  it('is done once per key, and a second one of the old attempt changes nothing', () =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const first = await act(scene, 'restart_action', { id }, 'attempt-2');
      const again = await act(scene, 'restart_action', { id, browser: BROWSER }, 'attempt-2');
      expect([again.text, again.isReplay]).toEqual([first.text, true]);
      const other = await act(scene, 'restart_action', { id }, 'attempt-3');
      expect(other.intent.nextAction).toMatchObject({ id: actionId(first.intent), creq: null });
      expect((await merchantSees(scene)).charges).toHaveLength(2);
    }));

  it('leaves the old bank’s page without a say', () =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const [old] = scene.bank.asked;
      await act(scene, 'restart_action', { id });
      expect(await tell(scene, { threeDSServerTransID: old?.threeDSServerTransID ?? '' })).toMatchObject({
        messageType: 'Erro',
      });
      expect((await read(scene)).intent.status).toBe('requires_action');
      await tell(scene);
      expect((await read(scene)).intent.status).toBe('succeeded');
      expect((await merchantSees(scene)).charges.map(({ status }) => status)).toEqual([
        'failed',
        'succeeded',
      ]);
    }));

  it('while the bank is being asked answers the old request with the end of its attempt', () =>
    withScene({}, async (scene) => {
      const held = holdAnswer(scene.bank);
      const first = press(scene, 'attempt-1');
      await held.asked;
      const [row] = await scene.sandbox.store.db.selectFrom('authentications').select('id').execute();
      scene.bank.answer = (areq) => anARes(areq, { transStatus: 'Y' });
      const second = await act(scene, 'restart_action', { id: row?.id ?? '' });
      expect(second.intent.status).toBe('succeeded');
      held.release();
      expect((await first).intent.status).toBe('succeeded');
      // A repetition hears how its own attempt ended, and is not told for ever that it is still running.
      const again = await press(scene, 'attempt-1');
      expect([again.isReplay, again.intent.lastError]).toEqual([
        true,
        { declineCode: 'authentication_canceled' },
      ]);
      const [old] = (await merchantSees(scene)).charges;
      expect(old).toMatchObject({ status: 'failed', failureCode: 'authentication_canceled' });
    }));

  it('after an end changes nothing', () =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      await tell(scene);
      expect((await act(scene, 'restart_action', { id })).intent.status).toBe('succeeded');
      expect((await merchantSees(scene)).charges).toHaveLength(1);
    }));

  it('after the session’s time is refused, and leaves the old attempt to its bank', () =>
    withScene({ session: { expiresAfterMinutes: 5 } }, async (scene) => {
      const id = actionId((await press(scene)).intent);
      scene.sandbox.clock.advance(5 * MINUTE_MS);
      await expect(act(scene, 'restart_action', { id })).rejects.toThrow('session_expired');
      await tell(scene);
      expect((await read(scene)).intent.status).toBe('succeeded');
    }));
});

describe('two tabs', () => {
  it('make one charge of two presses at once', () =>
    withScene({}, async (scene) => {
      const both = await Promise.all([press(scene), press(scene)]);
      expect(both.filter(({ text }) => text.includes('"creq":"'))).toHaveLength(1);
      expect(both.map(({ intent }) => intent.status)).toEqual(['requires_action', 'requires_action']);
      expect((await merchantSees(scene)).charges).toHaveLength(1);
      expect(scene.bank.asked).toHaveLength(1);
    }));
});
