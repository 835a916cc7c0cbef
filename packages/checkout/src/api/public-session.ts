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

const STRING: Check<string> = (value) => (typeof value === 'string' ? value : undefined);
const BOOLEAN = oneOf([true, false]);
/** EMV 3DS 2.2, `cardholderInfo`: 128 characters. */
const LONG_TEXT = text(128);
/** ISO 4217, or what a newer server takes besides: it is shown as it is, and can be paid. */
const CURRENCY = text(10, /^[A-Z][A-Z0-9]{2,}$/);
const TIME = text(40, /^\d{4}-\d\d-\d\dT/);

const nullable =
  <T>(check: Check<T>): Check<T | null> =>
  (value) =>
    value === null ? null : check(value);

const listOf =
  <T>(check: Check<T>): Check<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value)) return undefined;
    const checked = value.map((entry) => check(entry));
    return checked.every((entry) => entry !== undefined) ? checked : undefined;
  };

const LINE_ITEM = record<PublicLineItem>({
  id: STRING,
  name: STRING,
  description: nullable(STRING),
  imageUrl: nullable(STRING),
  quantity: integer(),
  unitAmount: integer(),
  amount: integer(),
});

const DECLINE_CODE = oneOf([
  'card_declined',
  'insufficient_funds',
  'expired_card',
  'incorrect_cvc',
  'processing_error',
  'authentication_failed',
  'authentication_canceled',
  'authentication_expired',
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
};

const INTENT = record<PublicIntent>({
  id: STRING,
  object: oneOf(['payment_intent']),
  status: oneOf(INTENT_STATUSES),
  amount: integer(),
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
});

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
    amountSubtotal: integer(),
    amountDiscount: integer(),
    amountTax: integer(),
    amountTotal: integer(),
    lineItems: listOf(LINE_ITEM),
    description: nullable(STRING),
    merchant: record({ displayName: STRING, supportUrl: nullable(STRING) }),
    locale: nullable(STRING),
    buttonText: nullable(STRING),
    paymentMethodTypes: listOf(STRING),
    collect: record({ name: BOOLEAN, email: BOOLEAN, postalCode: BOOLEAN }),
    customer: record({ email: nullable(STRING), name: nullable(STRING) }),
    expiresAt: TIME,
    serverTime: TIME,
    cancelUrlPresent: BOOLEAN,
    autoReturnMs: nullable(integer()),
    intent: INTENT,
    version: integer(),
  },
  // For developers: nothing in it is a reason not to take a payment.
  { faults: (value) => value === true },
);
