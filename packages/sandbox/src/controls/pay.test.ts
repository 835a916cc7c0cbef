// Facts about `POST /sandbox/sessions/:id/pay`: it pays as a buyer in a browser would.

import { describe, expect, it } from 'vitest';
import { call, create, eventTypes, pay, type Sandbox, withSandbox } from '../test-sandbox.ts';
import { TOKENS } from './test-payment.ts';

const drive = (sandbox: Sandbox, id: string, body?: object, headers = {}) =>
  call(sandbox, `/sandbox/sessions/${id}/pay`, {
    method: 'POST',
    headers,
    ...(body === undefined ? {} : { body }),
  });

const intentOf = async (sandbox: Sandbox, id: string) => (await call(sandbox, `/payment-intents/${id}`)).json;

describe('POST /sandbox/sessions/:id/pay', () => {
  it('pays with nothing told, and answers with the session as its GET does', () =>
    withSandbox(async (sandbox) => {
      const { id } = await create(sandbox);
      const paid = await drive(sandbox, id);
      expect(paid.status).toBe(200);
      expect(paid.json).toMatchObject({ id, status: 'complete', paymentStatus: 'paid' });
      expect(paid.json).toEqual((await call(sandbox, `/checkout/sessions/${id}`)).json);
      expect(await eventTypes(sandbox)).toContain('checkout.session.completed');
    }));

  it.each(Object.keys(TOKENS))('pays with %s', (token) =>
    withSandbox(async (sandbox) => {
      const { id } = await create(sandbox, { collect: { name: true, email: true, postalCode: true } });
      expect((await drive(sandbox, id, { token })).json).toMatchObject({ status: 'complete' });
    }),
  );

  it.each([
    'generic_decline',
    'insufficient_funds',
    'lost_card',
    'stolen_card',
    'expired_card',
    'incorrect_cvc',
    'processing_error',
  ])('is declined as told: %s', (outcome) =>
    withSandbox(async (sandbox) => {
      const { id, paymentIntentId } = await create(sandbox);
      expect((await drive(sandbox, id, { outcome })).json).toMatchObject({ status: 'open' });
      expect(await intentOf(sandbox, paymentIntentId)).toMatchObject({
        status: 'failed',
        lastPaymentError: { declineCode: outcome },
      });
    }),
  );

  it('leaves a payment that takes its time to the clock', () =>
    withSandbox(async (sandbox) => {
      const { id, paymentIntentId } = await create(sandbox);
      await drive(sandbox, id, { outcome: 'processing' });
      expect(await intentOf(sandbox, paymentIntentId)).toMatchObject({ status: 'processing' });
      await call(sandbox, '/sandbox/clock', { body: { action: 'advance', ms: 5000 } });
      expect(await intentOf(sandbox, paymentIntentId)).toMatchObject({ status: 'succeeded' });
    }));

  it.each([
    [{ threeDS: 'approve' }, 'succeeded', null],
    [{ threeDS: 'decline' }, 'failed', 'authentication_failed'],
    [{ threeDS: 'cancel' }, 'failed', 'authentication_canceled'],
    [{ threeDS: 'ignore' }, 'requires_action', null],
    [{ outcome: 'generic_decline', threeDS: 'approve' }, 'failed', 'generic_decline'],
    [{ card: { number: '4000002500003155' } }, 'succeeded', null],
    [{ card: { number: '4000002500003155' }, threeDS: 'decline' }, 'failed', 'authentication_failed'],
    [{ card: { number: '4000000000003055' } }, 'succeeded', null],
    [{ card: { number: '4000000000003022' } }, 'failed', 'authentication_failed'],
    [{ card: { number: '4000000000003071' } }, 'requires_action', null],
  ])('does at the bank what is told: %j', (body, status, declineCode) =>
    withSandbox(async (sandbox) => {
      const { id, paymentIntentId } = await create(sandbox);
      expect((await drive(sandbox, id, body)).status).toBe(200);
      expect(await intentOf(sandbox, paymentIntentId)).toMatchObject({
        status,
        lastPaymentError: declineCode === null ? null : { declineCode },
      });
    }),
  );

  it('pays once for a key, however often it is asked', () =>
    withSandbox(async (sandbox) => {
      const { id } = await create(sandbox);
      const headers = { 'Idempotency-Key': 'mine' };
      const first = await drive(sandbox, id, {}, headers);
      const again = await drive(sandbox, id, {}, headers);
      expect([first.status, again.text]).toEqual([200, first.text]);
      const charges = await sandbox.store.db.selectFrom('charges').select('id').execute();
      expect(charges).toHaveLength(1);
    }));

  it('meets no fault, for it is a control', () =>
    withSandbox(async (sandbox) => {
      const { id } = await create(sandbox);
      await call(sandbox, '/sandbox/faults', { body: { kind: 'status', status: 500 } });
      expect((await drive(sandbox, id)).status).toBe(200);
    }));

  it.each([
    [{ card: { number: '4242424242424242' }, token: 'tok_visa' }, 'token'],
    [{ token: 'tok_visa', outcome: 'succeeded' }, 'outcome'],
    [{ outcome: 'lost_card', threeDS: 'approve' }, 'outcome'],
    [{ outcome: 'explode' }, 'outcome'],
    [{ threeds: 'approve' }, 'threeds'],
    [{ card: {} }, 'card.number'],
    [{ card: { number: '1' } }, 'card.number'],
    [{ card: { number: '4242424242424241' } }, 'paymentMethod.card.number'],
    [{ card: { number: '4242424242424242', expMonth: 1, expYear: 2020 } }, 'paymentMethod.card.expMonth'],
  ])('refuses %j, naming %s and quoting no number', (body, param) =>
    withSandbox(async (sandbox) => {
      const { id } = await create(sandbox);
      const { status, json, text } = await drive(sandbox, id, body);
      expect(status).toBe(400);
      expect(json['error']).toMatchObject({ param });
      expect(text).not.toContain('4242');
    }),
  );

  it('says why a session cannot be paid', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await pay(sandbox, session);
      const { status, json } = await drive(sandbox, session.id);
      expect(status).toBe(409);
      expect(json['error']).toMatchObject({ code: 'session_complete' });
      expect((await drive(sandbox, 'cs_test_nobody')).status).toBe(404);
    }));
});
