import { PAYMENT_METHODS } from '@xpay/protocol/payment-methods';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hasRightCheckDigits } from '../../domain/transfer.ts';
import {
  answer,
  anySession,
  approvalOf,
  aToken,
  confirm,
  IN_THREE,
  merchantSees,
  press,
  read,
  type Till,
  TRANSFER,
  WALLET,
  withTill,
} from '../../test-methods.ts';
import { call, callClient, create, eventTypes, withSandbox } from '../../test-sandbox.ts';

const DAY = 86_400_000;

/** Moves the clock, and does what that brings. */
async function pass({ sandbox }: Till, ms: number): Promise<void> {
  sandbox.clock.advance(ms);
  await sandbox.server.tick();
}

const tell = ({ sandbox, session }: Till, outcome: string) =>
  call(sandbox, `/sandbox/sessions/${session.id}/transfer`, { body: { outcome } });

describe('what a session can be paid with', () => {
  it('is cards, unless its shop says more, in the order in which it does', () =>
    withTill({ session: { paymentMethodTypes: ['bnpl', 'card'] } }, async (till) => {
      expect((await read(till)).paymentMethodTypes).toEqual(['bnpl', 'card']);
      const session = await create(till.sandbox);
      expect((await read({ ...till, session })).paymentMethodTypes).toEqual(['card']);
    }));

  it('is what of that the merchant has switched on', () =>
    withTill({}, async (till) => {
      const set = (paymentMethods: readonly string[] | null) =>
        call(till.sandbox, '/sandbox/merchant', { body: { paymentMethods } });
      expect((await set(['wallet', 'card'])).json).toMatchObject({ paymentMethods: ['card', 'wallet'] });
      expect((await read(till)).paymentMethodTypes).toEqual(['card', 'wallet']);
      expect((await confirm(till, IN_THREE)).json).toMatchObject({ param: 'paymentMethod.type' });
      expect((await plansOf(till)).json).toEqual({ data: [] });
      await set(['bnpl']);
      expect(
        (await call(till.sandbox, '/checkout/sessions', { body: { ...BODY, paymentMethodTypes: ['card'] } }))
          .json,
      ).toMatchObject({
        error: { code: 'invalid_request', param: 'paymentMethodTypes' },
      });
      await set(null);
      expect((await read(till)).paymentMethodTypes).toEqual([...PAYMENT_METHODS]);
    }));

  it.each([
    ['nothing', []],
    ['one of them twice', ['card', 'card']],
    ['one that nobody has', ['cash']],
  ])('cannot be %s', (_what, paymentMethodTypes) =>
    withSandbox(async (sandbox) => {
      const { status, json } = await call(sandbox, '/checkout/sessions', {
        body: { ...BODY, paymentMethodTypes },
      });
      expect(status).toBe(400);
      expect(json).toMatchObject({ error: { param: expect.stringMatching(/^paymentMethodTypes/) } });
    }),
  );

  it.each(['bnpl', 'bank_transfer'])('cannot be %s where the money is to be held first', (method) =>
    withSandbox(async (sandbox) => {
      const body = { ...BODY, captureMethod: 'manual', paymentMethodTypes: ['card', method] };
      const { status, json } = await call(sandbox, '/checkout/sessions', { body });
      expect(status).toBe(400);
      expect(json).toMatchObject({
        error: { param: 'paymentMethodTypes', message: expect.stringContaining(method) },
      });
    }),
  );
});

const BODY = {
  uiMode: 'embedded',
  currency: 'USD',
  amount: 4900,
  afterCompletion: { type: 'hosted_confirmation' },
};
const plansOf = ({ sandbox, session }: Till) =>
  callClient(sandbox, '/instalment_plans', session.clientSecret);

describe('instalment plans', () => {
  it('are those of the day, and the one that is chosen is what the merchant is told', () =>
    withTill({}, async (till) => {
      const { json } = await plansOf(till);
      expect(json).toMatchObject({
        data: [
          { id: 'in_3', fee: 0, instalments: [{ dueOn: '2026-01-15', amount: 1634 }, {}, {}] },
          { id: 'in_4' },
          { id: 'in_6', fee: 147, amountTotal: 5047 },
          { id: 'in_12' },
        ],
      });
      const action = approvalOf(await press(till, { type: 'bnpl', bnpl: { planId: 'in_6' } }));
      const page = await (await till.sandbox.server.bank.request(new URL(action.url).pathname)).text();
      expect(page).toContain('$50.47');
      await answer(till, action, 'approve');
      // The fee is between the buyer and the lender.
      expect(await merchantSees(till)).toMatchObject({
        amountReceived: 4900,
        charges: [
          {
            paymentMethodDetails: {
              type: 'bnpl',
              bnpl: {
                provider: 'wagtail_later',
                planId: 'in_6',
                instalments: 6,
                amountTotal: 5047,
                fee: 147,
              },
            },
          },
        ],
      });
    }));
});

describe('a transfer', () => {
  it('tells the buyer how to send the money, and waits for it', () =>
    withTill({ session: { currency: 'EUR' } }, async (till) => {
      const intent = await press(till, TRANSFER);
      expect(intent).toMatchObject({
        status: 'processing',
        method: 'bank_transfer',
        card: null,
        nextAction: null,
      });
      expect(intent.instructions).toMatchObject({
        amount: 4900,
        currency: 'EUR',
        expiresAt: '2026-01-22T12:00:00.000Z',
      });
      expect(hasRightCheckDigits(intent.instructions?.iban ?? '')).toBe(true);
      expect(await press(till, TRANSFER)).toEqual(intent);
      expect(await merchantSees(till)).toMatchObject({
        charges: [{ status: 'pending', paymentMethodDetails: { type: 'bank_transfer' } }],
      });
      expect(await eventTypes(till.sandbox)).toContain('payment_intent.processing');
    }));

  it('comes after two days, by which the session was over', () =>
    withTill({ session: { expiresAfterMinutes: 60 } }, async (till) => {
      await press(till, TRANSFER);
      await pass(till, DAY);
      expect((await read(till)).intent.status).toBe('processing');
      await pass(till, DAY);
      const { status, intent } = await read(till);
      expect([status, intent.status, intent.instructions]).toEqual(['complete', 'succeeded', undefined]);
      expect((await eventTypes(till.sandbox)).slice(-3)).toEqual([
        'charge.succeeded',
        'payment_intent.succeeded',
        'checkout.session.completed',
      ]);
    }));

  it.each([
    ['received', 'succeeded'],
    ['missing', 'failed'],
  ])('is settled at once when the sandbox is told: %s', (outcome, status) =>
    withTill({}, async (till) => {
      await press(till, TRANSFER);
      expect((await tell(till, outcome)).json).toMatchObject({ paymentIntent: { status } });
      const { intent } = await read(till);
      expect([intent.status, intent.lastError]).toEqual([
        status,
        status === 'failed' ? { declineCode: 'method_expired' } : null,
      ]);
      // It has been settled: nothing is left to say.
      expect((await tell(till, outcome)).json).toMatchObject({ error: { code: 'invalid_state' } });
      await pass(till, 8 * DAY);
      expect(
        (await eventTypes(till.sandbox)).filter((type) => type === 'payment_intent.processing'),
      ).toHaveLength(1);
    }),
  );

  it('that is withheld ends after seven days, is told once, and the session with it', () =>
    withTill({}, async (till) => {
      await press(till, TRANSFER);
      await tell(till, 'withheld');
      await pass(till, 6 * DAY);
      expect((await read(till)).intent.status).toBe('processing');
      await pass(till, DAY);
      await till.sandbox.server.tick();
      expect(await merchantSees(till)).toMatchObject({
        status: 'expired',
        lastPaymentError: { code: 'payment_method_declined', declineCode: 'method_expired' },
      });
      expect(
        (await eventTypes(till.sandbox)).filter((type) => type === 'payment_intent.processing'),
      ).toHaveLength(1);
    }));

  it('that does not come leaves the session to be paid otherwise', () =>
    withTill({}, async (till) => {
      await press(till, TRANSFER);
      await tell(till, 'missing');
      await answer(till, approvalOf(await press(till, WALLET)), 'approve');
      expect((await read(till)).intent.status).toBe('succeeded');
    }));

  it('is nobody else’s to settle', () =>
    withTill({}, async (till) => {
      expect(
        (await tell({ ...till, session: { ...till.session, id: 'cs_test_0' } }, 'received')).status,
      ).toBe(404);
      expect((await tell(till, 'received')).json).toMatchObject({ error: { code: 'invalid_state' } });
      expect((await tell(till, 'stolen')).status).toBe(400);
    }));
});

describe('a payment sheet’s token', () => {
  it.each([
    ['4242', 'succeeded', 'visa'],
    ['9995', 'failed', 'visa'],
    ['4444', 'succeeded', 'mastercard'],
  ])('of the card that ends in %s: %s', (last4, status, brand) =>
    withTill({}, async (till) => {
      expect(await press(till, aToken(last4))).toMatchObject({
        status,
        method: 'google_pay',
        card: { brand, last4 },
      });
      expect(await merchantSees(till)).toMatchObject({
        charges: [{ paymentMethodDetails: { type: 'google_pay', card: { brand, last4 } } }],
      });
    }),
  );

  it('pays once: another session cannot be paid with it, and its own is not paid twice', () =>
    withTill({}, async (till) => {
      const token = aToken();
      expect(await press(till, token, 'attempt-1')).toMatchObject({ status: 'succeeded' });
      expect(await press(till, token, 'attempt-1')).toMatchObject({ status: 'succeeded' });
      const other = { ...till, session: await anySession(till.sandbox) };
      expect(await press(other, token)).toMatchObject({
        status: 'failed',
        lastError: { declineCode: 'processing_error' },
      });
    }));

  it('is kept nowhere', () =>
    withTill({}, async (till) => {
      const token = aToken('4242', 'a-nonce-that-nobody-has-1');
      await press(till, token);
      expect(till.sandbox.logs.join('\n')).not.toContain('a-nonce-that');
      const rows = await till.sandbox.store.db.selectFrom('charges').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain('a-nonce-that');
    }));
});

describe('a refund', () => {
  it.each([
    ['wallet', WALLET],
    ['bnpl', IN_THREE],
    ['bank_transfer', TRANSFER],
    ['google_pay', aToken()],
  ] as const)('gives back what was paid by %s, in parts and to the end', (method, means) =>
    withTill({}, async (till) => {
      const { nextAction } = await press(till, means);
      if (nextAction?.type === 'approval') await answer(till, nextAction, 'approve');
      if (method === 'bank_transfer') await tell(till, 'received');
      const refund = (amount?: number) =>
        call(till.sandbox, '/refunds', {
          body: {
            paymentIntentId: till.session.paymentIntentId,
            ...(amount === undefined ? {} : { amount }),
          },
        });
      expect((await refund(1900)).json).toMatchObject({
        status: 'succeeded',
        amount: 1900,
        destination: { type: method },
      });
      expect((await refund()).json).toMatchObject({ status: 'succeeded', amount: 3000 });
      expect((await refund()).status).toBe(400);
      const entries = await till.sandbox.store.db
        .selectFrom('ledger_entries')
        .select(['account', 'amount'])
        .execute();
      const sum = (account: string) =>
        entries.filter((entry) => entry.account === account).reduce((all, { amount }) => all + amount, 0);
      expect([sum('customer_funds'), sum('platform_fees')]).toEqual([0, 172]);
      expect(entries.reduce((all, { amount }) => all + amount, 0)).toBe(0);
    }),
  );
});

describe('a buyer without a browser', () => {
  it.each([
    [{ method: 'wallet' }, 'succeeded'],
    [{ method: 'wallet', approval: 'decline' }, 'failed'],
    [{ method: 'bnpl', planId: 'in_12' }, 'succeeded'],
    [{ method: 'bnpl', approval: 'cancel' }, 'failed'],
    [{ method: 'wallet', approval: 'ignore' }, 'requires_action'],
    [{ method: 'bank_transfer' }, 'processing'],
    [{ method: 'apple_pay' }, 'succeeded'],
    [{ method: 'google_pay', outcome: 'insufficient_funds' }, 'failed'],
  ])('pays with %j: %s', (body, status) =>
    withTill({}, async (till) => {
      const path = `/sandbox/sessions/${till.session.id}/pay`;
      const paid = await call(till.sandbox, path, { body, headers: { 'Idempotency-Key': 'once' } });
      expect(paid.json).toMatchObject({ paymentIntent: { status } });
      const again = await call(till.sandbox, path, { body, headers: { 'Idempotency-Key': 'once' } });
      expect(again.json).toMatchObject({ paymentIntent: { status } });
    }),
  );

  it.each([
    [{ method: 'wallet', card: { number: '4242424242424242' } }, 'card'],
    [{ method: 'card', approval: 'approve' }, 'approval'],
    [{ planId: 'in_3' }, 'planId'],
  ])('is told what %j has nothing to do with', (body, param) =>
    withTill({}, async (till) => {
      const { status, json } = await call(till.sandbox, `/sandbox/sessions/${till.session.id}/pay`, { body });
      expect([status, json]).toMatchObject([400, { error: { param } }]);
    }),
  );
});

describe('what the merchant is told', () => {
  const ids = async ({ sandbox }: Till) =>
    sandbox.store.db.selectFrom('charges').select(['id', 'payment_intent_id as intentId']).execute();
  const payloads = async ({ sandbox }: Till, type: string) => {
    const rows = await sandbox.store.db
      .selectFrom('events')
      .select('payload')
      .where('type', '=', type)
      .execute();
    return rows.map(({ payload }) => EVENT.parse(JSON.parse(payload)).data);
  };

  it.each([
    ['wallet', { method: 'wallet' }],
    ['bnpl', { method: 'bnpl' }],
    ['apple_pay', { method: 'apple_pay' }],
    ['bank_transfer', { method: 'bank_transfer' }],
  ] as const)('by an event of XPay is what it reads of a %s charge', (type, body) =>
    withTill({}, async (till) => {
      await call(till.sandbox, `/sandbox/sessions/${till.session.id}/pay`, { body });
      if (type === 'bank_transfer') await tell(till, 'received');
      const [charge] = await ids(till);
      const { json } = await call(till.sandbox, `/charges/${charge?.id}`);
      expect(json).toMatchObject({ status: 'succeeded', paymentMethodDetails: { type } });
      expect(await payloads(till, 'charge.succeeded')).toEqual([{ object: json }]);
    }),
  );

  it.each([
    ['wallet', 'wallet', null],
    ['bnpl', 'bnpl', null],
    ['google_pay', 'wallet', '4242'],
  ])('by an event of MaxFi is what it reads of a payment by %s', (method, group, last4) =>
    withTill({}, async (till) => {
      const settings = { payment_methods: ['card', 'wallet', 'bnpl'] };
      const body = { amount: 4900, currency: 'EUR', settings };
      const { json: made } = await call(till.sandbox, '/v2/payments/checkout', { body });
      await call(till.sandbox, `/sandbox/sessions/${made['id']}/pay`, { body: { method } });
      const { json } = await call(till.sandbox, `/v2/payments/${made['id']}`);
      expect(json).toMatchObject({ status: 'succeeded', payment_method: group, card_last4: last4 });
      expect(await payloads(till, 'payment.succeeded')).toEqual([json]);
    }),
  );
});

const EVENT = z.object({ data: z.unknown() });
