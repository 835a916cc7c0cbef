// What to pay with when nobody types a card: tokens for the documented test cards, or the outcome that is wanted.

import { z } from '@hono/zod-openapi';
import { PAYMENT_METHODS, type PaymentMethod } from '@xpay/protocol/payment-methods';
import { brandOf } from '../domain/brands.ts';
import type { BankDeclineCode, RawCard } from '../domain/cards.ts';
import type { Instant } from '../domain/clock.ts';
import { ApiError } from '../http/problem.ts';
import { fields, text } from '../wire/xpay/fields.ts';

/** Cards that succeed, one of each brand. */
export const TOKENS = {
  tok_visa: '4242424242424242',
  tok_mastercard: '5555555555554444',
  tok_amex: '378282246310005',
  tok_discover: '6011111111111117',
  tok_diners: '3056930009020004',
  tok_jcb: '3566002020360505',
  tok_unionpay: '6200000000000005',
  tok_maestro: '6759649826438453',
  tok_elo: '6362970000457013',
  tok_mir: '2200000000000004',
  tok_hipercard: '6062821086773091',
  tok_troy: '9792000000000003',
} as const satisfies Readonly<Record<string, string>>;

/** The card of each outcome. */
const OUTCOMES = {
  succeeded: TOKENS.tok_visa,
  processing: '4000000000005126',
  generic_decline: '4000000000000002',
  insufficient_funds: '4000000000009995',
  lost_card: '4000000000009987',
  stolen_card: '4000000000009979',
  expired_card: '4000000000000069',
  incorrect_cvc: '4000000000000127',
  processing_error: '4000000000000119',
} as const satisfies Readonly<Record<BankDeclineCode | 'succeeded' | 'processing', string>>;

type Outcome = keyof typeof OUTCOMES;

/** The cards whose bank asks the buyer first. */
const ASKED: Partial<Record<Outcome, string>> = {
  succeeded: '4000002760003184',
  generic_decline: '4000008400001629',
  insufficient_funds: '4000008260003178',
};

/** What can be said of each method besides the method itself. */
const SAID = {
  card: ['card', 'token', 'outcome', 'threeDS'],
  wallet: ['approval'],
  bnpl: ['approval', 'planId'],
  bank_transfer: [],
  apple_pay: ['outcome'],
  google_pay: ['outcome'],
} as const satisfies Record<PaymentMethod, readonly string[]>;

/** Body of `POST /sandbox/sessions/{id}/pay`. */
export const payBody = fields({
  card: fields({
    number: z.string().max(32).openapi({ example: '4000002500003155' }),
    expMonth: z.int().min(1).max(12).optional(),
    expYear: z.int().min(2000).max(9999).optional(),
    cvc: z.string().max(8).optional(),
  }).optional(),
  token: z.enum(Object.keys(TOKENS) as (keyof typeof TOKENS)[]).optional(),
  outcome: z
    .enum(Object.keys(OUTCOMES) as Outcome[])
    .optional()
    .openapi({ description: 'In place of a card; `succeeded` where nothing is told.' }),
  method: z.enum(PAYMENT_METHODS).optional().openapi({
    description: 'What is paid with: `card` unless told. Apple Pay and Google Pay take an `outcome`.',
  }),
  planId: text(40, 1)
    .optional()
    .openapi({ description: 'Of `bnpl`: three parts unless told.', example: 'in_6' }),
  approval: z.enum(['approve', 'decline', 'cancel', 'ignore']).optional().openapi({
    description: 'What the buyer does on the page of the wallet or the lender: `approve` unless told.',
  }),
  threeDS: z.enum(['approve', 'decline', 'cancel', 'ignore']).optional().openapi({
    description:
      'What the buyer does on their bank’s page: `approve` unless told. With an outcome it has the bank ask.',
  }),
})
  .superRefine((body, context) => {
    refuseForeign(body, context);
    const given = (['card', 'token', 'outcome'] as const).filter((field) => body[field] !== undefined);
    const [first, second] = given;
    if (second !== undefined) {
      const message = `cannot be sent together with ${first}, which decides what happens. Send one of them.`;
      context.addIssue({ code: 'custom', path: [second], message });
    }
    if (body.threeDS === undefined || given.includes('card') || given.includes('token')) return;
    const outcome = body.outcome ?? 'succeeded';
    if (ASKED[outcome] !== undefined) return;
    const message = `got "${outcome}", which no card has whose bank asks first; ${Object.keys(ASKED).join(', ')} do.`;
    context.addIssue({ code: 'custom', path: ['outcome'], message });
  })
  .openapi('PaySession');

export type PayBody = z.output<typeof payBody>;

/** The card to pay with; what is not told of it is made up. @throws ApiError for a number that no card has. */
export function cardOf({ card, token, outcome = 'succeeded', threeDS }: PayBody, now: Instant): RawCard {
  if (card !== undefined) return complete(card, now);
  if (token !== undefined) return complete({ number: TOKENS[token] }, now);
  const asked = threeDS === undefined ? undefined : ASKED[outcome];
  return complete({ number: asked ?? OUTCOMES[outcome] }, now);
}

function complete(card: NonNullable<PayBody['card']>, now: Instant): RawCard {
  const { number, expMonth = 12, expYear = now.getUTCFullYear() + 3, cvc } = card;
  const brand = brandOf(number);
  if (brand === null) {
    const message = 'card.number: is of no brand that is known. Send a documented test card.';
    throw new ApiError('card_number_invalid', message, { param: 'card.number' });
  }
  return { number, expMonth, expYear, cvc: cvc ?? '1234'.slice(0, brand.cvcLength) };
}

/** Refuses what a method has no use for: whoever sends it expects something of it. */
function refuseForeign(
  {
    method = 'card',
    ...said
  }: Readonly<Record<string, unknown>> & { readonly method?: PaymentMethod | undefined },
  context: z.RefinementCtx,
): void {
  const known: readonly string[] = SAID[method];
  const foreign = Object.keys(said).find((field) => said[field] !== undefined && !known.includes(field));
  if (foreign === undefined) return;
  const message = `is nothing that ${method} has. Known with it: ${known.join(', ') || 'nothing else'}.`;
  context.addIssue({ code: 'custom', path: [foreign], message });
}
