// Admits what few sessions have, where the code is that shows it: what is not as the contract says is as good as not there.

import type { PublicLineItem, PublicSession } from '@xpay/protocol/api';
import {
  admit,
  admitByType,
  BOOLEAN,
  type Check,
  type MessageChecks,
  record,
  text,
} from '@xpay/protocol/checks';
import type { ContactFields } from '@xpay/protocol/contact';
import type { PublicCustomField, PublicDiscount } from '@xpay/protocol/order';
import type { PaymentInstructions, PublicSavedCard } from '@xpay/protocol/payment-methods';
import {
  COUNT,
  COUNT_OR_NULL,
  CURRENCY,
  listOf,
  nullable,
  STRING,
  TEXT_OR_NULL,
  TIME,
} from './public-session.ts';

/** The session with as much of its extras as can be understood. */
export function admitExtras(session: PublicSession): PublicSession {
  const {
    contact,
    savedCards,
    offerToSaveCard,
    customFields,
    discounts,
    allowPromotionCodes,
    testSheet,
    ...plain
  } = session;
  return {
    ...plain,
    lineItems: plain.lineItems.map(admitAdjustable),
    ...admitted('contact', CONTACT, contact),
    ...admitted('savedCards', SAVED_CARDS, savedCards),
    ...admitted('customFields', CUSTOM_FIELDS, customFields),
    ...admitted('discounts', DISCOUNTS, discounts),
    ...admitted('offerToSaveCard', BOOLEAN, offerToSaveCard),
    ...admitted('allowPromotionCodes', BOOLEAN, allowPromotionCodes),
    // Nobody pays with it but for a test.
    ...(plain.livemode ? {} : admitted('testSheet', URL_OF_SHEET, testSheet)),
  };
}

/** Null for what would mislead a buyer. */
export function admitInstructions(instructions: unknown): PaymentInstructions | null {
  return admit(INSTRUCTIONS, instructions);
}

function admitAdjustable({ adjustable, ...item }: PublicLineItem): PublicLineItem {
  return { ...item, ...admitted('adjustable', record({ minimum: COUNT, maximum: COUNT }), adjustable) };
}

function admitted<Name extends string, T>(name: Name, check: Check<T>, value: unknown) {
  const found = value === undefined ? null : admit(check, value);
  return (found === null ? {} : { [name]: found }) as { readonly [Key in Name]?: T };
}

const URL_OF_SHEET = text(2_000, /^https?:\/\//);

const CONTACT = record<ContactFields>({
  phone: BOOLEAN,
  billingAddress: BOOLEAN,
  shippingAddress: BOOLEAN,
  shippingCountries: nullable(listOf(STRING)),
  prefill: record({ phone: TEXT_OR_NULL }),
});

const SAVED_CARDS = listOf(
  record<PublicSavedCard>({
    id: STRING,
    brand: STRING,
    last4: STRING,
    expMonth: COUNT,
    expYear: COUNT,
    needsCvc: BOOLEAN,
  }),
);

const ASKED = { key: STRING, label: STRING, optional: BOOLEAN, value: TEXT_OR_NULL };
const ANSWER_LENGTH = { minimumLength: COUNT_OR_NULL, maximumLength: COUNT_OR_NULL };
const FIELDS: MessageChecks<PublicCustomField> = {
  text: record({ ...ASKED, ...ANSWER_LENGTH }),
  numeric: record({ ...ASKED, ...ANSWER_LENGTH }),
  dropdown: record({ ...ASKED, options: listOf(record({ value: STRING, label: STRING })) }),
};
const CUSTOM_FIELDS = listOf((value) => admitByType<PublicCustomField>(FIELDS, value) ?? undefined);

const DISCOUNTS = listOf(
  record<PublicDiscount>({ id: STRING, code: TEXT_OR_NULL, name: TEXT_OR_NULL, amount: COUNT }),
);

const INSTRUCTIONS = record<PaymentInstructions>({
  accountHolder: STRING,
  bankName: STRING,
  iban: TEXT_OR_NULL,
  bic: TEXT_OR_NULL,
  accountNumber: TEXT_OR_NULL,
  reference: STRING,
  amount: COUNT,
  currency: CURRENCY,
  expiresAt: TIME,
});
