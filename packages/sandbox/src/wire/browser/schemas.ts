// Requests and answers of the browser API; the same schemas validate and make the OpenAPI document.

import { z } from '@hono/zod-openapi';
import {
  INTENT_STATUSES,
  PAYMENT_STATUSES,
  type PublicSession,
  SESSION_STATUSES,
  type SessionResult,
} from '@xpay/protocol/api';
import { fields, text, webUrl } from '../xpay/fields.ts';
import { askedField } from '../xpay/parts.ts';
import { browserInfo, nextAction } from './action-schemas.ts';
import { answers } from './answers.ts';
import { shipping } from './contact.ts';
import { paymentInstructions, paymentMethod } from './method-schemas.ts';

/** Body of `POST /v1/client/session/confirm`. */
export const confirmBody = fields({
  expectedAmount: z
    .int()
    .min(0)
    .openapi({ description: 'Minor units that the buyer was shown.', example: 4900 }),
  browser: browserInfo.optional(),
  returnUrl: webUrl.optional().openapi({
    description:
      'Where a bank’s page of its own leads back to, on an origin that may embed the checkout. Ignored where the session has one.',
  }),
  paymentMethod,
  shipping: shipping.optional().openapi({ description: 'Where the session collects it.' }),
  customFields: answers.optional(),
}).openapi('ConfirmRequest');

export type ConfirmBody = z.output<typeof confirmBody>;

const card = z.strictObject({ brand: z.string(), last4: z.string() });

/** `PublicSession` of the contract, as a schema. */
export const publicSession = z
  .strictObject({
    id: z.string(),
    object: z.literal('checkout.session'),
    livemode: z.boolean(),
    status: z.enum(SESSION_STATUSES),
    paymentStatus: z.enum(PAYMENT_STATUSES),
    uiMode: z.enum(['embedded', 'hosted']),
    submitType: z.enum(['pay', 'subscribe', 'book', 'donate']),
    currency: z.string(),
    exponent: z.int(),
    amountSubtotal: z.int(),
    amountDiscount: z.int(),
    amountTax: z.int(),
    amountTotal: z.int(),
    lineItems: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        description: z.string().nullable(),
        imageUrl: z.string().nullable(),
        quantity: z.int(),
        unitAmount: z.int(),
        amount: z.int(),
        adjustable: z
          .strictObject({ minimum: z.int(), maximum: z.int() })
          .exactOptional()
          .openapi({ description: 'How many the buyer may take; absent when they may not choose.' }),
      }),
    ),
    description: z.string().nullable(),
    merchant: z.strictObject({ displayName: z.string(), supportUrl: z.string().nullable() }),
    locale: z.string().nullable(),
    buttonText: z.string().nullable(),
    paymentMethodTypes: z.array(z.string()),
    collect: z.strictObject({ name: z.boolean(), email: z.boolean(), postalCode: z.boolean() }),
    customer: z.strictObject({ email: z.string().nullable(), name: z.string().nullable() }),
    contact: z
      .strictObject({
        phone: z.boolean(),
        billingAddress: z.boolean(),
        shippingAddress: z.boolean(),
        shippingCountries: z.array(z.string()).nullable(),
        prefill: z.strictObject({ phone: z.string().nullable() }),
      })
      .exactOptional()
      .openapi({ description: 'What else is asked of the buyer; absent when nothing is.' }),
    customFields: z.array(askedField).exactOptional().openapi({ description: 'Absent when there are none.' }),
    discounts: z
      .array(
        z.strictObject({
          id: z.string(),
          code: z.string().nullable().openapi({ description: 'What the buyer may take off again.' }),
          name: z.string().nullable(),
          amount: z.int(),
        }),
      )
      .exactOptional()
      .openapi({ description: 'What was taken off; absent when nothing was.' }),
    allowPromotionCodes: z
      .boolean()
      .exactOptional()
      .openapi({ description: 'The buyer may enter promotion codes.' }),
    savedCards: z
      .array(
        z.strictObject({
          id: z.string(),
          brand: z.string(),
          last4: z.string(),
          expMonth: z.int(),
          expYear: z.int(),
          needsCvc: z.boolean().openapi({ description: 'The session wants its security code again.' }),
        }),
      )
      .exactOptional()
      .openapi({ description: 'Cards that the customer has kept; absent when there are none.' }),
    offerToSaveCard: z
      .boolean()
      .exactOptional()
      .openapi({ description: 'The buyer is to be asked whether their card may be kept.' }),
    expiresAt: z.string().openapi({ format: 'date-time' }),
    serverTime: z.string().openapi({ format: 'date-time' }),
    cancelUrlPresent: z.boolean(),
    autoReturnMs: z.int().nullable(),
    intent: z.strictObject({
      id: z.string(),
      object: z.literal('payment_intent'),
      status: z.enum(INTENT_STATUSES),
      amount: z.int(),
      currency: z.string(),
      lastError: z
        .strictObject({
          declineCode: z.enum([
            'card_declined',
            'insufficient_funds',
            'expired_card',
            'incorrect_cvc',
            'processing_error',
            'authentication_failed',
            'authentication_canceled',
            'authentication_expired',
            'method_declined',
            'method_canceled',
            'method_expired',
          ]),
        })
        .nullable(),
      card: card.nullable(),
      method: z
        .string()
        .exactOptional()
        .openapi({ description: 'What the latest attempt pays with, where that is no card.' }),
      instructions: paymentInstructions
        .exactOptional()
        .openapi({ description: 'How to send the money; only while that is waited for.' }),
      nextAction: nextAction.nullable(),
      cardholderInfo: z
        .string()
        .nullable()
        .openapi({ description: 'The bank’s words about the latest attempt. Show them as text.' }),
    }),
    version: z.int(),
    testSheet: z.string().exactOptional().openapi({
      description: 'Test mode: payment method identifier of a sheet to try Apple Pay and Google Pay with.',
    }),
    faults: z
      .boolean()
      .exactOptional()
      .openapi({ description: 'Test mode: the sandbox was told to fail in this session.' }),
  })
  .openapi('PublicSession') satisfies z.ZodType<PublicSession>;

/** `SessionResult` of the contract, as a schema. */
export const sessionResult = z
  .strictObject({
    status: z.enum(SESSION_STATUSES),
    paymentStatus: z.enum(PAYMENT_STATUSES),
    redirectTo: z.string().nullable(),
    message: z
      .string()
      .nullable()
      .openapi({ description: 'The shop’s words to who has paid. Show them as text.' }),
    receipt: z
      .strictObject({
        amount: z.int(),
        currency: z.string(),
        card: card.nullable(),
        email: z.string().nullable(),
        reference: z.string(),
        paidAt: z.string().openapi({ format: 'date-time' }),
      })
      .nullable(),
  })
  .openapi('SessionResult') satisfies z.ZodType<SessionResult>;

/** Body of `POST /v1/client/bootstrap`. */
export const bootstrapBody = fields({
  bootstrap: text(100).openapi({ description: 'As it stands in the page: good once, for ten minutes.' }),
}).openapi('BootstrapRequest');

/** What it is good for. */
export const bootstrapAnswer = z.strictObject({ clientSecret: z.string() }).openapi('BootstrapAnswer');

/** RFC 9457 problem details: every refusal. */
export const clientProblem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    param: z.string().optional(),
    requestId: z.string(),
  })
  .openapi('Problem');
