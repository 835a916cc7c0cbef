// For tests: what a part of the form is given, and the form around it.

import { signal } from '@preact/signals';
import type { ContactFields } from '@xpay/protocol/contact';
import { aSession } from '../api/a-session.ts';
import { createFakeClock } from '../fake-clock.ts';
import type { ExtrasDeps } from '../form/extras.ts';
import { createI18n, type Texts } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import ja from '../i18n/locales/ja.json';
import { createCardForm } from '../methods/card/card-form.ts';
import type { Order } from '../payment/requests.ts';

/** Whole even while a translation is not. */
const TEXTS: Readonly<Record<string, Texts>> = { ja: { ...en, ...ja } };

/** Deps of a part in a session that asks for this, in English until another language is set. */
export function partDeps(contact: Partial<ContactFields>, customerName: string | null = null): ExtrasDeps {
  const asked: ContactFields = {
    phone: false,
    billingAddress: false,
    shippingAddress: false,
    shippingCountries: null,
    prefill: { phone: null },
    ...contact,
  };
  const session = aSession({ contact: asked, customer: { email: null, name: customerName } });
  const { collect, customer } = session;
  return {
    session: signal(session),
    card: createCardForm({ collect, prefill: customer, now: () => new Date('2026-11-21T12:00:00Z') }),
    i18n: createI18n('en', en, async (tag) => TEXTS[tag] ?? null),
    clock: createFakeClock(),
    choose: async () => null,
    ask: async () => null,
  };
}

/** A buyer in this time zone who reads English. */
export function whereaboutsIn(timeZone: string) {
  return { languages: ['en'], timeZone };
}

/** An order without anybody's answers. */
export const BARE_ORDER: Order = { paymentMethod: { type: 'wallet', billing: {} } };
