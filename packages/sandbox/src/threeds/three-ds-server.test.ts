// What banks and browsers tell our 3DS server: one truth, taken once; everything else recorded, and without effect.

import { describe, expect, it } from 'vitest';
import { anARes, METHOD_URL } from '../test-bank.ts';
import { eventTypes } from '../test-sandbox.ts';
import { encodeMessage } from './messages.ts';
import {
  act,
  actionId,
  merchantSees,
  press,
  read,
  type Scene,
  tell,
  withScene,
} from './test-verification.ts';

const RETURN = { session: { returnUrl: 'https://shop.example/checkout?order={CHECKOUT_SESSION_ID}#pay' } };
const OTHER = '00000000-1111-4222-8333-444444444444';

const rowOf = async ({ sandbox }: Scene) =>
  sandbox.store.db
    .selectFrom('authentications')
    .selectAll()
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();

/** A message that the server may be told, and whether it changed anything. */
async function changes(scene: Scene, message: () => Promise<unknown>): Promise<boolean> {
  const before = (await read(scene)).session.version;
  await message();
  return (await read(scene)).session.version !== before;
}

describe('a result', () => {
  it('is answered with the ids that it came with', () =>
    withScene({}, async (scene) => {
      await press(scene);
      const transaction = scene.bank.asked[0]?.threeDSServerTransID.toUpperCase() ?? '';
      expect(await tell(scene, { threeDSServerTransID: transaction })).toEqual({
        messageType: 'RRes',
        messageVersion: '2.2.0',
        threeDSServerTransID: transaction,
        acsTransID: expect.any(String),
        dsTransID: expect.any(String),
        resultsStatus: '01',
      });
      expect((await read(scene)).intent.status).toBe('succeeded');
    }));

  it.each([
    ['N after Y', 'Y', 'N', 'succeeded'],
    ['Y after N', 'N', 'Y', 'failed'],
    ['Y after Y', 'Y', 'Y', 'succeeded'],
  ] as const)('counts once: %s changes nothing', (_what, first, second, status) =>
    withScene({}, async (scene) => {
      await press(scene);
      await tell(scene, { transStatus: first });
      const events = await eventTypes(scene.sandbox);
      const again = tell(scene, { transStatus: second });
      expect(await again).toMatchObject({ messageType: 'Erro', errorCode: '305', errorComponent: 'S' });
      expect((await read(scene)).intent.status).toBe(status);
      expect(await eventTypes(scene.sandbox)).toEqual(events);
      expect((await merchantSees(scene)).charges).toHaveLength(1);
    }),
  );

  it('heard twice at once is one payment', () =>
    withScene({}, async (scene) => {
      await press(scene);
      const answers = await Promise.all([tell(scene), tell(scene)]);
      expect(answers.map(({ messageType }) => messageType).sort()).toEqual(['Erro', 'RRes']);
      expect((await merchantSees(scene)).charges).toMatchObject([{ status: 'succeeded' }]);
    }));

  it.each([
    ['an unknown transaction', { threeDSServerTransID: OTHER }, '301'],
    ['another id of the bank', { acsTransID: OTHER }, '301'],
    ['another id of the directory', { dsTransID: OTHER }, '301'],
    ['no transaction', { threeDSServerTransID: 'x' }, '203'],
    ['no status', { transStatus: undefined }, '203'],
    ['a status that is no result', { transStatus: 'C' }, '203'],
    ['another message', { messageType: 'CRes' }, '203'],
  ])('about %s is answered with an Erro, and changes nothing', (_what, overrides, errorCode) =>
    withScene({}, async (scene) => {
      await press(scene);
      const { threeDs } = scene.sandbox.server;
      const row = await rowOf(scene);
      const message = {
        messageType: 'RReq',
        messageVersion: '2.2.0',
        messageCategory: '01',
        threeDSServerTransID: row.server_transaction_id,
        acsTransID: row.acs_transaction_id,
        dsTransID: row.ds_transaction_id,
        transStatus: 'Y',
      };
      const changed = await changes(scene, async () => {
        expect(await threeDs.receiveResult({ ...message, ...overrides })).toMatchObject({
          messageType: 'Erro',
          errorCode,
        });
      });
      expect(changed).toBe(false);
      // The same message as it should be does count.
      expect(await threeDs.receiveResult(message)).toMatchObject({ messageType: 'RRes' });
    }),
  );

  it.each([null, 'RReq', [], 42])('that is %j is answered with an Erro', (received) =>
    withScene({}, async ({ sandbox }) => {
      expect(await sandbox.server.threeDs.receiveResult(received)).toMatchObject({ errorCode: '203' });
    }),
  );

  it('before the bank has been asked counts for nothing', () =>
    withScene({ methodUrl: METHOD_URL }, async (scene) => {
      await press(scene);
      const { server_transaction_id: transaction } = await rowOf(scene);
      expect(await tell(scene, { threeDSServerTransID: transaction })).toMatchObject({ errorCode: '301' });
      expect((await read(scene)).intent.status).toBe('requires_action');
    }));

  it('about a payment that needed no challenge counts for nothing', () =>
    withScene({}, async (scene) => {
      scene.bank.answer = (areq) => anARes(areq, { transStatus: 'N' });
      await press(scene);
      expect(await tell(scene)).toMatchObject({ errorCode: '305' });
      expect((await read(scene)).intent.status).toBe('failed');
    }));
});

describe('a notification', () => {
  const notify = ({ sandbox }: Scene, step: 'noteMethod' | 'noteChallenge', id: string, message: unknown) => {
    const field = step === 'noteMethod' ? 'threeDSMethodData' : 'cres';
    const text = typeof message === 'string' ? message : encodeMessage(Object(message));
    return sandbox.server.threeDs[step](id, { [field]: text });
  };

  it('tells its page who may frame it, and whose checkout it is', () =>
    withScene(RETURN, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const { id: session } = scene.session;
      expect(await notify(scene, 'noteChallenge', id, {})).toEqual({
        allowedParents: ['https://shop.example', 'http://localhost:*', 'http://127.0.0.1:*'],
        returnUrl: `https://shop.example/checkout?order=${session}&xpay_session=${session}#pay`,
        locale: 'en-US',
        merchantName: 'Sandbox shop',
      });
    }));

  it('for an id that nobody has is nobody’s', () =>
    withScene({}, async (scene) => {
      expect(await notify(scene, 'noteMethod', 'tds_unknown', {})).toBeNull();
      expect(await notify(scene, 'noteChallenge', 'tds_unknown', {})).toBeNull();
      expect(await scene.sandbox.server.threeDs.beginRedirect('tds_unknown')).toBeNull();
    }));

  it('of the challenge moves nothing, whatever it says', () =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const { server_transaction_id: threeDSServerTransID, acs_transaction_id: acsTransID } =
        await rowOf(scene);
      const cres = {
        messageType: 'CRes',
        messageVersion: '2.2.0',
        threeDSServerTransID,
        acsTransID,
        transStatus: 'Y',
      };
      const { clock, logs } = scene.sandbox;
      for (const message of [
        cres,
        { ...cres, transStatus: 'N' },
        { ...cres, threeDSServerTransID: OTHER },
        {
          messageType: 'Erro',
          messageVersion: '2.2.0',
          errorCode: '402',
          errorComponent: 'A',
          errorDescription: '',
          errorDetail: '',
        },
        '%%%',
        '',
      ]) {
        clock.advance(1_000);
        expect(await notify(scene, 'noteChallenge', id, message)).not.toBeNull();
        expect((await read(scene)).intent.status).toBe('requires_action');
      }
      expect((await rowOf(scene)).challenge_noted_at).toBe('2026-01-15T12:00:01.000Z');
      const said = logs.filter((line) => line.includes('"said"')).map((line) => JSON.parse(line)['said']);
      expect(said).toEqual([
        'CRes',
        'CRes',
        'CRes of another transaction',
        'Erro',
        'unreadable',
        'unreadable',
      ]);
      await tell(scene, { transStatus: 'N' });
      expect((await read(scene)).intent.status).toBe('failed');
    }));

  it.each([
    ['the bank’s own data', 'ours', true],
    ['another transaction', OTHER, false],
    ['nonsense', null, false],
  ])('of the method step with %s: noted is %s', (_what, transaction, isNoted) =>
    withScene({ methodUrl: METHOD_URL }, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const { server_transaction_id: ours } = await rowOf(scene);
      const threeDSServerTransID = transaction === 'ours' ? ours : transaction;
      const message = threeDSServerTransID === null ? 'x' : { threeDSServerTransID };
      expect(await notify(scene, 'noteMethod', id, message)).not.toBeNull();
      expect((await rowOf(scene)).method_noted_at !== null).toBe(isNoted);
    }),
  );

  it('about a verification that another has replaced changes nothing', () =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      await act(scene, 'restart_action', { id });
      expect(await changes(scene, () => notify(scene, 'noteChallenge', id, {}))).toBe(false);
    }));
});

describe('the page that a bank gets to itself', () => {
  it('is offered where the session says how to come back, and gets the CReq once', () =>
    withScene(RETURN, async (scene) => {
      const { intent } = await press(scene);
      const action = intent.nextAction;
      if (action?.type !== 'three_ds_challenge') throw new Error('No challenge.');
      expect(action.redirectUrl).toBe(`https://3ds.example/3ds/redirect/${action.id}`);
      const { threeDs } = scene.sandbox.server;
      const first = await threeDs.beginRedirect(action.id);
      expect(first).toMatchObject({
        acsUrl: action.acsUrl,
        creq: action.creq,
        sessionData: action.sessionData,
        returnUrl: expect.stringContaining('xpay_session='),
      });
      expect(await threeDs.beginRedirect(action.id)).toMatchObject({ creq: null });
      expect((await read(scene)).intent.nextAction).toMatchObject({ creq: null });
    }));

  it('gets none after the end, but knows the way back', () =>
    withScene(RETURN, async (scene) => {
      const id = actionId((await press(scene)).intent);
      await act(scene, 'cancel_action', { id });
      expect(await scene.sandbox.server.threeDs.beginRedirect(id)).toMatchObject({
        creq: null,
        returnUrl: expect.stringContaining('https://shop.example/'),
      });
    }));

  it('is nobody’s without a return address, and before there is a challenge', async () => {
    await withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      expect(await scene.sandbox.server.threeDs.beginRedirect(id)).toBeNull();
    });
    await withScene({ ...RETURN, methodUrl: METHOD_URL }, async (scene) => {
      const id = actionId((await press(scene)).intent);
      expect(await scene.sandbox.server.threeDs.beginRedirect(id)).toBeNull();
    });
  });
});
