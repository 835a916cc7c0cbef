// The books of wallets, lenders and payment sheets in an export, column by column.

import { z } from '@hono/zod-openapi';
import { fields } from '../wire/xpay/fields.ts';

const text = z.string().max(10_000);
const time = z.iso.datetime({ precision: 3 });

/** What a provider names an approval by. */
export const orderId = z.string().regex(/^[\dA-Za-z]{24}$/, { error: 'is no id of an approval.' });

export const PROVIDER_TABLES = {
  approval_orders: z
    .array(
      fields({
        id: orderId,
        reference: z.uuid(),
        charge_id: text,
        method: z.enum(['wallet', 'bnpl']),
        state: z.enum(['open', 'decided', 'told']),
        result: z.enum(['approved', 'declined', 'canceled', 'expired', 'void']).nullable(),
        merchant_name: text,
        amount: z.int().min(0),
        currency: z.string().length(3),
        plan: text.nullable(),
        locale: text,
        notification_url: text,
        ancestors: text,
        due_at: time.nullable(),
        created_at: time,
      }),
    )
    .default([]),
  spent_tokens: z.array(fields({ nonce: text, charge_id: text, created_at: time })).default([]),
} as const;
