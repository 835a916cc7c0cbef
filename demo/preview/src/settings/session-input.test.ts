// Facts about the body that a session is made with.

import { describe, expect, it } from 'vitest';
import { subtotalOf } from './goods.ts';
import { sessionInput } from './session-input.ts';
import { DEFAULTS, type SessionSettings, type Settings, type Way } from './settings.ts';

const MADE = { customerId: 'cus_1', coupon: 'coup_1' };
const settings = (session: Partial<SessionSettings>, way: Way = 'inline'): Settings => ({
  ...DEFAULTS,
  way,
  session: { ...DEFAULTS.session, ...session },
});

describe('sessionInput', () => {
  it('names nothing that is so by default', () => {
    expect(Object.keys(sessionInput(DEFAULTS, MADE)).sort()).toEqual([
      'afterCompletion',
      'lineItems',
      'uiMode',
    ]);
  });

  it.each<[Partial<SessionSettings>, object]>([
    [{ fields: ['email', 'shipping'] }, { collect: { email: true, shippingAddress: true } }],
    [{ methods: ['wallet', 'bnpl'] }, { paymentMethodTypes: ['card', 'wallet', 'bnpl'] }],
    [{ methods: ['wallet', 'bnpl'], capture: 'manual' }, { paymentMethodTypes: ['card', 'wallet'] }],
    [{ capture: 'manual' }, { captureMethod: 'manual' }],
    [{ promotion: true }, { allowPromotionCodes: true }],
    [{ discount: 20 }, { discounts: [{ coupon: 'coup_1' }] }],
    [{ returning: true }, { customerId: 'cus_1', savedCards: { offer: true } }],
    [{ submit: 'donate' }, { submitType: 'donate' }],
    [{ expires: 30 }, { expiresAfterMinutes: 30 }],
  ])('%j is %j', (session, body) => {
    expect(sessionInput(settings(session), MADE)).toMatchObject(body);
  });

  it.each<[Way, string | undefined]>([
    ['inline', 'embedded'],
    ['element', 'embedded'],
    ['link', undefined],
    ['hosted', undefined],
    ['payment-link', undefined],
  ])('for %s has the uiMode %s', (way, uiMode) => {
    expect(sessionInput(settings({}, way), MADE)['uiMode']).toBe(uiMode);
  });

  it('leaves out of a payment link what links do not take', () => {
    const all = settings(
      { fields: ['email', 'custom'], discount: 10, returning: true, submit: 'book', expires: 30 },
      'payment-link',
    );
    expect(Object.keys(sessionInput(all, MADE)).sort()).toEqual(['customFields', 'lineItems']);
  });

  it.each([1, 2, 12])('asks for what the settings show as the price of %i', (items) => {
    const body = sessionInput(settings({ items, amount: 4901 }), MADE);
    const asked = body['lineItems'] as { priceData: { unitAmount: number } }[];
    const sum = asked.reduce((total, { priceData }) => total + priceData.unitAmount, 0);
    expect(sum).toBe(subtotalOf({ items, amount: 4901 }));
    expect(asked[0]?.priceData.unitAmount).toBe(4901);
  });

  it('sells 50 goods under names of their own, in the language of the shop’s page', () => {
    const names = (direction: 'ltr' | 'rtl') => {
      const frame = { direction, device: 'none', width: 0 } as const;
      const body = sessionInput({ ...settings({ items: 50 }), frame }, MADE);
      const items = body['lineItems'] as { priceData: { productData: { name: string } } }[];
      return items.map(({ priceData }) => priceData.productData.name);
    };
    expect(new Set(names('ltr')).size).toBe(50);
    expect(names('rtl')[0]).toMatch(/\p{Script=Arabic}/u);
  });
});
