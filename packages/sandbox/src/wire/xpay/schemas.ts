// XPay requests as a merchant's server sends them; the same schemas validate and make the OpenAPI document.

import { z } from '@hono/zod-openapi';
import {
  afterCompletion,
  amount,
  collect,
  currency,
  customerDetails,
  fields,
  lineItems,
  locale,
  metadata,
  returnUrl,
  text,
  webUrl,
} from './fields.ts';

const NO_CUSTOM_UI = 'the payment form alone ("custom") is not served yet. Use "embedded" or "hosted".';

const createFields = fields({
  afterCompletion,
  mode: z.literal('payment').default('payment'),
  uiMode: z
    .enum(['hosted', 'embedded'], {
      error: ({ input }) => (input === 'custom' ? NO_CUSTOM_UI : undefined),
    })
    .default('hosted'),
  submitType: z.enum(['pay', 'subscribe', 'book', 'donate']).default('pay'),
  currency: currency
    .optional()
    .openapi({ description: 'ISO 4217. Needed with `amount`; line items carry their own.' }),
  amount: amount.optional(),
  lineItems: lineItems.optional(),
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

/** Body of `POST /checkout/sessions`. */
export const createSessionBody = createFields
  .superRefine((body, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (body.amount === undefined && body.lineItems === undefined) {
      refuse('amount', 'is required, or lineItems: say what is to be paid.');
    }
    if (body.amount !== undefined && body.lineItems !== undefined) {
      refuse(
        'amount',
        'cannot be sent together with lineItems, which have a price of their own. Send one of them.',
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
    checkCurrencies(body, body.currency, context);
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

type WithLineItems = Pick<CreateSessionBody, 'lineItems'>;

/** One session, one currency: the session's, or that of its first line item. */
function checkCurrencies(
  { lineItems: items = [] }: WithLineItems,
  own: string | undefined,
  context: z.RefinementCtx,
) {
  const expected = own ?? items[0]?.priceData.currency;
  for (const [index, item] of items.entries()) {
    if (item.priceData.currency === expected) continue;
    context.addIssue({
      code: 'custom',
      path: ['lineItems', index, 'priceData', 'currency'],
      message: `got "${item.priceData.currency}", expected "${expected}": a session has one currency.`,
    });
  }
}
