// MaxFi requests as a merchant's server sends them; the same schemas validate and make the OpenAPI document.

import { z } from '@hono/zod-openapi';
import { nearest } from '@xpay/protocol/nearest';
import type { PaymentMethod } from '@xpay/protocol/payment-methods';
import { amount, fields, isEmail, metadata, text, webUrl } from '../xpay/fields.ts';
import { canBeHeld, notHeld } from '../xpay/method-fields.ts';

/** What MaxFi takes; a merchant has an acquirer for some or all of them. */
export const CURRENCIES = ['USD', 'EUR', 'RUB', 'AZN', 'KZT', 'TRY', 'GBP'] as const;

export const LANGUAGES = ['en', 'ru', 'az'] as const;

export const STATUSES = ['open', 'processing', 'requires_action', 'succeeded', 'failed', 'expired'] as const;

/** How long a session lives. */
export const LIFETIME_MS = 30 * 60_000;

const url = webUrl.openapi({
  format: 'uri-template',
  example: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}',
});

const customer = fields({
  email: text(254)
    .refine(isEmail, { error: 'is no e-mail address.' })
    .openapi({ format: 'email' })
    .optional(),
  phone: text(32)
    .regex(/^\+?[\d ()-]{3,}$/, { error: 'is no phone number.' })
    .optional(),
  name: text(200, 1).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'is no country code: two capital letters, ISO 3166.' })
    .optional(),
}).openapi({ description: 'Filled in for the customer; the address gets the receipt.' });

export const METHODS = ['card', 'wallet', 'bnpl'] as const;

/** What each group stands for. */
const GROUPS = {
  card: ['card'],
  wallet: ['wallet', 'apple_pay', 'google_pay'],
  bnpl: ['bnpl'],
} as const satisfies Record<(typeof METHODS)[number], readonly PaymentMethod[]>;

/** The methods of these groups; cards where none is named. */
export function methodsOf(groups: readonly (typeof METHODS)[number][] = ['card']): readonly PaymentMethod[] {
  return groups.flatMap((group) => GROUPS[group]);
}

/** The group of a method; null for one that MaxFi has no word for. */
export function groupOf(method: PaymentMethod): (typeof METHODS)[number] | null {
  return METHODS.find((group) => GROUPS[group].some((one) => one === method)) ?? null;
}

const CUSTOMER_FIELDS = [
  'name',
  'email',
  'phone',
  'postal_code',
  'billing_address',
  'shipping_address',
] as const;

const settings = fields({
  payment_methods: z
    .array(z.enum(METHODS))
    .min(1)
    .max(METHODS.length)
    .refine((methods) => new Set(methods).size === methods.length, { error: 'names one of them twice.' })
    .optional()
    .openapi({
      description:
        'Which groups are offered, in this order: cards, wallets, payment in parts. Cards unless told.',
      example: ['card', 'wallet'],
    }),
  button_text: text(40, 1).optional(),
  auto_return: z
    .int()
    .min(0)
    .max(600_000)
    .optional()
    .openapi({ description: 'How long the outcome is shown before the customer returns, ms.' }),
  customer_fields: z
    .array(z.enum(CUSTOMER_FIELDS))
    .max(CUSTOMER_FIELDS.length)
    .optional()
    .openapi({ description: 'What the customer is asked for besides the card.' }),
  success_url: url.optional().openapi({ description: 'As at the top level, which wins.' }),
  cancel_url: url.optional().openapi({ description: 'As at the top level, which wins.' }),
});

/** Body of `POST /v2/payments/checkout`. */
export const createCheckoutBody = fields({
  amount,
  currency: z.enum(CURRENCIES, {
    error: ({ input }) => {
      if (typeof input !== 'string') return undefined;
      const meant = nearest(input.toUpperCase(), [...CURRENCIES]);
      const advice = meant === undefined ? '' : ` Did you mean ${meant}?`;
      return `got ${JSON.stringify(input.slice(0, 40))}, expected one of ${CURRENCIES.join(', ')}.${advice}`;
    },
  }),
  description: text(500).optional().openapi({ description: 'Shown to the customer.' }),
  order_id: text(128, 1).optional().openapi({ description: 'Your order number, returned as it is.' }),
  language: z.enum(LANGUAGES).default('en'),
  customer: customer.optional(),
  success_url: url.optional(),
  cancel_url: url
    .optional()
    .openapi({ description: 'Where “Back” leads, and where the customer lands when the session expires.' }),
  settings: settings.optional(),
  webhook_url: url
    .optional()
    .openapi({ description: 'The events of this payment go here, and nowhere else.' }),
  metadata: metadata.optional(),
  capture_method: z.enum(['automatic', 'manual']).default('automatic').openapi({
    description: '`manual`: the bank holds the money for seven days, until you capture it.',
  }),
  test_mode: z.boolean().default(false).openapi({
    description: 'In the sandbox, with a live key too: from then on, it is found with a test key.',
  }),
})
  .superRefine(({ capture_method, settings: said }, context) => {
    const held =
      capture_method === 'manual' ? methodsOf(said?.payment_methods).filter((one) => !canBeHeld(one)) : [];
    if (held.length > 0) {
      context.addIssue({ code: 'custom', path: ['settings', 'payment_methods'], message: notHeld(held) });
    }
  })
  .openapi('CreateCheckout');

export type CreateCheckoutBody = z.output<typeof createCheckoutBody>;

/** Body of `POST /v2/payments/{id}/capture`. */
export const captureBody = fields({
  amount: amount.optional().openapi({ description: 'All that is held unless told; the rest is let go.' }),
}).openapi('CapturePayment');

/** Body of `POST /v2/payments/{id}/refund`. */
export const refundBody = fields({
  amount: amount.optional().openapi({ description: 'All that is left unless told.' }),
  reason: text(500).optional(),
  idempotency_key: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, { error: 'has to be 1 to 255 printable characters, e.g. a UUID.' })
    .optional()
    .openapi({ description: 'The same as the header, which wins.' }),
}).openapi('RefundPayment');

/** Body of `POST /v2/payments/{id}/cancel`. */
export const emptyBody = fields({});

/** Query of `GET /v2/payments`. */
export const listQuery = fields({
  limit: z
    .string()
    .refine((value) => /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 100, {
      error: ({ input }) => `got "${String(input).slice(0, 40)}", expected a whole number from 1 to 100.`,
    })
    .transform(Number)
    .optional()
    .openapi({
      type: 'integer',
      minimum: 1,
      maximum: 100,
      description: 'Payments of a page; 20 unless told.',
    }),
  cursor: z.string().max(200).optional().openapi({ description: '`next_cursor` of the page before.' }),
  status: z.enum(STATUSES).optional(),
  order_id: text(128, 1).optional(),
  from: z.iso
    .datetime({ offset: true })
    .optional()
    .openapi({ description: 'Created at this moment or later, RFC 3339.' }),
  to: z.iso.datetime({ offset: true }).optional().openapi({ description: 'Created before this moment.' }),
});
