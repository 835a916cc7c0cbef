import { describe, expect, it } from 'vitest';
import { LINE } from '../bank/providers.ts';
import {
  act,
  answer,
  approvalOf,
  confirm,
  IN_THREE,
  merchantSees,
  press,
  read,
  type Till,
  WALLET,
  withTill,
} from '../test-methods.ts';
import { call, eventTypes } from '../test-sandbox.ts';
import { signMessage } from './provider-messages.ts';

const MINUTE = 60_000;

describe.each([
  ['wallet', WALLET],
  ['bnpl', IN_THREE],
] as const)('an approval by %s', (method, means) => {
  it('begins with the charge: the intent requires action, and says where', () =>
    withTill({ session: { returnUrl: 'https://shop.example/back' } }, async (till) => {
      const intent = await press(till, means);
      expect(intent).toMatchObject({ status: 'requires_action', method, card: null });
      const action = approvalOf(intent);
      expect(action.method).toBe(method);
      expect(action.url).toMatch(
        new RegExp(`^https://bank.example/${method === 'wallet' ? 'wallet' : 'later'}/\\w{24}$`),
      );
      expect(action.redirectUrl).toBe(`https://3ds.example/3ds/redirect/${action.id}`);
      expect(await merchantSees(till)).toMatchObject({
        status: 'requires_action',
        nextAction: { type: 'approval' },
        charges: [{ status: 'pending', paymentMethodDetails: { type: method } }],
      });
      expect(await eventTypes(till.sandbox)).toContain('payment_intent.requires_action');
    }));

  it.each([
    ['approve', 'succeeded', null],
    ['decline', 'failed', 'method_declined'],
    ['cancel', 'failed', 'method_canceled'],
  ] as const)('ends as the buyer presses: %s', (pressed, status, declineCode) =>
    withTill({}, async (till) => {
      const action = approvalOf(await press(till, means));
      const page = await answer(till, action, pressed);
      expect(page).toContain(`action="https://3ds.example/3ds/notify/challenge/${action.id}"`);
      const { intent } = await read(till);
      expect(intent.status).toBe(status);
      expect(intent.lastError).toEqual(declineCode === null ? null : { declineCode });
      expect(intent.nextAction).toBeNull();
      expect(await balanceOf(till)).toEqual(status === 'succeeded' ? [4900 - 172] : []);
    }),
  );

  it('counts once, however often it is pressed, and never changes its mind', () =>
    withTill({}, async (till) => {
      const action = approvalOf(await press(till, means));
      await Promise.all([answer(till, action, 'approve'), answer(till, action, 'approve')]);
      await answer(till, action, 'decline');
      await answer(till, action, 'cancel');
      expect((await read(till)).intent.status).toBe('succeeded');
      expect(await balanceOf(till)).toEqual([4728]);
      expect((await eventTypes(till.sandbox)).filter((type) => type === 'charge.succeeded')).toHaveLength(1);
    }));

  it('is the same for two tabs that press Pay, and for a repeated request', () =>
    withTill({}, async (till) => {
      const key = 'attempt-1';
      const [one, other] = [await press(till, means, key), await press(till, means)];
      expect(approvalOf(other)).toEqual(approvalOf(one));
      expect(approvalOf(await press(till, means, key))).toEqual(approvalOf(one));
      expect(await merchantSees(till)).toMatchObject({ charges: [{ status: 'pending' }] });
    }));

  it('comes too late when the buyer has stopped it: nothing is taken, and the page says so', () =>
    withTill({}, async (till) => {
      const action = approvalOf(await press(till, means));
      expect(await act(till, 'cancel_action', action)).toMatchObject({
        status: 'failed',
        lastError: { declineCode: 'method_canceled' },
      });
      expect(await answer(till, action, 'approve')).toContain('<h2>This payment is over</h2>');
      expect((await read(till)).intent.status).toBe('failed');
      expect(await balanceOf(till)).toEqual([]);
    }));

  it('begun again is another one: the first counts no more', () =>
    withTill({}, async (till) => {
      const first = approvalOf(await press(till, means));
      const second = approvalOf(await act(till, 'restart_action', first));
      expect(second.url).not.toBe(first.url);
      await answer(till, first, 'approve');
      expect((await read(till)).intent.status).toBe('requires_action');
      await answer(till, second, 'approve');
      expect((await read(till)).intent.status).toBe('succeeded');
      expect(await balanceOf(till)).toEqual([4728]);
      expect(await merchantSees(till)).toMatchObject({
        charges: [
          { status: 'failed', failureCode: 'method_canceled', paymentMethodDetails: { type: method } },
          { status: 'succeeded', paymentMethodDetails: { type: method } },
        ],
      });
    }));

  it('that nobody gives ends after ten minutes, and is told', () =>
    withTill({}, async (till) => {
      const action = approvalOf(await press(till, means));
      till.sandbox.clock.advance(10 * MINUTE);
      await till.sandbox.server.tick();
      expect((await read(till)).intent).toMatchObject({
        status: 'failed',
        lastError: { declineCode: 'method_expired' },
      });
      expect(await answer(till, action, 'approve')).toContain('<h2>This took too long</h2>');
      expect(await balanceOf(till)).toEqual([]);
    }));

  it('of a session that the merchant expires or cancels takes nothing', () =>
    withTill({}, async (till) => {
      const action = approvalOf(await press(till, means));
      await call(till.sandbox, `/checkout/sessions/${till.session.id}/expire`, { method: 'POST' });
      await answer(till, action, 'approve');
      const { status, intent } = await read(till);
      expect([status, intent.status]).toEqual(['expired', 'expired']);
      expect(await balanceOf(till)).toEqual([]);
    }));
});

describe('an approval', () => {
  it('goes first: a session whose time is over waits for it', () =>
    withTill({ session: { expiresAfterMinutes: 5 } }, async (till) => {
      const action = approvalOf(await press(till, WALLET));
      till.sandbox.clock.advance(6 * MINUTE);
      await till.sandbox.server.tick();
      await answer(till, action, 'approve');
      expect((await read(till)).status).toBe('complete');
    }));

  it('may be held for a capture with a wallet', () =>
    withTill(
      { session: { captureMethod: 'manual', paymentMethodTypes: ['card', 'wallet'] } },
      async (till) => {
        await answer(till, approvalOf(await press(till, WALLET)), 'approve');
        expect((await read(till)).intent.status).toBe('requires_capture');
        const path = `/payment-intents/${till.session.paymentIntentId}/capture`;
        expect((await call(till.sandbox, path, { body: { amountToCapture: 3000 } })).json).toMatchObject({
          status: 'succeeded',
          amountReceived: 3000,
        });
      },
    ));

  it('fails once, and the same session is paid by card', () =>
    withTill({}, async (till) => {
      await answer(till, approvalOf(await press(till, WALLET)), 'decline');
      const card = { number: '4242424242424242', expMonth: 3, expYear: 2027, cvc: '123' };
      expect(await press(till, { type: 'card', card })).toMatchObject({
        status: 'succeeded',
        card: { last4: '4242' },
      });
    }));

  it('leads a page of its own to the provider while that asks, and back to the shop afterwards', () =>
    withTill({ session: { returnUrl: 'https://shop.example/back' } }, async (till) => {
      const action = approvalOf(await press(till, WALLET));
      const { pathname } = new URL(action.redirectUrl ?? '');
      const visit = async () => (await till.sandbox.server.threeds.request(pathname)).headers.get('location');
      expect(await visit()).toBe(action.url);
      expect(await visit()).toBe(action.url);
      await answer(till, action, 'approve');
      const back = `https://shop.example/back?xpay_session=${till.session.id}`;
      expect(await visit()).toBe(back);
      const notified = await till.sandbox.server.threeds.request(`/3ds/notify/challenge/${action.id}`, {
        method: 'POST',
        headers: { 'Sec-Fetch-Dest': 'document' },
        body: new URLSearchParams({ approval: 'anything' }),
      });
      expect([notified.status, notified.headers.get('location')]).toEqual([303, back]);
    }));

  it('is no business of whoever posts to the notification address', () =>
    withTill({}, async (till) => {
      const action = approvalOf(await press(till, WALLET));
      await till.sandbox.server.threeds.request(`/3ds/notify/challenge/${action.id}`, {
        method: 'POST',
        body: new URLSearchParams({ approval: 'approved' }),
      });
      expect((await read(till)).intent.status).toBe('requires_action');
    }));
});

describe('the line of the providers', () => {
  const order = async ({ sandbox }: Till) =>
    sandbox.store.db.selectFrom('approval_orders').selectAll().executeTakeFirstOrThrow();

  it.each([
    ['changed on its way', (body: string) => body.replace('declined', 'approved')],
    ['about another price', (body: string) => body.replace('4900', '1')],
  ])('is not believed when a message is %s', (_how, change) =>
    withTill({}, async (till) => {
      await press(till, WALLET);
      const { store, server, clock } = till.sandbox;
      const { id, reference, amount, currency } = await order(till);
      const message = {
        type: 'approval.result',
        reference,
        order: id,
        result: 'declined',
        amount,
        currency,
      } as const;
      const signed = signMessage(message, store.vault.derive(LINE), clock.now());
      expect(await server.threeDs.receiveApproval({ ...signed, body: change(signed.body) })).toBe('refused');
      expect((await read(till)).intent.status).toBe('requires_action');
    }),
  );

  it.each([
    ['of somebody else’s key', { key: Buffer.alloc(32), age: 0 }],
    ['six minutes old', { key: null, age: 6 * MINUTE }],
  ])('refuses a message %s', (_how, { key, age }) =>
    withTill({}, async (till) => {
      await press(till, WALLET);
      const { store, server, clock } = till.sandbox;
      const { id, reference, amount, currency } = await order(till);
      const message = {
        type: 'approval.result',
        reference,
        order: id,
        result: 'approved',
        amount,
        currency,
      } as const;
      const at = new Date(clock.now().getTime() - age);
      const signed = signMessage(message, key ?? store.vault.derive(LINE), at);
      expect(await server.threeDs.receiveApproval(signed)).toBe('refused');
      expect((await read(till)).intent.status).toBe('requires_action');
    }),
  );

  it('takes a result that it has taken before for taken, since its answer may have been lost', () =>
    withTill({}, async (till) => {
      await answer(till, approvalOf(await press(till, WALLET)), 'approve');
      const { store, server, clock } = till.sandbox;
      const { id, reference, amount, currency } = await order(till);
      const say = (result: 'approved' | 'declined') =>
        server.threeDs.receiveApproval(
          signMessage(
            { type: 'approval.result', reference, order: id, result, amount, currency },
            store.vault.derive(LINE),
            clock.now(),
          ),
        );
      expect([await say('approved'), await say('declined')]).toEqual(['taken', 'over']);
      expect(await balanceOf(till)).toEqual([4728]);
    }));

  it('is refused a charge that nobody approved', () =>
    withTill({}, async (till) => {
      await press(till, WALLET);
      const { store, server, clock } = till.sandbox;
      const { id, reference, amount, currency } = await order(till);
      const message = {
        type: 'approval.result',
        reference,
        order: id,
        result: 'approved',
        amount,
        currency,
      } as const;
      await server.threeDs.receiveApproval(signMessage(message, store.vault.derive(LINE), clock.now()));
      // The acquirer asks the provider itself.
      expect((await read(till)).intent).toMatchObject({
        status: 'failed',
        lastError: { declineCode: 'processing_error' },
      });
    }));
});

describe('confirm', () => {
  it.each([
    ['a method that is not offered', { type: 'wallet' }, 'paymentMethod.type'],
    ['a plan that nobody has', { type: 'bnpl', bnpl: { planId: 'in_5' } }, 'paymentMethod.bnpl.planId'],
    ['what is no token', { type: 'google_pay', token: '{}' }, 'paymentMethod.token'],
  ])('refuses %s', (_what, means, param) =>
    withTill({ session: { paymentMethodTypes: ['card', 'bnpl', 'google_pay'] } }, async (till) => {
      const { status, json } = await confirm(till, means);
      expect([status, json['code'], json['param']]).toEqual([400, 'invalid_request', param]);
      expect((await read(till)).intent.status).toBe('requires_payment_method');
    }),
  );
});

/** What moved, net. */
async function balanceOf({ sandbox }: Till): Promise<readonly number[]> {
  const rows = await sandbox.store.db.selectFrom('movements').select('net').orderBy('sequence').execute();
  return rows.map(({ net }) => net);
}
