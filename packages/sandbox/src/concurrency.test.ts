// Facts about requests that come at the same time: one attempt for all of them, one charge, one answer.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atALine } from './bank/test-acquirer.ts';
import { manualClock } from './domain/clock.ts';
import {
  type Answer,
  APPROVED,
  aSandbox,
  aSessionBody,
  call,
  callClient,
  create,
  eventTypes,
  pay,
  type Sandbox,
  withSandbox,
} from './test-sandbox.ts';

const DECLINED = '4000000000000002';
const MANY = 50;

const times = <T>(count: number, act: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)));

/** How many charges there are, by their state. */
async function charges({ store }: Sandbox): Promise<Readonly<Record<string, number>>> {
  const rows = await store.db.selectFrom('charges').select('status').execute();
  const counts: Record<string, number> = {};
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** A session allows ten confirms in ten minutes: more are turned away before anything is looked at. */
const isTurnedAway = ({ status }: Answer) => status === 429;

describe('fifty confirms at the same time', () => {
  it('with one key are one charge, and all that are answered get the same or are told to wait', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const answers = await times(MANY, () => pay(sandbox, session, APPROVED, 'attempt-1'));
      const heard = answers.filter((answer) => !isTurnedAway(answer));
      expect(heard).toHaveLength(10);
      for (const { status, headers, json } of heard.filter((answer) => answer.status !== 200)) {
        expect([status, headers.get('Retry-After'), json['code']]).toEqual([
          409,
          '1',
          'idempotency_in_progress',
        ]);
      }
      const [paid, ...same] = heard.filter(({ status }) => status === 200);
      expect(paid?.json).toMatchObject({ status: 'complete', intent: { status: 'succeeded' } });
      for (const { text } of same) expect(text).toBe(paid?.text);
      expect(await charges(sandbox)).toEqual({ succeeded: 1 });
      expect((await eventTypes(sandbox)).filter((type) => type === 'charge.succeeded')).toHaveLength(1);
    }));

  it('with a key each are one charge: the attempt under way is the answer to all, or the session is over', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const answers = await times(MANY, (index) => pay(sandbox, session, APPROVED, `attempt-${index}`));
      const heard = answers.filter((answer) => !isTurnedAway(answer));
      expect(heard).toHaveLength(10);
      const said = new Set(heard.map(({ status, json }) => (status === 200 ? 'session' : json['code'])));
      expect([...said].filter((word) => word !== 'session' && word !== 'session_complete')).toEqual([]);
      expect(await charges(sandbox)).toEqual({ succeeded: 1 });
      expect((await callClient(sandbox, '', session.clientSecret)).json).toMatchObject({
        status: 'complete',
      });
    }));

  it('of fifty sessions are fifty charges', () =>
    withSandbox(async (sandbox) => {
      const sessions = await times(MANY, () => create(sandbox));
      const answers = await Promise.all(sessions.map((session) => pay(sandbox, session)));
      expect(new Set(answers.map(({ json }) => json['status']))).toEqual(new Set(['complete']));
      expect(await charges(sandbox)).toEqual({ succeeded: MANY });
    }));
});

describe('two tabs', () => {
  const inTabs = (sandbox: Sandbox, first: string, second: string) =>
    create(sandbox).then(async (session) => ({
      session,
      answers: await Promise.all([
        pay(sandbox, session, first, 'tab-1'),
        pay(sandbox, session, second, 'tab-2'),
      ]),
    }));

  it.each([
    ['the same card', APPROVED, 'here', { succeeded: 1 }],
    ['the same card', APPROVED, 'elsewhere', { succeeded: 1 }],
    ['a card that is declined and one that is not', DECLINED, 'here', { failed: 1, succeeded: 1 }],
    ['a card that is declined and one that is not', DECLINED, 'elsewhere', { failed: 1 }],
  ] as const)(
    'cannot hold two attempts at once, with %s (%s), decided %s',
    async (_what, first, where, expected) => {
      const isElsewhere = where === 'elsewhere';
      const sandbox = await aSandbox({
        acquirer: (store) => (isElsewhere ? atALine(store, manualClock()) : {}),
      });
      const { session, answers } = await inTabs(sandbox, first, APPROVED);
      expect(await charges(sandbox)).toEqual(expected);
      // What either tab is told is the attempt that there is.
      for (const { status, json } of answers.filter((answer) => answer.status === 200)) {
        expect([status, json['id']]).toEqual([200, session.id]);
      }
      const { json } = await callClient(sandbox, '', session.clientSecret);
      expect(json['paymentStatus']).toBe('succeeded' in expected ? 'paid' : 'unpaid');
      await sandbox.close();
    },
  );

  it('may pay one after the other when the first was declined, and not when it was paid', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await pay(sandbox, session, DECLINED, 'tab-1');
      await pay(sandbox, session, APPROVED, 'tab-2');
      const third = await pay(sandbox, session, APPROVED, 'tab-3');
      expect([third.status, third.json['code']]).toEqual([409, 'session_complete']);
      expect(await charges(sandbox)).toEqual({ failed: 1, succeeded: 1 });
    }));
});

describe('a merchant who changes a session while it is being paid', () => {
  it('changes it before the payment or not at all: nobody pays another price', () =>
    withSandbox(async (sandbox) => {
      for (let round = 0; round < 5; round += 1) {
        const session = await create(sandbox);
        const path = `/checkout/sessions/${session.id}`;
        const [changed, paid] = await Promise.all([
          call(sandbox, path, { method: 'PATCH', body: { amount: 9900 } }),
          pay(sandbox, session),
        ]);
        const { json } = await call(sandbox, path);
        const isChanged = changed.status === 200;
        expect([json['amountTotal'], json['paymentStatus']]).toEqual(
          isChanged ? [9900, 'unpaid'] : [4900, 'paid'],
        );
        expect(paid.json['code']).toBe(isChanged ? 'amount_changed' : undefined);
      }
    }));

  it('does not end it while a bank has it', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const path = `/checkout/sessions/${session.id}/expire`;
      const [expired, paid] = await Promise.all([call(sandbox, path, { body: {} }), pay(sandbox, session)]);
      const { json } = await callClient(sandbox, '', session.clientSecret);
      expect(json['status']).toBe(expired.status === 200 ? 'expired' : 'complete');
      expect(paid.status === 200).toBe(expired.status !== 200);
    }));
});

describe('an answer under a key', () => {
  it('is repeated byte for byte by the next process, and is one for fifty that ask at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xpay-keys-'));
    const path = join(folder, 'sandbox.db');
    const body = aSessionBody();
    const headers = { 'Idempotency-Key': 'order-7' };
    const first = await aSandbox({ path });
    const answers = await times(MANY, () => call(first, '/checkout/sessions', { body, headers }));
    const session = { id: '', paymentIntentId: '', clientSecret: String(answers[0]?.json['clientSecret']) };
    const paid = await pay(first, session, APPROVED, 'attempt-1');
    await first.close();

    const second = await aSandbox({ path });
    const created = await call(second, '/checkout/sessions', { body, headers });
    const confirmed = await pay(second, session, APPROVED, 'attempt-1');
    expect(new Set([...answers, created].map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect([confirmed.text, confirmed.headers.get('Idempotent-Replayed')]).toEqual([paid.text, 'true']);
    const other = await pay(second, session, DECLINED, 'attempt-1');
    expect([other.status, other.json['code']]).toEqual([422, 'idempotency_mismatch']);
    expect(await charges(second)).toEqual({ succeeded: 1 });
    await second.close();
    await rm(folder, { recursive: true });
  });
});
