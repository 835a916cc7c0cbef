// CX Pay objects as they are answered and sent in events: one shape for both.

import { z } from '@hono/zod-openapi';
import { INTENT_STATUSES } from '@xpay/protocol/api';
import { CANCELLATION_REASONS } from '../../domain/intent.ts';

const time = z.string().openapi({ format: 'date-time', example: '2026-01-15T12:00:00.000Z' });
const minorUnits = z.int().openapi({ description: 'Smallest currency unit.', example: 5000 });
const textOrNull = z.string().nullable();
const metadata = z.record(z.string(), z.string());

export const chargeObject = z
  .strictObject({
    id: z.string().openapi({ example: 'ch_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('charge'),
    status: z.enum(['pending', 'authorized', 'succeeded', 'failed', 'canceled']),
    amount: minorUnits,
    amount_captured: minorUnits,
    amount_refunded: minorUnits,
    currency: z.string(),
    payment_intent: z.string(),
    paid: z.boolean(),
    captured: z.boolean(),
    refunded: z.boolean().openapi({ description: 'Whether all of it went back.' }),
    failure_code: textOrNull.openapi({ description: 'Why the bank refused. More than a buyer is told.' }),
    failure_message: textOrNull,
    payment_method: z.strictObject({
      type: z.literal('card'),
      card: z.strictObject({
        brand: z.string(),
        last4: z.string(),
        exp_month: z.int(),
        exp_year: z.int(),
        funding: z.enum(['credit', 'debit']),
        country: z.string(),
      }),
    }),
    billing_details: z.strictObject({ name: textOrNull, email: textOrNull, postal_code: textOrNull }),
    livemode: z.boolean(),
    created_at: time,
  })
  .openapi('Charge');

export const paymentIntentObject = z
  .strictObject({
    id: z.string().openapi({ example: 'pi_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('payment_intent'),
    status: z.enum(INTENT_STATUSES),
    amount: minorUnits,
    amount_capturable: minorUnits,
    amount_received: minorUnits,
    amount_refunded: minorUnits,
    currency: z.string(),
    capture_method: z.enum(['automatic', 'manual']),
    checkout_session: z.string(),
    charges: z.array(chargeObject).openapi({ description: 'The latest ten attempts, oldest first.' }),
    last_payment_error: z
      .strictObject({ code: z.string(), decline_code: z.string(), message: z.string() })
      .nullable(),
    next_action: z
      .strictObject({ type: z.literal('three_d_secure') })
      .nullable()
      .openapi({
        description:
          'Only while `status` is `requires_action`. The checkout does it: there is nothing to do.',
      }),
    canceled_at: time.nullable(),
    cancellation_reason: z.enum(CANCELLATION_REASONS).nullable(),
    metadata,
    livemode: z.boolean(),
    created_at: time,
  })
  .openapi('PaymentIntent');

export const lineItemObject = z.strictObject({
  name: z.string(),
  description: textOrNull,
  quantity: z.int(),
  unit_amount: minorUnits,
});

export const sessionObject = z
  .strictObject({
    id: z.string().openapi({ example: 'cs_test_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('checkout_session'),
    status: z.enum(['open', 'complete', 'expired']),
    mode: z.literal('payment'),
    amount: minorUnits,
    currency: z.string(),
    url: z.string().openapi({ description: 'The hosted checkout page: send your customer there.' }),
    client_secret: textOrNull.openapi({
      description: 'For embedded integrations, in the customer’s browser. Null once the session has ended.',
    }),
    payment_intent: z.string(),
    return_url: textOrNull,
    cancel_url: textOrNull,
    description: textOrNull,
    line_items: z.array(lineItemObject),
    customer_email: textOrNull,
    capture_method: z.enum(['automatic', 'manual']),
    metadata,
    expires_at: time,
    livemode: z.boolean(),
    created_at: time,
  })
  .openapi('CheckoutSession');

/** Every refusal. */
export const errorObject = z
  .strictObject({
    error: z.strictObject({
      type: z.string().openapi({ example: 'invalid_request_error' }),
      code: z.string().openapi({ example: 'invalid_request' }),
      message: z.string(),
      param: textOrNull.openapi({ description: 'Path of the offending field.' }),
      request_id: z.string(),
    }),
  })
  .openapi('Error');

/** An event, as it is sent: `data` is the object itself. */
export const eventObject = z
  .strictObject({
    id: z.string().openapi({ example: 'evt_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    type: z.enum([
      'payment_intent.succeeded',
      'payment_intent.payment_failed',
      'payment_intent.requires_capture',
      'payment_intent.canceled',
      'checkout_session.completed',
      'checkout_session.expired',
      'charge.refunded',
    ]),
    created_at: time,
    livemode: z.boolean(),
    timestamp: time,
    data: z.union([paymentIntentObject, sessionObject, chargeObject]),
  })
  .openapi('Event');
