// What all of XPay's objects are made of.

import { z } from '@hono/zod-openapi';

/** RFC 3339, in UTC. */
export const time = z.string().openapi({ format: 'date-time', example: '2026-01-15T12:00:00.000Z' });
export const minorUnits = z.int().openapi({ description: 'Minor units.', example: 4900 });

/** A coupon on a session and its intent. */
export const discountLine = z
  .strictObject({
    id: z.string().openapi({ example: 'di_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    coupon: z.string(),
    name: z.string(),
    promotionCode: z.string().nullable().openapi({ description: 'Id of the code it was applied by.' }),
    amount: minorUnits,
  })
  .openapi('DiscountLine');

const written = {
  key: z.string(),
  label: z.string(),
  optional: z.boolean(),
  minimumLength: z.int().nullable(),
  maximumLength: z.int().nullable(),
};
const picked = {
  key: z.string(),
  label: z.string(),
  optional: z.boolean(),
  options: z.array(z.strictObject({ value: z.string(), label: z.string() })),
};
const value = z.string().nullable();

/** A merchant's own field. */
export const customField = z
  .union([
    z.strictObject({ type: z.enum(['text', 'numeric']), ...written }),
    z.strictObject({ type: z.literal('dropdown'), ...picked }),
  ])
  .openapi('CustomField');

/** The same on a session, with its answer. */
export const askedField = z
  .union([
    z.strictObject({ type: z.enum(['text', 'numeric']), ...written, value }),
    z.strictObject({ type: z.literal('dropdown'), ...picked, value }),
  ])
  .openapi('AnsweredCustomField');

/** A postal address as it is answered. */
export const addressObject = z
  .strictObject({
    line1: z.string().nullable(),
    line2: z.string().nullable(),
    city: z.string().nullable(),
    state: z.string().nullable(),
    postalCode: z.string().nullable(),
    country: z.string().nullable().openapi({ description: 'ISO 3166-1 alpha-2.', example: 'JP' }),
  })
  .openapi('AddressDetails');

export const billingDetails = z.strictObject({
  name: z.string().nullable(),
  email: z.string().nullable(),
  postalCode: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.union([addressObject, z.null()]),
});

export const shippingDetails = z.strictObject({ name: z.string(), address: addressObject });
