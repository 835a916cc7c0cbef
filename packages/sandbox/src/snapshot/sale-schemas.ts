// The tables of an export that hold customers, products, coupons and links, column by column.

import { z } from '@hono/zod-openapi';
import { INTERVALS } from '../domain/catalog.ts';
import { DURATIONS } from '../domain/coupon.ts';
import { fields } from '../wire/xpay/fields.ts';

const text = z.string().max(200_000);
const textOrNull = text.nullable();
const time = z.iso.datetime({ precision: 3 });
const timeOrNull = time.nullable();
const count = z.int().min(0);
const countOrNull = count.nullable();
const currency = z.string().length(3);
const id = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_\\w{1,80}$`), { error: `is no id of this kind: ${prefix}_…` });
/** SQLite's boolean. */
export const flag = z.literal([0, 1]).openapi({ enum: [0, 1] });
/** By what the sandbox's acquirer knows a card that a customer keeps. */
export const vaultToken = z.string().regex(/^vault_\w{32}$/, { error: 'is no token of a card.' });
const rows = <Shape extends z.core.$ZodShape>(shape: Shape) => z.array(fields(shape)).default([]);

const CATALOG = {
  customers: rows({
    id: id('cus'),
    type: z.enum(['registered', 'guest']),
    external_id: textOrNull,
    name: textOrNull,
    email: textOrNull,
    phone: textOrNull,
    address: textOrNull,
    metadata: text,
    created_at: time,
    updated_at: time,
  }),
  saved_cards: rows({
    id: id('pm'),
    customer_id: id('cus'),
    fingerprint: text,
    card: text,
    token: vaultToken.nullable().default(null),
    saved_at: timeOrNull.default(null),
    created_at: time,
    last_used_at: time,
  }),
  products: rows({
    id: id('prod'),
    name: text,
    description: textOrNull,
    image: textOrNull,
    unit_label: textOrNull,
    active: flag,
    default_price_id: id('price').nullable(),
    metadata: text,
    created_at: time,
    updated_at: time,
  }),
  prices: rows({
    id: id('price'),
    product_id: id('prod'),
    currency,
    unit_amount: count,
    interval: z.enum(INTERVALS).nullable(),
    interval_count: countOrNull,
    active: flag,
    metadata: text,
    usage_count: count,
    created_at: time,
    updated_at: time,
  }),
  search_words: z
    .array(z.unknown())
    .optional()
    .openapi({ description: 'In exports of before. Words are made anew from what they belong to.' }),
} as const;

const COUPONS = {
  coupons: rows({
    id: id('coup'),
    name: text,
    percent_off: countOrNull,
    amount_off: countOrNull,
    currency: currency.nullable(),
    duration: z.enum(DURATIONS),
    duration_in_months: countOrNull,
    max_discount_amount: countOrNull,
    min_value: countOrNull,
    max_redemptions: countOrNull,
    customer_max_redemptions: countOrNull,
    redeem_by: timeOrNull,
    active: flag,
    product_ids: textOrNull,
    times_redeemed: count,
    metadata: text,
    created_at: time,
    updated_at: time,
  }),
  promotion_codes: rows({
    id: id('promo'),
    coupon_id: id('coup'),
    code: text,
    code_key: text,
    customer_id: id('cus').nullable(),
    first_time_transaction: flag,
    minimum_amount: countOrNull,
    max_redemptions: countOrNull,
    expires_at: timeOrNull,
    active: flag,
    times_redeemed: count,
    metadata: text,
    created_at: time,
    updated_at: time,
  }),
  discounts: rows({
    id: id('di'),
    coupon_id: id('coup'),
    promotion_code_id: id('promo').nullable(),
    session_id: id('cs_test'),
    payment_intent_id: id('pi'),
    customer_id: id('cus').nullable(),
    amount: count,
    currency,
    state: z.enum(['held', 'redeemed', 'released']),
    starts_at: time,
    expires_at: timeOrNull,
  }),
} as const;

const LINKS = {
  payment_links: rows({
    id: id('plink'),
    currency,
    amount: count,
    active: flag,
    after_completion: text,
    custom_fields: text,
    allow_promotion_codes: flag.default(0),
    payment_method_types: text.default('["card"]'),
    expires_at: timeOrNull,
    metadata: text,
    created_at: time,
    updated_at: time,
  }),
  payment_link_items: rows({
    id: id('li'),
    link_id: id('plink'),
    position: count,
    price_id: id('price').nullable(),
    product_id: id('prod').nullable(),
    currency,
    name: text,
    description: textOrNull,
    image_url: textOrNull,
    unit_label: textOrNull,
    unit_amount: count,
    quantity: count,
    minimum: countOrNull,
    maximum: countOrNull,
  }),
} as const;

export const SALE_TABLES = { ...CATALOG, ...COUPONS, ...LINKS } as const;
