// Admits a session from the server: every field checked and copied, so that the checkout never meets half an answer.

import {
  INTENT_STATUSES,
  PAYMENT_STATUSES,
  type PublicIntent,
  type PublicLineItem,
  type PublicSession,
  SESSION_STATUSES,
} from '@xpay/protocol/api';
import { admit, type Check, integer, oneOf, record, text } from '@xpay/protocol/checks';

/** The session in a body of `/v1/client/session`, or undefined. Fields it does not know are left behind. */
export function parsePublicSession(body: unknown): PublicSession | undefined {
  return admit(SESSION, body) ?? undefined;
}

const STRING: Check<string> = (value) => (typeof value === 'string' ? value : undefined);
const BOOLEAN = oneOf([true, false]);
const CURRENCY = text(3, /^[A-Z]{3}$/);
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
]);

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
});

const SESSION = record<PublicSession>({
  id: STRING,
  object: oneOf(['checkout.session']),
  livemode: BOOLEAN,
  status: oneOf(SESSION_STATUSES),
  paymentStatus: oneOf(PAYMENT_STATUSES),
  uiMode: oneOf(['embedded', 'hosted']),
  submitType: oneOf(['pay', 'subscribe', 'book', 'donate']),
  currency: CURRENCY,
  exponent: integer(4),
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
});
