// Customers as they are asked for and answered.

import { z } from '@hono/zod-openapi';
import { fields, isEmail, metadata, text } from '../fields.ts';
import { listOf, listQuery, querySearch } from '../list.ts';

const email = text(254)
  .refine(isEmail, { error: 'is no e-mail address.' })
  .openapi({ format: 'email', example: 'ada@shop.example' });

const phone = text(30)
  .refine((value) => /^\+?[\d\s().\-/]+$/.test(value) && (value.match(/\d/g)?.length ?? 0) >= 4, {
    error: 'is no phone number. Send digits, such as "+20 100 123 4567".',
  })
  .openapi({ example: '+20 100 123 4567' });

const address = fields({
  line1: text(200).nullable().default(null),
  line2: text(200).nullable().default(null),
  city: text(100).nullable().default(null),
  state: text(100).nullable().default(null),
  postalCode: text(20).nullable().default(null),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'is no country. Send ISO 3166 alpha-2 in upper case, such as "EG".' })
    .nullable()
    .default(null),
}).openapi('Address');

const customerFields = {
  name: text(200, 1).nullable().optional(),
  email: email.nullable().optional(),
  phone: phone.nullable().optional(),
  address: address.nullable().optional(),
  externalId: text(128, 1)
    .nullable()
    .optional()
    .openapi({ description: 'Your own name for them: no two customers of one mode share it.' }),
  metadata: metadata.optional(),
};

/** Body of `POST /customers`. */
export const createCustomerBody = fields(customerFields).openapi('CreateCustomer');

/** Body of `PATCH /customers/{id}`: what is sent is replaced, what is not stays. */
export const updateCustomerBody = fields(customerFields).openapi('UpdateCustomer');

export type CustomerBody = z.output<typeof createCustomerBody>;

/** Query of `GET /customers`. */
export const customersQuery = listQuery({
  search: querySearch.optional().openapi({ description: 'In id, name, email, phone and externalId.' }),
  email: email.optional().openapi({ description: 'Exactly this address.' }),
  externalId: text(128, 1).optional().openapi({ description: 'Exactly this one.' }),
});

const time = z.string().openapi({ format: 'date-time' });

const card = z.strictObject({
  brand: z.string(),
  last4: z.string(),
  expMonth: z.int(),
  expYear: z.int(),
  funding: z.enum(['credit', 'debit']),
  country: z.string(),
  fingerprint: z.string(),
});

export const paymentMethodObject = z
  .strictObject({
    id: z.string().openapi({ example: 'pm_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('payment_method'),
    type: z.literal('card'),
    card,
    createdAt: time,
    lastUsedAt: time,
    savedAt: time.nullable().openapi({
      description:
        'When the buyer agreed that it is kept for their next purchase; null for one that was only used.',
    }),
  })
  .openapi('PaymentMethod');

/** Query of `GET /customers/{id}/payment-methods`. */
export const paymentMethodsQuery = listQuery({});

export const deletedPaymentMethod = z
  .strictObject({ id: z.string(), object: z.literal('payment_method'), deleted: z.literal(true) })
  .openapi('DeletedPaymentMethod');

export const paymentMethodList = listOf(paymentMethodObject, 'PaymentMethodList');

export const customerObject = z
  .strictObject({
    id: z.string().openapi({ example: 'cus_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('customer'),
    createdAt: time,
    updatedAt: time,
    livemode: z.boolean(),
    type: z.enum(['registered', 'guest']),
    externalId: z.string().nullable(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    address: z
      .strictObject({
        line1: z.string().nullable(),
        line2: z.string().nullable(),
        city: z.string().nullable(),
        state: z.string().nullable(),
        postalCode: z.string().nullable(),
        country: z.string().nullable(),
      })
      .nullable(),
    metadata: z.record(z.string(), z.string()),
  })
  .openapi('Customer');

/** A customer in a list: what is needed to tell them apart. */
export const customerSummary = z
  .strictObject({
    id: z.string(),
    createdAt: time,
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    latestPaymentMethod: paymentMethodObject.nullable(),
  })
  .openapi('CustomerSummary');

export const customerList = listOf(customerSummary, 'CustomerList');

export const customerStats = z
  .strictObject({
    customerId: z.string(),
    object: z.literal('customer.stats'),
    transactionCount: z.int().openapi({ description: 'Payments that have succeeded.' }),
    totalSpent: z.array(
      z.strictObject({
        currency: z.string(),
        amount: z.int().openapi({ description: 'Minor units received, less what was refunded.' }),
      }),
    ),
    firstPaymentAt: time.nullable(),
    latestPaymentAt: time.nullable(),
    paymentMethods: z.array(paymentMethodObject),
  })
  .openapi('CustomerStats');
