// Tokens of the sandbox's payment sheet, as a browser brings them: which test card pays, and a nonce that pays once.

import { z } from 'zod';
import { type Brand, brandOf } from '../domain/brands.ts';
import { TEST_CARDS } from '../domain/cards.ts';

/** The type that every such token has. */
export const TOKEN_TYPE = 'xpay_sandbox_token';
/** The longest text that is looked at. */
export const LONGEST_TOKEN = 2_000;

export interface PaymentToken {
  /** 22 characters and more of base64url. */
  readonly nonce: string;
  /** The number of the test card: nobody's, and so no secret. */
  readonly number: string;
  readonly brand: Brand;
}

const TOKEN = z.strictObject({
  type: z.literal(TOKEN_TYPE),
  nonce: z.string().regex(/^[\w-]{22,64}$/),
  last4: z.string().regex(/^\d{4}$/),
});

/** The card that is approved, first, and then those that are not simply approved. */
const NUMBERS = ['4242424242424242', '5555555555554444', ...Object.keys(TEST_CARDS)];

/** What a token says, or null for what is none, or is of no test card. */
export function readPaymentToken(text: string): PaymentToken | null {
  const token = TOKEN.safeParse(parsed(text));
  if (!token.success) return null;
  const { nonce, last4 } = token.data;
  const number = NUMBERS.find((one) => one.endsWith(last4));
  const brand = number === undefined ? null : brandOf(number);
  return number === undefined || brand === null ? null : { nonce, number, brand };
}

function parsed(text: string): unknown {
  if (text.length > LONGEST_TOKEN) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null; // The parser throws for what it cannot read.
  }
}
