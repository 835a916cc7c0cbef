// XPay objects as they are answered and sent in events: one shape for both.

import { z } from '@hono/zod-openapi';
import { INTENT_STATUSES, PAYMENT_STATUSES } from '@xpay/protocol/api';

const time = z.string().openapi({ format: 'date-time', example: '2026-01-15T12:00:00.000Z' });
const minorUnits = z.int().openapi({ description: 'Minor units.', example: 4900 });

export const chargeObject = z
  .strictObject({
    id: z.string().openapi({ example: 'ch_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('charge'),
    createdAt: time,
    updatedAt: time,
    livemode: z.boolean(),
    paymentIntentId: z.string(),
    status: z.enum(['pending', 'succeeded', 'failed']),
    amount: minorUnits,
    amountCaptured: minorUnits,
    amountRefunded: minorUnits,
    currency: z.string(),
    paid: z.boolean(),
    captured: z.boolean(),
    capturedAt: time.nullable(),
    refunded: z.boolean(),
    failureCode: z
      .string()
      .nullable()
      .openapi({ description: 'Why the bank refused. More than a buyer is told.' }),
    failureMessage: z.string().nullable(),
    receiptEmail: z.string().nullable(),
    billingDetails: z.strictObject({
      name: z.string().nullable(),
      email: z.string().nullable(),
      postalCode: z.string().nullable(),
    }),
    paymentMethodDetails: z.strictObject({
      type: z.literal('card'),
      card: z.strictObject({
        brand: z.string(),
        last4: z.string(),
        expMonth: z.int(),
        expYear: z.int(),
        funding: z.enum(['credit', 'debit']),
        country: z.string(),
        network: z.string(),
        fingerprint: z
          .string()
          .openapi({ description: 'The same for the same number, of no use elsewhere.' }),
      }),
    }),
    outcome: z
      .strictObject({
        type: z.enum(['authorized', 'issuer_declined', 'processing_failed', 'authentication_failed']),
        networkStatus: z.enum([
          'approved_by_network',
          'declined_by_network',
          'no_answer',
          'not_sent_to_network',
        ]),
        reason: z.string().nullable(),
        sellerMessage: z.string(),
      })
      .nullable(),
  })
  .openapi('Charge');

export const paymentIntentObject = z
  .strictObject({
    id: z.string().openapi({ example: 'pi_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('payment_intent'),
    createdAt: time,
    updatedAt: time,
    livemode: z.boolean(),
    checkoutSessionId: z.string(),
    status: z.enum(INTENT_STATUSES),
    amount: minorUnits,
    amountReceived: minorUnits,
    amountRefunded: minorUnits,
    currency: z.string(),
    captureMethod: z.literal('automatic'),
    canceledAt: time.nullable(),
    lastPaymentError: z
      .strictObject({
        type: z.literal('card_error'),
        code: z.enum(['card_declined', 'authentication_failed']),
        declineCode: z.string(),
        message: z.string(),
      })
      .nullable(),
    nextAction: z
      .strictObject({ type: z.enum(['three_ds_method', 'three_ds_challenge', 'three_ds_decoupled']) })
      .nullable()
      .openapi({
        description:
          'What the checkout does in the buyer’s browser: only while `status` is `requires_action`.',
      }),
    latestChargeId: z.string().nullable(),
    charges: z.array(chargeObject).openapi({ description: 'The latest ten attempts, oldest first.' }),
    metadata: z.record(z.string(), z.string()),
  })
  .openapi('PaymentIntent');

export const lineItemObject = z.strictObject({
  id: z.string(),
  object: z.literal('line_item'),
  priceData: z.strictObject({
    currency: z.string(),
    unitAmount: minorUnits,
    productData: z.strictObject({
      name: z.string(),
      description: z.string().nullable(),
      image: z.string().nullable(),
    }),
  }),
  quantity: z.int(),
  amountSubtotal: minorUnits,
  amountTotal: minorUnits,
});

export const sessionObject = z
  .strictObject({
    id: z.string().openapi({ example: 'cs_test_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('checkout.session'),
    createdAt: time,
    updatedAt: time,
    livemode: z.boolean(),
    mode: z.literal('payment'),
    uiMode: z.enum(['hosted', 'embedded']),
    submitType: z.enum(['pay', 'subscribe', 'book', 'donate']),
    status: z.enum(['open', 'complete', 'expired']),
    paymentStatus: z.enum(PAYMENT_STATUSES),
    currency: z.string(),
    amountSubtotal: minorUnits,
    amountTotal: minorUnits,
    totalDetails: z.strictObject({
      amountDiscount: minorUnits,
      amountShipping: minorUnits,
      amountTax: minorUnits,
    }),
    afterCompletion: z.union([
      z.strictObject({ type: z.literal('redirect'), redirect: z.strictObject({ url: z.string() }) }),
      z.strictObject({
        type: z.literal('hosted_confirmation'),
        hostedConfirmation: z.strictObject({ customMessage: z.string() }).optional(),
      }),
    ]),
    cancelUrl: z.string().nullable(),
    returnUrl: z.string().nullable(),
    url: z.string().nullable().openapi({
      description: 'The page where a hosted session can be paid, by whoever has it. Null for embedded ones.',
    }),
    clientSecret: z.string().nullable().openapi({
      description: "For the buyer's browser only. Null once the session has ended: it is spent.",
    }),
    expiresAt: time,
    description: z.string().nullable(),
    locale: z.string().nullable(),
    buttonText: z.string().nullable(),
    collect: z.strictObject({ name: z.boolean(), email: z.boolean(), postalCode: z.boolean() }),
    customerDetails: z.strictObject({ email: z.string().nullable(), name: z.string().nullable() }),
    paymentIntentId: z.string(),
    paymentIntent: paymentIntentObject,
    lineItems: z.array(lineItemObject),
    paymentMethodTypes: z.array(z.string()),
    metadata: z.record(z.string(), z.string()),
  })
  .openapi('CheckoutSession');

/** Every refusal. */
export const errorObject = z
  .strictObject({
    error: z.strictObject({
      type: z.string().openapi({ example: 'invalid_request_error' }),
      code: z.string().openapi({ example: 'invalid_request' }),
      message: z.string(),
      param: z.string().nullable().openapi({ description: 'Path of the offending field.' }),
      requestId: z.string(),
      docUrl: z.string(),
    }),
  })
  .openapi('Error');
