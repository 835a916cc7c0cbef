// Every payment state with pictures of it. A state without a picture is a type error here.

import type { PublicIntent, PublicSession, SessionResult } from '@xpay/protocol/api';
import type { View } from '@xpay/protocol/boot-data';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { State } from '../src/payment/state.ts';
import { actingPictures } from './acting-states.ts';
import { EVERYTHING, sentTo } from './contact-states.ts';
import { ASKING, item, ORDER } from './order-states.ts';
import { KEPT } from './saved-states.ts';

/** One picture: a state, and what the buyer did before it was taken. */
export interface Picture {
  /** Inline, unless it says otherwise. */
  readonly view?: View;
  readonly state: State;
  /** Typed into the fields, in the order they stand. */
  readonly typed?: Readonly<Record<string, string>>;
  /** Pay was pressed, so that every mistake shows. */
  readonly pressed?: boolean;
  readonly offline?: boolean;
  /** Values of radios that were chosen, one after the other; each is waited for. */
  readonly chosen?: readonly string[];
  /** What the server says came of it, for the end of a page of its own. */
  readonly result?: SessionResult;
}

type Pictures = {
  readonly [Name in State['name']]: Readonly<Record<string, Picture & { state: { name: Name } }>>;
};

export const CARD = { number: '4242424242424242', expiry: '1230', securityCode: '123' };

export const PICTURES: Pictures = {
  loading: { loading: { state: { name: 'loading', failures: 0 } } },
  ready: {
    ready: { state: ready() },
    typing: { state: ready(), typed: { number: '55555555' } },
    filled: { state: ready(), typed: CARD },
    amex: { state: ready(), typed: { number: '378282246310005' } },
    mistakes: {
      state: ready(),
      typed: { number: '4242424242424241', expiry: '1320', securityCode: '12' },
      pressed: true,
    },
    empty: { state: ready({ collect: { name: true, email: true, postalCode: true } }), pressed: true },
    everything: {
      state: ready({
        collect: { name: true, email: true, postalCode: true },
        amountSubtotal: 18_400,
        amountDiscount: 1_840,
        amountTax: 3_146,
        amountTotal: 19_706,
        livemode: true,
        lineItems: [
          item({ name: 'Stoneware mug', quantity: 2, unitAmount: 2_400, amount: 4_800 }),
          item({
            name: 'Linen apron with an unusually long name that has to wrap',
            amount: 6_800,
            description: 'Olive, size M',
          }),
          item({ name: 'Chef’s knife', amount: 6_800 }),
        ],
      }),
    },
    order: { state: ready(ORDER) },
    questions: { state: ready(ASKING) },
    questionsPressed: { state: ready(ASKING), pressed: true },
    contact: { state: ready({ contact: EVERYTHING }) },
    contactPressed: { state: ready({ contact: sentTo('US') }), pressed: true },
    contactJapan: { state: ready({ contact: sentTo('JP') }) },
    contactEmirates: { state: ready({ contact: sentTo('AE') }) },
    contactIreland: { state: ready({ contact: sentTo('IE') }) },
    saved: { state: ready(KEPT) },
    savedPressed: { state: ready(KEPT), pressed: true },
    savedExpired: { state: ready(KEPT), chosen: ['pm_old'] },
    savedAnother: { state: ready(KEPT), chosen: ['card'] },
    savedOffer: { state: ready({ offerToSaveCard: true }) },
    subscribe: {
      state: ready({ submitType: 'subscribe', currency: 'JPY', exponent: 0, amountTotal: 4_900 }),
    },
    declined: {
      state: { ...ready(), problem: { kind: 'declined', declineCode: 'insufficient_funds' } },
      typed: { ...CARD, securityCode: '' },
    },
    unauthenticated: {
      state: {
        name: 'ready',
        session: withIntent({ cardholderInfo: 'Please call us: +1 555 0100' }),
        problem: { kind: 'declined', declineCode: 'authentication_failed' },
      },
      typed: { ...CARD, securityCode: '' },
    },
    error: { state: { ...ready(), problem: { kind: 'error', code: 'connection_failed' } }, typed: CARD },
  },
  confirming: {
    confirming: {
      state: { name: 'confirming', session: aSession(), attemptId: 'a', refused: null },
      typed: CARD,
    },
  },
  acting: actingPictures(withIntent({ status: 'requires_action' }), CARD),
  checking: {
    checking: { state: checking(false) },
    unconfirmed: { state: checking(true) },
  },
  processing: { processing: { state: { name: 'processing', session: paid('processing'), looks: 1 } } },
  succeeded: { succeeded: { state: { name: 'succeeded', session: paid('succeeded') } } },
  expired: { expired: { state: { name: 'expired', session: aSession({ status: 'expired' }) } } },
  canceled: { canceled: { state: { name: 'canceled', session: aSession({ status: 'canceled' }) } } },
  unreachable: {
    unreachable: { state: unreachable('connection_failed', true) },
    offline: { state: unreachable('connection_failed', true), offline: true },
    refused: { state: unreachable('invalid_client_secret', false) },
  },
};

export function ready(overrides: Partial<PublicSession> = {}) {
  return { name: 'ready' as const, session: aSession(overrides), problem: null };
}

function withIntent(overrides: Partial<PublicIntent>, session = aSession()): PublicSession {
  return { ...session, intent: { ...session.intent, ...overrides } };
}

export function checking(gaveUp: boolean) {
  const session = paid('requires_payment_method');
  return { name: 'checking' as const, session, attemptId: 'a', sends: 1, looks: 3, gaveUp };
}

function unreachable(code: ErrorCode, retryable: boolean) {
  return { name: 'unreachable' as const, code, retryable };
}

export function paid(status: PublicSession['intent']['status']): PublicSession {
  const session = aSession({ customer: { email: 'lena@example.com', name: null } });
  return withIntent({ status, card: { brand: 'visa', last4: '4242' } }, session);
}

/** A session as the server would answer it. */
export function aSession(overrides: Partial<PublicSession> = {}): PublicSession {
  const amountTotal = overrides.amountTotal ?? 4_900;
  const currency = overrides.currency ?? 'USD';
  return {
    id: 'cs_test_gallery',
    object: 'checkout.session',
    livemode: false,
    status: 'open',
    paymentStatus: 'unpaid',
    uiMode: 'embedded',
    submitType: 'pay',
    currency,
    exponent: 2,
    amountSubtotal: amountTotal,
    amountDiscount: 0,
    amountTax: 0,
    amountTotal,
    lineItems: [
      item({ name: 'Pour-over set', description: 'Dripper, server and 40 filters', amount: amountTotal }),
    ],
    description: null,
    merchant: { displayName: 'Northwind Coffee', supportUrl: 'https://shop.example/help' },
    locale: null,
    buttonText: null,
    paymentMethodTypes: ['card'],
    collect: { name: false, email: false, postalCode: false },
    customer: { email: null, name: null },
    expiresAt: '2026-11-22T12:00:00Z',
    serverTime: '2026-11-21T12:00:00Z',
    cancelUrlPresent: false,
    autoReturnMs: null,
    intent: {
      id: 'pi_3Qx8Lw2eZvKYlo2C',
      object: 'payment_intent',
      status: 'requires_payment_method',
      amount: amountTotal,
      currency,
      lastError: null,
      card: null,
      nextAction: null,
      cardholderInfo: null,
    },
    version: 1,
    ...overrides,
  };
}
