// Admits a session from the server: every field checked and copied, so that the checkout never meets half an answer.

import {
  INTENT_STATUSES,
  PAYMENT_STATUSES,
  type PublicIntent,
  type PublicLineItem,
  type PublicSession,
  SESSION_STATUSES,
} from '@xpay/protocol/api';
import {
  admit,
  admitByType,
  type Check,
  integer,
  type MessageChecks,
  oneOf,
  record,
  text,
  WORD,
} from '@xpay/protocol/checks';
import type { NextAction } from '@xpay/protocol/next-action';

/** The session in a body of `/v1/client/session`, or undefined. Fields it does not know are left behind. */
export function parsePublicSession(body: unknown): PublicSession | undefined {
  return admit(SESSION, body) ?? undefined;
}

export const STRING: Check<string> = (value) => (typeof value === 'string' ? value : undefined);
const BOOLEAN = oneOf([true, false]);
/** EMV 3DS 2.2, `cardholderInfo`: 128 characters. */
const LONG_TEXT = text(128);
/** ISO 4217, or what a newer server takes besides: it is shown as it is, and can be paid. */
export const CURRENCY = text(10, /^[A-Z][A-Z0-9]{2,}$/);
export const TIME = text(40, /^\d{4}-\d\d-\d\dT/);

export const nullable =
  <T>(check: Check<T>): Check<T | null> =>
  (value) =>
    value === null ? null : check(value);

export const listOf =
  <T>(check: Check<T>): Check<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value)) return undefined;
    const checked = value.map((entry) => check(entry));
    return checked.every((entry) => entry !== undefined) ? checked : undefined;
  };

export const COUNT = integer();
export const TEXT_OR_NULL = nullable(STRING);
export const COUNT_OR_NULL = nullable(COUNT);

/** What few sessions have is checked where the code is that shows it: `extra-fields.ts`. */
const LATER: Check<never> = (value) => value as never;

const LINE_ITEM = record<PublicLineItem>(
  {
    id: STRING,
    name: STRING,
    description: TEXT_OR_NULL,
    imageUrl: TEXT_OR_NULL,
    quantity: COUNT,
    unitAmount: COUNT,
    amount: COUNT,
  },
  { adjustable: LATER },
);

const DECLINE_CODE = oneOf([
  'card_declined',
  'insufficient_funds',
  'expired_card',
  'incorrect_cvc',
  'processing_error',
  'authentication_failed',
  'authentication_canceled',
  'authentication_expired',
  'method_declined',
  'method_canceled',
  'method_expired',
]);

const URL_OF_BANK = text(2_048, /^https?:/);
const BASE64URL = text(20_000, /^[\w-]+={0,2}$/);

const ACTIONS: MessageChecks<NextAction> = {
  three_ds_method: record({ id: WORD, methodUrl: URL_OF_BANK, methodData: BASE64URL }),
  three_ds_challenge: record({
    id: WORD,
    acsUrl: URL_OF_BANK,
    creq: nullable(BASE64URL),
    sessionData: BASE64URL,
    redirectUrl: nullable(text(2_000, /^https?:\/\//)),
  }),
  three_ds_decoupled: record({ id: WORD, expiresAt: TIME }),
  approval: record({
    id: WORD,
    method: WORD,
    url: URL_OF_BANK,
    redirectUrl: nullable(text(2_000, /^https?:\/\//)),
  }),
};

const INTENT = record<PublicIntent>(
  {
    id: STRING,
    object: oneOf(['payment_intent']),
    status: oneOf(INTENT_STATUSES),
    amount: COUNT,
    currency: CURRENCY,
    lastError: nullable(
      // A newer server may know more reasons; to a buyer each of them is a declined card.
      record({ declineCode: (value) => DECLINE_CODE(value) ?? 'card_declined' }),
    ),
    card: nullable(record({ brand: STRING, last4: STRING })),
    // One that is unknown or broken is as good as none: money may be moving, and all the rest of the answer counts. Without
    // it the session is asked for again and again until the server says what became of the payment.
    nextAction: (value) => admitByType<NextAction>(ACTIONS, value),
    cardholderInfo: (value) => LONG_TEXT(value) ?? null,
  },
  { method: WORD, instructions: LATER },
);

const SESSION = record<PublicSession>(
  {
    id: STRING,
    object: oneOf(['checkout.session']),
    livemode: BOOLEAN,
    status: oneOf(SESSION_STATUSES),
    paymentStatus: oneOf(PAYMENT_STATUSES),
    uiMode: oneOf(['embedded', 'hosted']),
    submitType: oneOf(['pay', 'subscribe', 'book', 'donate']),
    currency: CURRENCY,
    exponent: integer(18),
    amountSubtotal: COUNT,
    amountDiscount: COUNT,
    amountTax: COUNT,
    amountTotal: COUNT,
    lineItems: listOf(LINE_ITEM),
    description: TEXT_OR_NULL,
    merchant: record({ displayName: STRING, supportUrl: TEXT_OR_NULL }),
    locale: TEXT_OR_NULL,
    buttonText: TEXT_OR_NULL,
    paymentMethodTypes: listOf(STRING),
    collect: record({ name: BOOLEAN, email: BOOLEAN, postalCode: BOOLEAN }),
    customer: record({ email: TEXT_OR_NULL, name: TEXT_OR_NULL }),
    expiresAt: TIME,
    serverTime: TIME,
    cancelUrlPresent: BOOLEAN,
    autoReturnMs: COUNT_OR_NULL,
    intent: INTENT,
    version: COUNT,
  },
  {
    contact: LATER,
    savedCards: LATER,
    offerToSaveCard: LATER,
    customFields: LATER,
    discounts: LATER,
    allowPromotionCodes: LATER,
    testSheet: LATER,
    // For developers: nothing in it is a reason not to take a payment.
    faults: (value) => value === true,
  },
);
