// XPay objects as they are answered and sent in events: one shape for both.

import { z } from '@hono/zod-openapi';
import { PAYMENT_STATUSES } from '@xpay/protocol/api';
import { UI_MODES } from '../../domain/session.ts';
import { askedField, billingDetails, discountLine, minorUnits, shippingDetails, time } from './parts.ts';
import { paymentIntentObject } from './payments/objects.ts';

export const lineItemObject = z.strictObject({
  id: z.string(),
  object: z.literal('line_item'),
  price: z
    .strictObject({ id: z.string(), productId: z.string() })
    .nullable()
    .openapi({ description: 'The price of the catalog that it was made from; null for one of its own.' }),
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
  adjustableQuantity: z
    .strictObject({ enabled: z.literal(true), minimum: z.int(), maximum: z.int() })
    .nullable(),
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
    uiMode: z.enum(UI_MODES),
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
    collect: z.strictObject({
      name: z.boolean(),
      email: z.boolean(),
      postalCode: z.boolean(),
      phone: z.boolean(),
      billingAddress: z.boolean(),
      shippingAddress: z.boolean(),
      shippingCountries: z.array(z.string()).nullable(),
    }),
    customerId: z.string().nullable().openapi({ description: 'As you said, or who has paid.' }),
    customerCreation: z.enum(['always', 'if_required']),
    customerDetails: z.strictObject({
      email: z.string().nullable(),
      name: z.string().nullable(),
      phone: z.string().nullable(),
    }),
    billingDetails: billingDetails.nullable().openapi({
      description: 'Who pays, as the latest attempt said, or who has placed an order without a price.',
    }),
    shippingDetails: shippingDetails
      .nullable()
      .openapi({ description: 'Whom the order is sent to, as the latest attempt said.' }),
    paymentIntentId: z.string().nullable().openapi({
      description: 'Null while discounts leave nothing to pay: such an order is completed without a payment.',
    }),
    paymentIntent: paymentIntentObject.nullable(),
    lineItems: z.array(lineItemObject),
    discounts: z.array(discountLine),
    customFields: z.array(askedField),
    allowPromotionCodes: z.boolean(),
    savedCards: z
      .strictObject({ offer: z.boolean(), cvc: z.enum(['ask', 'skip']) })
      .nullable()
      .openapi({ description: 'What it does with the cards that its customer has kept.' }),
    paymentLinkId: z.string().nullable(),
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
