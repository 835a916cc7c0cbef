// Payment requests as they are sent and answered; the same schemas validate and make the OpenAPI document.

import { z } from '@hono/zod-openapi';
import { currency, fields, returnUrl, text } from '../xpay/fields.ts';
import { parseDecimal } from './amount.ts';

export const STATUSES = ['pending', 'paid', 'expired', 'cancelled'] as const;

const amountText = z.string().max(20).openapi({
  description:
    'Decimal text in major units: "100" is one hundred dollars in USD, "1000" a thousand yen in JPY.',
  example: '100',
});

/** Body of `POST /payment/request`. */
export const createBody = fields({
  amount: amountText,
  currency,
  redirect_url: returnUrl.openapi({
    format: 'uri-template',
    example: 'https://yourapp.com/thanks',
    description:
      'Where the payer goes afterwards. HTTPS; in the test environment, http on localhost will do.',
  }),
  reference_id: text(255)
    .optional()
    .openapi({ description: 'Your own name for it, returned unchanged in all responses.' }),
})
  .superRefine((body, context) => {
    const parsed = parseDecimal(body.amount, body.currency);
    if (typeof parsed === 'number') return;
    context.addIssue({ code: 'custom', path: ['amount'], message: parsed.problem });
  })
  .openapi('CreatePaymentRequest');

export type CreateBody = z.output<typeof createBody>;

/** Body of `POST /payment/request/{id}/cancel`. */
export const emptyBody = fields({});

/** What every route of payment requests answers. */
export const paymentRequestObject = z
  .strictObject({
    id: z.string().openapi({ example: 'cs_test_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    reference_id: z.string().nullable(),
    status: z.enum(STATUSES),
    url: z.string().openapi({ description: 'The page where it can be paid, by whoever has it.' }),
    amount: z.string().openapi({
      description: 'Decimal text in major units, with all digits of the currency.',
      example: '100.00',
    }),
    currency: z.string(),
    redirect_url: z.string(),
    expires_at: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('PaymentRequest');

/** Every refusal of them. */
export const errorObject = z
  .strictObject({
    error: z.strictObject({
      code: z.string().openapi({ example: 'invalid_request' }),
      message: z.string(),
      validation_errors: z.record(z.string(), z.string()).optional(),
    }),
  })
  .openapi('HttpError');

/** What the token endpoint answers (RFC 6749, 5.1). */
export const tokenObject = z
  .strictObject({
    access_token: z.string(),
    token_type: z.literal('bearer'),
    expires_in: z
      .literal(3600)
      .openapi({ description: 'Seconds; the token is valid for exactly that long.' }),
  })
  .openapi('AccessToken');

/** Its refusals (RFC 6749, 5.2). */
export const oauthErrorObject = z
  .strictObject({ error: z.string().openapi({ example: 'invalid_client' }), error_description: z.string() })
  .openapi('OAuthError');

/** Its form. */
export const tokenForm = z
  .object({
    grant_type: z.literal('client_credentials'),
    client_id: z.string().optional(),
    client_secret: z.string().optional(),
  })
  .openapi('TokenRequest');

/** An event, as it is sent to those who would rather not poll. */
export const eventObject = z
  .strictObject({
    id: z.string().openapi({ example: 'evt_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    type: z.enum(['payment_succeeded', 'payment_failed', 'payment_refunded']),
    timestamp: z.string().openapi({ format: 'date-time' }),
    livemode: z.boolean(),
    data: paymentRequestObject,
  })
  .openapi('Event');
