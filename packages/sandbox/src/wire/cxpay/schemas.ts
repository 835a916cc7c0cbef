// CX Pay requests as a merchant's server sends them; the same schemas validate and make the OpenAPI document.

import { z } from '@hono/zod-openapi';
import { CANCELLATION_REASONS } from '../../domain/intent.ts';
import { LARGEST_AMOUNT } from '../../domain/session.ts';
import { amount, currency, fields, isEmail, metadata, returnUrl, text } from '../xpay/fields.ts';

const FIVE_MINUTES_S = 300;
const DEFAULT_EXPIRY_S = 1800;
const DAY_S = 86_400;

/** Must be HTTPS; in test mode, http on this machine will do. */
const httpsUrl = returnUrl.openapi({
  format: 'uri-template',
  example: 'https://shop.example/thanks',
  description: 'HTTPS; in test mode, http on localhost will do. `{CHECKOUT_SESSION_ID}` is replaced.',
});

const lineItem = fields({
  name: text(200, 1),
  quantity: z.int().min(1).max(1_000_000),
  unit_amount: z
    .int()
    .min(0)
    .max(LARGEST_AMOUNT)
    .openapi({ description: 'Smallest currency unit, one piece.' }),
  description: text(500).nullable().optional(),
});

export type LineItemInput = z.output<typeof lineItem>;

const expiresIn = z
  .int()
  .min(FIVE_MINUTES_S)
  .max(DAY_S)
  .openapi({ description: 'Seconds from now: 5 minutes to 24 hours.', example: DEFAULT_EXPIRY_S });

const customerEmail = text(254)
  .refine(isEmail, { error: 'is no e-mail address.' })
  .openapi({ format: 'email' });

/** Body of `POST /checkout-sessions`. */
export const createSessionBody = fields({
  mode: z.literal('payment'),
  amount,
  currency,
  return_url: httpsUrl.nullable().optional(),
  cancel_url: httpsUrl.nullable().optional(),
  description: text(500).nullable().optional(),
  line_items: z.array(lineItem).min(1).max(100).optional(),
  expires_in: expiresIn.default(DEFAULT_EXPIRY_S),
  customer_email: customerEmail.nullable().optional(),
  capture_method: z.enum(['automatic', 'manual']).default('automatic'),
  metadata: metadata.optional(),
})
  .superRefine(({ amount: total, line_items: items }, context) => {
    if (items === undefined) return;
    const sum = items.reduce((so_far, item) => so_far + item.quantity * item.unit_amount, 0);
    if (sum === total) return;
    const message = `cost ${sum} in all, expected ${total}, the amount: both have to be the same.`;
    context.addIssue({ code: 'custom', path: ['line_items'], message });
  })
  .openapi('CreateCheckoutSession');

export type CreateSessionBody = z.output<typeof createSessionBody>;

/** Body of `PATCH /checkout-sessions/{id}`: what is sent is replaced, what is not stays. */
export const updateSessionBody = fields({
  amount: amount.optional().openapi({ description: 'Takes the place of the line items, if any.' }),
  metadata: metadata.optional(),
  return_url: httpsUrl.nullable().optional(),
  cancel_url: httpsUrl.nullable().optional(),
  expires_in: expiresIn.optional(),
}).openapi('UpdateCheckoutSession');

export type UpdateSessionBody = z.output<typeof updateSessionBody>;

/** Body of `POST /checkout-sessions/{id}/expire`. */
export const emptyBody = fields({});

/** Body of `POST /payment-intents/{id}/capture`. */
export const captureBody = fields({
  amount_to_capture: z
    .int()
    .min(1)
    .max(LARGEST_AMOUNT)
    .optional()
    .openapi({ description: 'Smallest currency unit; all that is held unless told. The rest is let go.' }),
}).openapi('CapturePaymentIntent');

/** Body of `POST /payment-intents/{id}/cancel`. */
export const cancelBody = fields({
  cancellation_reason: z
    .enum(CANCELLATION_REASONS.filter((reason) => reason !== 'authorization_expired'))
    .optional(),
}).openapi('CancelPaymentIntent');
