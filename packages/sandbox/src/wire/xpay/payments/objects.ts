// XPay's payment intents and charges as they are answered and sent in events.

import { z } from '@hono/zod-openapi';
import { INTENT_STATUSES } from '@xpay/protocol/api';
import { CANCELLATION_REASONS } from '../../../domain/intent.ts';
import { billingDetails, discountLine, minorUnits, shippingDetails, time } from '../parts.ts';
import { paymentMethodDetails } from './method-details.ts';

export const chargeObject = z
  .strictObject({
    id: z.string().openapi({ example: 'ch_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('charge'),
    createdAt: time,
    updatedAt: time,
    livemode: z.boolean(),
    paymentIntentId: z.string(),
    status: z.enum(['pending', 'succeeded', 'failed', 'refunded']),
    amount: minorUnits,
    amountCaptured: minorUnits,
    amountRefunded: minorUnits,
    currency: z.string(),
    paid: z.boolean(),
    captured: z.boolean(),
    capturedAt: time.nullable(),
    refunded: z.boolean().openapi({ description: 'Wholly. A part of it is in `amountRefunded`.' }),
    failureCode: z
      .string()
      .nullable()
      .openapi({ description: 'Why the bank refused. More than a buyer is told.' }),
    failureMessage: z.string().nullable(),
    receiptEmail: z.string().nullable(),
    billingDetails,
    shippingDetails: shippingDetails
      .nullable()
      .openapi({ description: 'Whom the order is sent to; null where the session did not ask.' }),
    paymentMethodDetails,
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
    balanceTransaction: z.string().nullable().openapi({
      description: 'What it moved, once it has succeeded: an id.',
      example: 'txn_ch_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q',
    }),
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
    amountCapturable: minorUnits.openapi({
      description: 'What a capture may take, minor units: while `status` is `requires_capture`.',
    }),
    amountReceived: minorUnits,
    amountRefunded: minorUnits,
    currency: z.string(),
    captureMethod: z.enum(['automatic', 'manual']),
    canceledAt: time.nullable(),
    cancellationReason: z.enum(CANCELLATION_REASONS).nullable(),
    lastPaymentError: z
      .strictObject({
        type: z.enum(['card_error', 'payment_method_error']),
        code: z.enum(['card_declined', 'authentication_failed', 'payment_method_declined']),
        declineCode: z.string(),
        message: z.string(),
      })
      .nullable(),
    nextAction: z
      .strictObject({
        type: z.enum(['three_ds_method', 'three_ds_challenge', 'three_ds_decoupled', 'approval']),
      })
      .nullable()
      .openapi({
        description:
          'What the checkout does in the buyer’s browser: only while `status` is `requires_action`.',
      }),
    latestChargeId: z.string().nullable(),
    charges: z.array(chargeObject).openapi({ description: 'The latest ten attempts, oldest first.' }),
    customerId: z.string().nullable(),
    discounts: z.array(discountLine).openapi({ description: 'What was taken off before `amount`.' }),
    metadata: z.record(z.string(), z.string()),
  })
  .openapi('PaymentIntent');
