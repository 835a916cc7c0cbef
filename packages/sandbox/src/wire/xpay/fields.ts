// The fields of XPay requests, each with its bounds and the words for what is outside them.

import { z } from '@hono/zod-openapi';
import { COUNTRIES } from '@xpay/protocol/countries';
import { isCurrency } from '@xpay/protocol/currencies';
import { LARGEST_AMOUNT } from '../../domain/session.ts';
import { unknownFieldError } from '../../http/validation.ts';

/** An object that knows all its fields and says which one was probably meant. */
export function fields<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject(shape, { error: unknownFieldError(Object.keys(shape)) });
}

/** Text of at most `max` characters, without control characters other than line breaks and tabs. */
export function text(max: number, min = 0) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((value) => /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u.test(value), {
      error: 'holds a control character or half a character. Send plain text.',
    });
}

export const amount = z
  .int()
  .min(1)
  .max(LARGEST_AMOUNT)
  .openapi({ description: 'Minor units of the currency: 4900 is $49.00 in USD.', example: 4900 });

export const currency = z
  .string()
  .refine(isCurrency, {
    error: 'is no accepted currency. Send an ISO 4217 code in upper case, such as "USD".',
  })
  .openapi({ description: 'ISO 4217, upper case.', example: 'USD' });

/** An absolute web address; anything else (`javascript:`, a path, a name and password) could mislead a buyer. */
export const webUrl = z
  .string()
  .max(2048)
  .refine(isWebUrl, { error: 'is no absolute http or https address.' })
  .openapi({ format: 'uri-template', example: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}' });

/** Where buyers come back to from their banks: `https:`, or `http:` on this machine (test mode only: `isTestUrl`). */
export const returnUrl = webUrl
  .refine((value) => !isWebUrl(value) || /^https:/i.test(value) || isTestUrl(value), {
    error: 'has to be an https address. In test mode, http on localhost will do.',
  })
  .openapi({
    format: 'uri-template',
    example: 'https://shop.example/checkout?session={CHECKOUT_SESSION_ID}',
    description:
      'The page of the shop that a buyer comes back to when the bank needs the whole window. `xpay_session` is added. Without it, banks are shown in the checkout only.',
  });

export const locale = z
  .string()
  .max(35) // RFC 5646, 4.4.1
  .refine((tag) => tag === 'auto' || isLanguageTag(tag), {
    error: 'is no language tag. Send BCP 47, such as "en" or "ar-EG", or "auto".',
  })
  .openapi({ description: 'BCP 47; `auto` and null leave it to the browser.', example: 'en' });

const METADATA_KEYS = 50;

export const metadata = z
  .record(text(40, 1), text(500))
  .refine((value) => Object.keys(value).length <= METADATA_KEYS, {
    error: ({ input }) => `has ${Object.keys(input ?? {}).length} keys, at most ${METADATA_KEYS} are kept.`,
  })
  .openapi({
    description: 'Your own data, returned in every event. Never shown to buyers.',
    example: { order: '1042' },
  });

export const collect = fields({
  name: z.boolean().default(false),
  email: z.boolean().default(false),
  postalCode: z.boolean().default(false),
  phone: z.boolean().default(false),
  billingAddress: z.boolean().default(false).openapi({ description: 'Takes in the postal code.' }),
  shippingAddress: z.boolean().default(false),
  shippingCountries: z
    .array(
      z.enum(COUNTRIES, { error: 'is no country. Send ISO 3166-1 alpha-2 in upper case, such as "EG".' }),
    )
    .min(1)
    .max(COUNTRIES.length)
    .nullable()
    .default(null)
    .openapi({ description: 'Where you send to; null for everywhere.', example: ['US', 'CA'] }),
})
  .refine(({ shippingAddress, shippingCountries }) => shippingAddress || shippingCountries === null, {
    path: ['shippingCountries'],
    error: 'is for shippingAddress: true.',
  })
  .openapi({ description: 'What buyers are asked for besides the card.' });

export const customerDetails = fields({
  email: text(254)
    .refine(isEmail, { error: 'is no e-mail address.' })
    .openapi({ format: 'email' })
    .nullable()
    .default(null),
  name: text(200).nullable().default(null),
  phone: text(32)
    .regex(/^\+[1-9]\d{3,14}$/, { error: 'is no phone number. Send E.164, such as "+201001234567".' })
    .nullable()
    .default(null)
    .openapi({ example: '+201001234567' }),
}).openapi({ description: 'Filled in for the buyer; an address also gets the receipt.' });

const COMPLETIONS = '{"type":"hosted_confirmation"} or {"type":"redirect","redirect":{"url":"https://…"}}';

export const afterCompletion = z
  .discriminatedUnion(
    'type',
    [
      fields({ type: z.literal('redirect'), redirect: fields({ url: webUrl }) }),
      fields({
        type: z.literal('hosted_confirmation'),
        hostedConfirmation: fields({ customMessage: text(500) }).optional(),
      }),
    ],
    {
      error: ({ code, input }) => {
        if (input === undefined) return `is required: say what follows a payment, ${COMPLETIONS}.`;
        return code === 'invalid_union' ? `has to be ${COMPLETIONS}.` : undefined;
      },
    },
  )
  .openapi({
    description:
      'What follows a payment. `{CHECKOUT_SESSION_ID}` in the address is replaced. An embedded checkout stays where it is: its page decides.',
  });

/** One @ between something and a dotted name: only a message that arrives proves more. */
export function isEmail(value: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
}

/** Stricter than the URL parser, which mends what it gets: what is stored would then be another text than what is used. */
function isWebUrl(value: string): boolean {
  if (!/^https?:\/\/[^/\\\s\p{Cc}\p{Cs}][^\\\s\p{Cc}\p{Cs}]*$/iu.test(value) || !URL.canParse(value))
    return false;
  const { username, password } = new URL(value);
  return username === '' && password === '';
}

/** Plain http on this machine: nobody can listen in, and nobody else can be reached. */
export function isTestUrl(value: string): boolean {
  return isWebUrl(value) && /^http:/i.test(value) && LOCAL_HOST.test(new URL(value).hostname);
}

/** Hosts of this machine, and names that are for tests (RFC 6761). */
export const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\]|[\w.-]+\.(test|localhost))$/;

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
