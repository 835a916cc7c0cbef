// XPay requests as a merchant's server sends them; the same schemas validate and make the OpenAPI document.

import { z } from '@hono/zod-openapi';
import { UI_MODES } from '../../domain/session.ts';
import {
  afterCompletion,
  amount,
  collect,
  currency,
  customerDetails,
  fields,
  locale,
  metadata,
  returnUrl,
  text,
  webUrl,
} from './fields.ts';
import { allowPromotionCodes, customFields, type LineItemInput, lineItems } from './item-fields.ts';
import { listQuery } from './list.ts';
import { canBeHeld, notHeld, paymentMethodTypes } from './method-fields.ts';

const discountWish = z
  .union([fields({ coupon: text(80, 1) }), fields({ promotionCode: text(80, 1) })], {
    error: 'has to be {"coupon":"coup_…"} or {"promotionCode":"SPRING"}, the code or its id.',
  })
  .openapi({ example: { promotionCode: 'SPRING' } });

const discounts = z
  .array(discountWish)
  .max(3)
  .openapi({ description: 'Each takes its share off what those before it have left.' });

const customerId = text(80, 1).nullable().optional().openapi({
  description: 'Who buys: their name and email are filled in, the payment is counted as theirs.',
});

const savedCards = fields({
  offer: z.boolean().openapi({
    description:
      'Shows the buyer the cards that this customer has kept, and asks whether a new one may be. Only with `customerId`: who it is, your server knows.',
  }),
  cvc: z.enum(['ask', 'skip']).default('ask').openapi({
    description: 'Whether paying with a kept card takes its security code again.',
  }),
}).openapi({ example: { offer: true, cvc: 'ask' } });

const createFields = fields({
  afterCompletion,
  mode: z.literal('payment').default('payment'),
  uiMode: z.enum(UI_MODES).default('hosted').openapi({
    description:
      '`hosted`: a page of its own, at `url`. `embedded`: in your page. `custom`: in your page, with your own button around the payment form.',
  }),
  submitType: z.enum(['pay', 'subscribe', 'book', 'donate']).optional().openapi({
    description:
      'What the button says; `pay` unless told. Not with uiMode `custom`, where the button is yours.',
  }),
  captureMethod: z.enum(['automatic', 'manual']).default('automatic').openapi({
    description: '`manual`: the bank only holds the money, for seven days, until you capture it.',
  }),
  currency: currency
    .optional()
    .openapi({ description: 'ISO 4217. Needed with `amount`; line items carry their own.' }),
  amount: amount.optional(),
  lineItems: lineItems.optional(),
  paymentIntentId: text(80, 1).optional().openapi({
    description:
      'An unpaid intent of another open session: this one takes it over with its amount, and the other expires.',
  }),
  customerId,
  customerCreation: z.enum(['always', 'if_required']).default('if_required').openapi({
    description:
      'Whether who pays becomes a registered customer, or a guest. Without an email always a guest.',
  }),
  discounts: discounts.optional(),
  savedCards: savedCards.nullable().optional(),
  customFields: customFields.optional(),
  allowPromotionCodes: allowPromotionCodes.default(false),
  paymentMethodTypes: paymentMethodTypes.default(['card']),
  customerDetails: customerDetails.nullable().optional(),
  cancelUrl: webUrl.nullable().optional(),
  returnUrl: returnUrl.nullable().optional(),
  locale: locale.nullable().optional(),
  buttonText: text(40).nullable().optional(),
  description: text(500).nullable().optional(),
  collect: collect.optional(),
  expiresAfterMinutes: z.int().min(5).max(1440).default(1440),
  metadata: metadata.optional(),
});

/** The three ways to say what is to be paid. */
const PRICES = ['amount', 'lineItems', 'paymentIntentId'] as const;

/** Body of `POST /checkout/sessions`. */
export const createSessionBody = createFields
  .superRefine((body, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const named = PRICES.filter((field) => body[field] !== undefined);
    if (named.length === 0) refuse('amount', 'is required, or lineItems: say what is to be paid.');
    if (named.length > 1) {
      refuse(
        named[0] ?? 'amount',
        `cannot be sent together with ${named.slice(1).join(' and ')}, which have a price of their own. Send one of them.`,
      );
    }
    if (body.amount !== undefined && body.currency === undefined)
      refuse('currency', 'is required with amount.');
    if (body.uiMode !== 'hosted' && body.cancelUrl != null) {
      refuse(
        'cancelUrl',
        'is only for uiMode "hosted": the page around an embedded checkout decides where to go.',
      );
    }
    if (body.uiMode === 'custom' && body.submitType !== undefined)
      refuse('submitType', 'is not for uiMode "custom": the button is your own. Leave it out.');
    const held =
      body.captureMethod === 'manual' ? body.paymentMethodTypes.filter((one) => !canBeHeld(one)) : [];
    if (held.length > 0) refuse('paymentMethodTypes', notHeld(held));
    if (body.savedCards?.offer === true && body.customerId == null)
      refuse('savedCards', 'cannot be offered to somebody unknown. Send customerId too, or offer: false.');
    checkCurrencies(body.lineItems ?? [], body.currency, context);
  })
  .openapi('CreateCheckoutSession');

export type CreateSessionBody = z.output<typeof createSessionBody>;

/** Fixed at creation: a buyer may already have seen them. */
export const IMMUTABLE_FIELDS = ['mode', 'uiMode', 'submitType', 'currency', 'expiresAfterMinutes'] as const;

/** Body of `PATCH /checkout/sessions/{id}`: what is sent is replaced, what is not stays. */
export const updateSessionBody = fields({
  afterCompletion: afterCompletion.optional(),
  amount: amount
    .optional()
    .openapi({ description: 'Minor units; takes the place of the line items, if any.' }),
  lineItems: lineItems.optional(),
  customerId,
  discounts: discounts
    .optional()
    .openapi({ description: 'Takes the place of those that are there; [] removes them.' }),
  savedCards: savedCards.nullable().optional(),
  allowPromotionCodes: allowPromotionCodes.optional(),
  customFields: customFields.optional().openapi({
    description: 'Takes the place of those that are there, with their answers; [] removes them.',
  }),
  customerDetails: customerDetails.nullable().optional(),
  cancelUrl: webUrl.nullable().optional(),
  returnUrl: returnUrl.nullable().optional(),
  locale: locale.nullable().optional(),
  buttonText: text(40).nullable().optional(),
  description: text(500).nullable().optional(),
  collect: collect.optional(),
  metadata: metadata.optional(),
})
  .superRefine((body, context) => {
    if (body.amount === undefined || body.lineItems === undefined) return;
    const message =
      'cannot be sent together with lineItems, which have a price of their own. Send one of them.';
    context.addIssue({ code: 'custom', path: ['amount'], message });
  })
  .openapi('UpdateCheckoutSession');

export type UpdateSessionBody = z.output<typeof updateSessionBody>;

/** Body of a route that takes nothing. */
export const emptyBody = fields({});

/** Query of `GET /checkout/sessions`. */
export const sessionsQuery = listQuery({
  status: z.enum(['open', 'complete', 'expired']).optional(),
  customerId: text(80, 1).optional(),
  paymentLinkId: text(80, 1).optional(),
  paymentIntentId: text(80, 1).optional(),
});

/** One session, one currency: the session's, or that of its first line item. Prices by id are looked at when found. */
function checkCurrencies(items: readonly LineItemInput[], own: string | undefined, context: z.RefinementCtx) {
  const expected = own ?? items[0]?.priceData?.currency;
  if (expected === undefined) return;
  for (const [index, { priceData }] of items.entries()) {
    if (priceData === undefined || priceData.currency === expected) continue;
    context.addIssue({
      code: 'custom',
      path: ['lineItems', index, 'priceData', 'currency'],
      message: `got "${priceData.currency}", expected "${expected}": a session has one currency.`,
    });
  }
}
