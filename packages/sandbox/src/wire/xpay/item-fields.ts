// What is sold, as a request names it: line items by a price of the catalog or by one of their own, and fields to ask.

import { z } from '@hono/zod-openapi';
import { LONGEST_ANSWER, MOST_CUSTOM_FIELDS } from '../../domain/custom-field.ts';
import { LARGEST_AMOUNT } from '../../domain/session.ts';
import { currency, fields, text, webUrl } from './fields.ts';

const MOST_PIECES = 1_000_000;

const quantities = fields({
  enabled: z.boolean().default(true),
  minimum: z.int().min(1).max(MOST_PIECES).default(1),
  maximum: z.int().min(1).max(MOST_PIECES).default(99),
}).openapi({ description: 'Whether a buyer may choose how many, and within which bounds.' });

const lineItem = fields({
  price: text(80).optional().openapi({
    description: 'Id of a price of the catalog. Either this or priceData.',
    example: 'price_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q',
  }),
  priceData: fields({
    currency,
    unitAmount: z
      .int()
      .min(0)
      .max(LARGEST_AMOUNT)
      .openapi({ description: 'Minor units, one piece.', example: 4900 }),
    productData: fields({
      name: text(200, 1),
      description: text(500).nullable().optional(),
      image: webUrl.nullable().optional(),
    }),
  })
    .optional()
    .openapi({ description: 'A price of this line item alone: it stays out of the catalog.' }),
  quantity: z.int().min(1).max(MOST_PIECES).default(1),
  adjustableQuantity: quantities.nullable().optional(),
}).superRefine(({ price, priceData, quantity, adjustableQuantity: range }, context) => {
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (price === undefined && priceData === undefined)
    refuse('priceData', 'is required, or price: say what one piece costs.');
  if (price !== undefined && priceData !== undefined)
    refuse('price', 'cannot be sent together with priceData. Send one of them.');
  if (range == null || !range.enabled) return;
  if (range.minimum > range.maximum)
    refuse('adjustableQuantity', `has a minimum of ${range.minimum} and a maximum of ${range.maximum}.`);
  else if (quantity < range.minimum || quantity > range.maximum)
    refuse(
      'quantity',
      `got ${quantity}, expected ${range.minimum} to ${range.maximum} as in adjustableQuantity.`,
    );
});

export const lineItems = z.array(lineItem).min(1).max(100);

export type LineItemInput = z.output<typeof lineItem>;

const common = {
  key: text(100, 1)
    .refine((key) => /^[\w-]+$/.test(key) && key !== '__proto__', {
      error: 'may hold letters, digits, - and _ only, and not be __proto__.',
    })
    .openapi({ description: 'Your own name for it.', example: 'engraving' }),
  label: text(100, 1).openapi({ description: 'What a buyer is asked.', example: 'Engraving' }),
  optional: z.boolean().default(false),
};

const length = z.int().min(1).max(LONGEST_ANSWER).nullable().default(null);
const written = { ...common, minimumLength: length, maximumLength: length };

const customField = z
  .discriminatedUnion('type', [
    fields({ type: z.literal('text'), ...written }),
    fields({ type: z.literal('numeric'), ...written }),
    fields({
      type: z.literal('dropdown'),
      ...common,
      options: z
        .array(fields({ value: text(100, 1), label: text(100, 1) }))
        .min(1)
        .max(200),
    }),
  ])
  .superRefine((field, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (field.type === 'dropdown') {
      const values = field.options.map(({ value }) => value);
      if (new Set(values).size < values.length) refuse('options', 'has the same value twice.');
      return;
    }
    const { minimumLength, maximumLength } = field;
    if (minimumLength !== null && maximumLength !== null && minimumLength > maximumLength)
      refuse(
        'minimumLength',
        `got ${minimumLength}, expected at most the maximumLength of ${maximumLength}.`,
      );
  });

export const allowPromotionCodes = z
  .boolean()
  .openapi({ description: 'Whether buyers may enter promotion codes.' });

/** A merchant's own fields, each with a key of its own. */
export const customFields = z
  .array(customField)
  .max(MOST_CUSTOM_FIELDS)
  .superRefine((all, context) => {
    for (const [index, { key }] of all.entries()) {
      if (all.findIndex((other) => other.key === key) === index) continue;
      context.addIssue({ code: 'custom', path: [index, 'key'], message: `"${key}" is there twice.` });
    }
  });
