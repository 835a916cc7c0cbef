// Products and prices as they are asked for and answered.

import { z } from '@hono/zod-openapi';
import { INTERVALS } from '../../../domain/catalog.ts';
import { LARGEST_AMOUNT } from '../../../domain/session.ts';
import { currency, fields, metadata, text, webUrl } from '../fields.ts';
import { listOf, listQuery, queryFlag, querySearch } from '../list.ts';

const recurring = fields({
  interval: z.enum(INTERVALS),
  intervalCount: z.int().min(1).max(365).default(1),
}).openapi({
  description: 'For subscriptions: how often it is charged. Without it, the price is paid once.',
});

const priceFields = {
  currency,
  unitAmount: z
    .int()
    .min(0)
    .max(LARGEST_AMOUNT)
    .openapi({ description: 'Minor units, one piece.', example: 4900 }),
  recurring: recurring.nullable().optional(),
  metadata: metadata.optional(),
};

/** Body of `POST /prices?productId=…`. */
export const createPriceBody = fields({ ...priceFields, active: z.boolean().default(true) }).openapi(
  'CreatePrice',
);

/** Query of `POST /prices`. */
export const createPriceQuery = fields({
  productId: z.string().max(80).openapi({
    description: 'The product that the price is of.',
    example: 'prod_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q',
  }),
});

/** Fixed at creation: somebody may have been shown them. */
export const FIXED_PRICE_FIELDS = ['currency', 'unitAmount', 'recurring'] as const;

/** Body of `PATCH /prices/{id}`: what is sent is replaced, what is not stays. */
export const updatePriceBody = fields({
  active: z
    .boolean()
    .optional()
    .openapi({ description: 'false archives it: nobody can buy at it any more.' }),
  metadata: metadata.optional(),
}).openapi('UpdatePrice');

const productFields = {
  description: text(1000).nullable().optional(),
  image: webUrl
    .nullable()
    .optional()
    .openapi({ description: 'Address of a picture; `POST /upload-url` gives you one.' }),
  unitLabel: text(40)
    .nullable()
    .optional()
    .openapi({ description: 'What one piece is called.', example: 'seat' }),
  active: z.boolean().optional(),
  metadata: metadata.optional(),
};
const name = text(200, 1).openapi({ example: 'Ceramic mug' });

/** Body of `POST /products`. */
export const createProductBody = fields({
  name,
  ...productFields,
  defaultPrice: fields(priceFields)
    .optional()
    .openapi({ description: 'A first price, made with the product and set as its default.' }),
}).openapi('CreateProduct');

export type CreateProductBody = z.output<typeof createProductBody>;

/** Body of `PATCH /products/{id}`: what is sent is replaced, what is not stays. */
export const updateProductBody = fields({
  name: name.optional(),
  ...productFields,
  defaultPrice: z
    .string()
    .max(80)
    .nullable()
    .optional()
    .openapi({ description: 'Id of one of its own prices; null for none.' }),
}).openapi('UpdateProduct');

export type UpdateProductBody = z.output<typeof updateProductBody>;

/** Query of `GET /products`. */
export const productsQuery = listQuery({
  active: queryFlag.optional(),
  search: querySearch.optional().openapi({ description: 'In id, name, description and unitLabel.' }),
  metadata: z
    .string()
    .max(10_000)
    .refine((value) => parseEntries(value) !== null, {
      error: 'is no JSON object of texts. Send one such as {"color":"blue"}, URL-encoded.',
    })
    .transform((value) => parseEntries(value) ?? {})
    .optional()
    .openapi({
      type: 'string',
      description: 'A JSON object: products that have all of its entries.',
      example: '{"color":"blue"}',
    }),
});

function parseEntries(value: string): Record<string, string> | null {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(value));
  } catch {
    return null; // No JSON, or other JSON.
  }
}

const time = z.string().openapi({ format: 'date-time' });

/** What every price says of itself. */
export const PRICE_SHAPE = {
  id: z.string().openapi({ example: 'price_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
  object: z.literal('price'),
  createdAt: time,
  updatedAt: time,
  livemode: z.boolean(),
  merchantId: z.string(),
  productId: z.string(),
  currency: z.string(),
  unitAmount: z.int(),
  type: z.enum(['ONE_TIME', 'RECURRING']),
  recurring: z.strictObject({ interval: z.enum(INTERVALS), intervalCount: z.int() }).nullable(),
  active: z.boolean(),
  metadata: z.record(z.string(), z.string()),
} as const;

export const priceObject = z.strictObject(PRICE_SHAPE).openapi('Price');

export const productObject = z
  .strictObject({
    id: z.string().openapi({ example: 'prod_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('product'),
    createdAt: time,
    updatedAt: time,
    livemode: z.boolean(),
    merchantId: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    image: z.string().nullable(),
    unitLabel: z.string().nullable(),
    active: z.boolean(),
    defaultPrice: z.string().nullable(),
    prices: z.array(priceObject),
    metadata: z.record(z.string(), z.string()),
  })
  .openapi('Product');

export const productList = listOf(productObject, 'ProductList');

export const productStats = z
  .strictObject({
    productId: z.string(),
    object: z.literal('product.stats'),
    usageCount: z.int(),
    prices: z.array(
      z.strictObject({
        priceId: z.string(),
        active: z.boolean(),
        usageCount: z.int().openapi({ description: 'Line items that were ever made from it.' }),
      }),
    ),
  })
  .openapi('ProductStats');

export const deletedObject = z
  .strictObject({ id: z.string(), object: z.enum(['product', 'price']), deleted: z.literal(true) })
  .openapi('Deleted');
