// MaxFi objects as they are answered and sent in events.

import { z } from '@hono/zod-openapi';
import { CURRENCIES, METHODS, STATUSES } from './schemas.ts';

const time = z.string().openapi({ format: 'date-time', example: '2026-01-15T12:00:00.000Z' });
const minorUnits = z.int().openapi({ description: 'Minor units.', example: 4900 });
const textOrNull = z.string().nullable();
const sessionId = z.string().openapi({ example: 'cs_test_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' });
const metadata = z.record(z.string(), z.string());

export const checkoutObject = z
  .strictObject({
    id: sessionId.openapi({ description: 'Use it everywhere: to get, list and refund.' }),
    checkout_url: z.string().openapi({ format: 'uri', description: 'Where to send the customer.' }),
    expires_at: time,
    amount: minorUnits,
    currency: z.enum(CURRENCIES),
    status: z.enum(STATUSES),
    livemode: z.boolean(),
    order_id: textOrNull,
    description: textOrNull,
    metadata,
  })
  .openapi('Checkout');

/** A postal address; `country` is ISO 3166-1 alpha-2. */
export const addressObject = z
  .strictObject({
    line1: textOrNull,
    line2: textOrNull,
    city: textOrNull,
    state: textOrNull,
    postal_code: textOrNull,
    country: textOrNull,
  })
  .openapi('PaymentAddress');

export const paymentObject = z
  .strictObject({
    id: sessionId.openapi({ description: 'The session’s id: one payment, one name.' }),
    payment_id: z.string().openapi({ example: 'pay_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    checkout_session_id: sessionId,
    order_id: textOrNull,
    status: z.enum(STATUSES),
    amount: minorUnits,
    amount_captured: minorUnits,
    amount_refunded: minorUnits,
    currency: z.enum(CURRENCIES),
    description: textOrNull,
    source: z.literal('checkout'),
    payment_method: z
      .enum(METHODS)
      .nullable()
      .openapi({ description: 'The group of the last attempt’s.', example: 'card' }),
    card_brand: textOrNull,
    card_last4: textOrNull,
    customer_email: textOrNull,
    customer_name: textOrNull,
    customer_phone: textOrNull,
    customer_country: textOrNull,
    billing_address: addressObject.nullable().openapi({ description: 'Of the last attempt.' }),
    shipping_name: textOrNull.openapi({ description: 'Whom the order is sent to.' }),
    shipping_address: addressObject.nullable(),
    error_code: textOrNull.openapi({ description: 'Why the last attempt was refused.' }),
    error_message: textOrNull,
    connector_transaction_id: textOrNull.openapi({ description: 'Of the last attempt.' }),
    metadata,
    livemode: z.boolean(),
    created_at: time,
    updated_at: time,
  })
  .openapi('Payment');

export const paymentListObject = z
  .strictObject({
    data: z.array(paymentObject).openapi({ description: 'Latest first.' }),
    has_more: z.boolean(),
    next_cursor: textOrNull,
  })
  .openapi('PaymentList');

export const refundObject = z
  .strictObject({
    id: z.string().openapi({ example: 'refund_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    payment_id: sessionId,
    amount: minorUnits,
    currency: z.enum(CURRENCIES),
    status: z.enum(['pending', 'succeeded', 'failed']),
    remaining: minorUnits.openapi({ description: 'What can still be refunded.' }),
    reason: textOrNull,
    created_at: time,
  })
  .openapi('Refund');

export const healthObject = z.strictObject({ status: z.literal('ok'), time }).openapi('Health');

/** Every refusal. */
export const errorObject = z
  .strictObject({
    error: z.strictObject({
      code: z.string().openapi({ example: 'VALIDATION_ERROR' }),
      message: z.string().openapi({ example: 'amount: is required: an integer.' }),
      remaining: minorUnits
        .optional()
        .openapi({ description: 'Of a refund that was too large: what is left.' }),
    }),
  })
  .openapi('Error');

export const eventObject = z
  .strictObject({
    id: z.string().openapi({ example: 'evt_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    type: z.enum(['payment.succeeded', 'payment.failed', 'payment.expired', 'payment.refunded']),
    created_at: time,
    timestamp: time,
    livemode: z.boolean(),
    data: paymentObject,
  })
  .openapi('Event');
