// What sessions need to be there before them: a customer with a saved card, coupons, the promotion code.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Made, PROMOTION_CODE, PROMOTION_PERCENT } from '../src/settings/session-input.ts';
import type { Settings } from '../src/settings/settings.ts';
import type { SandboxApi } from './sandbox-api.ts';

const Id = z.object({ id: z.string() });
const Ids = z.object({ data: z.array(Id) });
const OpenSession = z.object({ id: z.string(), clientSecret: z.string() });

/** The buyer who has been here before. */
const BUYER = { name: 'Robin Carter', email: 'robin.carter@shop.example', externalId: 'preview-buyer' };

export interface Makings {
  /** All that these settings need. Throws as `SandboxApi.ask`. */
  make(settings: Settings): Promise<Made>;
  /** Forgets what was made: the sandbox has another database, or was emptied. */
  forget(): void;
}

/**
 * Makes each thing once, or finds it where an earlier start has made it.
 * @param pictures Where those of the goods are, in their order.
 */
export function createMakings(api: SandboxApi, pictures: readonly string[]): Makings {
  let kept = new Map<string, Promise<string>>();

  function once(name: string, make: () => Promise<string>): Promise<string> {
    const known = kept.get(name) ?? make();
    kept.set(name, known);
    known.catch(() => kept.delete(name));
    return known;
  }

  return {
    async make({ session }) {
      const [customerId, coupon] = await Promise.all([
        session.returning ? once('customer', () => findCustomer(api)) : '',
        session.discount === 0
          ? ''
          : once(`coupon ${session.discount}`, () => makeCoupon(api, session.discount)),
        session.promotion ? once('promotion', () => makePromotion(api)) : '',
      ]);
      // The buyer may have removed it.
      if (session.returning) await saveCard(api, customerId);
      return { customerId, coupon, pictures };
    },
    forget() {
      kept = new Map();
    },
  };
}

async function findCustomer(api: SandboxApi): Promise<string> {
  const { data } = await api.ask(Ids, 'GET', `/customers?externalId=${BUYER.externalId}`);
  return data[0]?.id ?? (await api.ask(Id, 'POST', '/customers', BUYER)).id;
}

/** As a buyer does: pays once, and ticks “Save this card”. */
async function saveCard(api: SandboxApi, customerId: string): Promise<void> {
  const { data } = await api.ask(Ids, 'GET', `/customers/${customerId}/payment-methods`);
  if (data.length > 0) return;
  const session = await api.ask(OpenSession, 'POST', '/checkout/sessions', {
    uiMode: 'embedded',
    amount: 100,
    currency: 'USD',
    description: 'The purchase of before, with which the preview’s buyer saved a card.',
    customerId,
    savedCards: { offer: true },
    afterCompletion: { type: 'hosted_confirmation' },
  });
  const card = {
    number: '4242424242424242',
    expMonth: 12,
    expYear: new Date().getFullYear() + 4,
    cvc: '123',
  };
  await api.askAsBrowser(session.clientSecret, '/v1/client/session/confirm', randomUUID(), {
    expectedAmount: 100,
    paymentMethod: { type: 'card', card, billing: {}, save: true },
  });
}

async function makeCoupon(api: SandboxApi, percentOff: number): Promise<string> {
  const coupon = { name: `${percentOff} % off`, percentOff };
  return (await api.ask(Id, 'POST', '/coupons', coupon)).id;
}

async function makePromotion(api: SandboxApi): Promise<string> {
  const { data } = await api.ask(Ids, 'GET', `/promotion-codes?code=${PROMOTION_CODE}&active=true`);
  if (data[0] !== undefined) return data[0].id;
  const coupon = await makeCoupon(api, PROMOTION_PERCENT);
  return (await api.ask(Id, 'POST', '/promotion-codes', { coupon, code: PROMOTION_CODE })).id;
}
