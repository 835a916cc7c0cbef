// The bank's unseen look at the browser: offered where its address may be visited, and counted once.

import { describe, expect, it } from 'vitest';
import { anARes, METHOD_URL } from '../test-bank.ts';
import { eventTypes } from '../test-sandbox.ts';
import { decodeMessage } from './messages.ts';
import { act, actionId, merchantSees, press, read, withScene } from './test-verification.ts';

const METHOD = { methodUrl: METHOD_URL };

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
