// Banks that decide unasked, or whose answer cannot be used: Pay is answered at once, and nothing is charged in doubt.

import { describe, expect, it } from 'vitest';
import { anARes, type TestBank } from '../test-bank.ts';
import { eventTypes } from '../test-sandbox.ts';
import { ARES_TIMEOUT_MS } from './ask-bank.ts';
import { holdAnswer, merchantSees, press, read, withScene } from './test-verification.ts';

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
