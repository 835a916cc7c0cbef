// A verified payment cut off before every single write, and a server that is restarted in the middle of each step.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../domain/clock.ts';
import { aBank, anARes, METHOD_URL, type TestBank } from '../test-bank.ts';
import { cutOffEverywhere, expectAllDelivered } from '../test-crash.ts';
import { aSandbox, type Created, create, eventTypes, type Sandbox } from '../test-sandbox.ts';
import { act, merchantSees, press, read, type Scene } from './test-verification.ts';

const sceneOf = (sandbox: Sandbox, session: Created, bank: TestBank = aBank()): Scene => ({
  sandbox,
  bank,
  session,
});

/** The bank's yes, as it is sent to whichever process is there. */
async function sayYes({ server, store }: Sandbox) {
  const row = await store.db
    .selectFrom('authentications')
    .selectAll()
    .where('state', '=', 'challenged')
    .executeTakeFirst();
  return server.threeDs.receiveResult({
    messageType: 'RReq',
    messageVersion: '2.2.0',
    messageCategory: '01',
    threeDSServerTransID: row?.server_transaction_id,
    acsTransID: row?.acs_transaction_id,
    dsTransID: row?.ds_transaction_id,
    transStatus: 'Y',
  });
}

/** All that a buyer does and a bank says, with the keys of one attempt: repeated, it goes on from wherever it stands. */
async function payVerified(scene: Scene): Promise<string> {
  const pressed = await press(scene, 'attempt-1');
  const step = pressed.intent.nextAction;
  if (step?.type === 'three_ds_method') {
    await scene.sandbox.server.threeDs.noteMethod(step.id, { threeDSMethodData: step.methodData });
    await act(scene, 'authenticate', { id: step.id, methodCompletion: 'Y' }, 'attempt-1');
  }
  const { intent } = await read(scene);
  if (intent.nextAction?.type === 'three_ds_challenge') await sayYes(scene.sandbox);
  return (await read(scene)).intent.status;
}

const CHARGE_OF: Readonly<Record<string, readonly string[]>> = {
  requires_payment_method: [],
  requires_action: ['pending'],
  failed: ['failed'],
  succeeded: ['succeeded'],
};

describe('a verified payment that is cut off before any of its writes', () => {
  it.each([
    [
      'with a method step and a challenge',
      METHOD_URL,
      'C',
      ['failed', 'requires_action', 'requires_payment_method', 'succeeded'],
    ],
    ['without either', null, 'Y', ['failed', 'requires_payment_method', 'succeeded']],
  ] as const)(
    'ends whole and is charged once, %s',
    { timeout: 300_000 },
    async (_what, methodUrl, transStatus, found) => {
      const endings = new Set<string>();
      const bank = aBank(methodUrl);
      if (transStatus === 'Y') bank.answer = (areq) => anARes(areq, { transStatus });
      await cutOffEverywhere(
        create,
        async (sandbox, session) => {
          await payVerified(sceneOf(sandbox, session, bank));
          await sandbox.server.tick();
        },
        async (run, session) => {
          const scene = sceneOf(run.sandbox, session, bank);
          const { status, charges } = await merchantSees(scene);
          endings.add(status);
          expect(charges.map((charge) => charge.status)).toEqual(CHARGE_OF[status]);
          await expectAllDelivered(run);
          // The buyer's page repeats what it did, and learns the outcome or goes on; it never pays twice.
          const end = await payVerified(scene);
          expect(end).toBe(status === 'failed' ? 'failed' : 'succeeded');
          expect((await merchantSees(scene)).charges.map((charge) => charge.status)).toEqual([end]);
          const told = await eventTypes(run.sandbox);
          expect(told.filter((type) => type === `charge.${end}`)).toHaveLength(1);
          expect(told.filter((type) => type === 'payment_intent.requires_action').length).toBeLessThanOrEqual(
            1,
          );
        },
        { bank, counted: 'writes' },
      );
      expect([...endings].sort()).toEqual(found);
    },
  );

  it('is restarted whole or not at all: never two open attempts', { timeout: 300_000 }, async () => {
    const bank = aBank();
    await cutOffEverywhere(
      async (sandbox) => {
        const session = await create(sandbox);
        const { intent } = await press(sceneOf(sandbox, session, bank), 'attempt-1');
        return { session, id: intent.nextAction?.id ?? '' };
      },
      (sandbox, { session, id }) =>
        act(sceneOf(sandbox, session, bank), 'restart_action', { id }, 'attempt-2'),
      async (run, { session, id }) => {
        const scene = sceneOf(run.sandbox, session, bank);
        const pending = (await merchantSees(scene)).charges.filter(({ status }) => status === 'pending');
        expect(pending.length).toBeLessThanOrEqual(1);
        await act(scene, 'restart_action', { id }, 'attempt-2');
        const { status, charges } = await merchantSees(scene);
        expect(charges).toHaveLength(2);
        if (status === 'requires_action') {
          await sayYes(run.sandbox);
          expect((await merchantSees(scene)).status).toBe('succeeded');
        }
      },
      { bank, counted: 'writes' },
    );
  });

  it('is canceled or goes on, and never both', { timeout: 300_000 }, async () => {
    const bank = aBank();
    await cutOffEverywhere(
      async (sandbox) => {
        const session = await create(sandbox);
        const { intent } = await press(sceneOf(sandbox, session, bank), 'attempt-1');
        return { session, id: intent.nextAction?.id ?? '' };
      },
      (sandbox, { session, id }) => act(sceneOf(sandbox, session, bank), 'cancel_action', { id }),
      async (run, { session }) => {
        const scene = sceneOf(run.sandbox, session, bank);
        const before = (await merchantSees(scene)).status;
        await sayYes(run.sandbox);
        expect((await merchantSees(scene)).status).toBe(before === 'failed' ? 'failed' : 'succeeded');
        await expectAllDelivered({
          ...run,
          receivedBefore: [...run.receivedBefore, ...(await undelivered(scene))],
        });
      },
      { bank, counted: 'writes' },
    );
  });
});

/** Bodies that are still on their way: what a run that was woken has taken, no tick waits for. */
async function undelivered({ sandbox }: Scene): Promise<readonly string[]> {
  const pending = sandbox.store.db.selectFrom('deliveries').select('id').where('state', '=', 'pending');
  do await sandbox.server.tick();
  while ((await pending.execute()).length > 0);
  return sandbox.received;
}

describe('a server that is restarted', () => {
  const inFile = async (test: (open: () => Promise<Scene>, bank: TestBank) => Promise<void>) => {
    const folder = await mkdtemp(join(tmpdir(), 'xpay-restart-'));
    const clock = manualClock();
    const bank = aBank(METHOD_URL);
    let session: Created | undefined;
    await test(async () => {
      const sandbox = await aSandbox({ path: join(folder, 'sandbox.db'), clock, bank });
      session ??= await create(sandbox);
      await sandbox.server.start();
      return sceneOf(sandbox, session, bank);
    }, bank);
    await rm(folder, { recursive: true, force: true });
  };

  it('goes on after each step where it was, with the same answers, and voids nothing that waits for its buyer', () =>
    inFile(async (open) => {
      let scene = await open();
      const again = async () => {
        await scene.sandbox.close();
        scene = await open();
        await scene.sandbox.server.tick();
      };
      const pressed = await press(scene, 'attempt-1');
      await again();
      expect((await press(scene, 'attempt-1')).text).toBe(pressed.text);
      const step = (await read(scene)).intent.nextAction;
      if (step?.type !== 'three_ds_method') throw new Error('No method step.');
      await scene.sandbox.server.threeDs.noteMethod(step.id, { threeDSMethodData: step.methodData });
      await again();
      const { id } = step;
      const challenged = await act(scene, 'authenticate', { id, methodCompletion: 'Y' }, 'attempt-1');
      expect(scene.bank.asked).toMatchObject([{ threeDSCompInd: 'Y' }]);
      await again();
      const replayed = await act(scene, 'authenticate', { id, methodCompletion: 'N' }, 'attempt-1');
      expect(replayed.text).toBe(challenged.text);
      expect((await read(scene)).intent).toMatchObject({
        status: 'requires_action',
        nextAction: { creq: null },
      });
      await sayYes(scene.sandbox);
      await again();
      expect((await read(scene)).intent.status).toBe('succeeded');
      expect((await merchantSees(scene)).charges).toHaveLength(1);
      await scene.sandbox.close();
    }));

  it('while the bank was being asked has heard no answer: nothing is charged, and the waiting request is answered', () =>
    inFile(async (open, bank) => {
      let scene = await open();
      const { id } = (await press(scene, 'attempt-1')).intent.nextAction ?? { id: '' };
      const asked = new Promise<void>((resolve) => {
        bank.answer = () => {
          resolve();
          return new Promise(() => {});
        };
      });
      void act(scene, 'authenticate', { id, methodCompletion: 'N' }, 'attempt-1').catch(() => {});
      await asked;
      await scene.sandbox.close();
      scene = await open();
      const answer = await act(scene, 'authenticate', { id, methodCompletion: 'N' }, 'attempt-1');
      expect(answer.intent).toMatchObject({
        status: 'failed',
        lastError: { declineCode: 'authentication_failed' },
      });
      await scene.sandbox.close();
    }));
});
