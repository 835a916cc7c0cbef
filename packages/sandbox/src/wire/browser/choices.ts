// What a buyer chooses before they pay: how many of each, answers to the shop's own questions, promotion codes.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { type Checkout, changeTerms } from '../../domain/checkout.ts';
import { answered } from '../../domain/custom-field.ts';
import { keptAt, subtotalOf } from '../../domain/discount.ts';
import type { Problem } from '../../domain/problem.ts';
import { choose } from '../../domain/quantities.ts';
import { overProblem, type Session } from '../../domain/session.ts';
import { addressOf } from '../../http/address.ts';
import { readJson } from '../../http/body.ts';
import type { ApiContext, Env } from '../../http/env.ts';
import { ApiError } from '../../http/problem.ts';
import {
  ACTIONS_PER_SESSION,
  PROMOTION_CODES_PER_ADDRESS,
  PROMOTION_CODES_PER_SESSION,
} from '../../http/rate-limit.ts';
import { validate } from '../../http/validation.ts';
import { keepDiscounts } from '../../redemptions.ts';
import { findCheckout } from '../../store/checkouts.ts';
import { getMerchant } from '../../store/merchants.ts';
import { findOfferedCards } from '../../store/saved-cards.ts';
import type { Trx } from '../../store/store.ts';
import { fields, text } from '../xpay/fields.ts';
import { answers } from './answers.ts';
import { type BrowserDeps, openSession, SESSION } from './open-session.ts';
import { noSuchCode, withCode, withoutDiscount } from './promotion-codes.ts';
import { toPublicSession } from './public-session.ts';

/** Body of `PATCH /v1/client/session`: prices are no part of it, the server knows them. */
export const choicesBody = fields({
  lineItemQuantities: z
    .array(fields({ id: text(80, 1), quantity: z.int().min(1) }))
    .max(100)
    .optional()
    .openapi({ description: 'Only of line items whose quantity is adjustable.' }),
  customFieldAnswers: answers.optional(),
  addPromotionCode: text(100, 1).optional().openapi({
    description:
      'One that is unknown, over, used up or not for this order answers `promotion_code_invalid`, whatever the reason. Case does not matter.',
    example: 'SPRING',
  }),
  removeDiscount: text(80, 1).optional().openapi({
    description: 'Id of a discount with a code, to take it off again.',
  }),
}).openapi('ChoicesRequest');

type Choices = z.output<typeof choicesBody>;

/** The route; the caller's publishable key is checked before. */
export function createChoicesRoute(deps: BrowserDeps): Hono<Env> {
  const { store, clock, settings, isFaulty } = deps;
  const app = new Hono<Env>();
  app.patch(SESSION, async (c) => {
    const { session } = await openSession(c, deps);
    deps.limiter.take(c, ACTIONS_PER_SESSION, session.id);
    const body = validate(choicesBody, await readJson(c));
    if (body.addPromotionCode !== undefined) limitGuesses(c, session, deps);
    const shown = await store.transaction(async (trx) => {
      const after = await change(trx, session.id, body, deps);
      const merchant = await getMerchant(trx, session.merchantId);
      const savedCards = await findOfferedCards(trx, after.session);
      const { vault } = store;
      const how = { merchant, settings, vault, creq: 'without creq', isFaulty, savedCards } as const;
      return toPublicSession(after, how, clock.now());
    });
    return c.body(JSON.stringify(shown), 200, { 'Content-Type': 'application/json' });
  });
  return app;
}

/** Those that work count too: otherwise who is over the limit would still be told which ones do. */
function limitGuesses(c: ApiContext, { id, merchantId }: Session, { limiter }: BrowserDeps): void {
  const address = addressOf(c);
  if (address !== null) limiter.take(c, PROMOTION_CODES_PER_ADDRESS, `${merchantId} ${address}`);
  limiter.take(c, PROMOTION_CODES_PER_SESSION, id);
}

async function change(trx: Trx, sessionId: string, body: Choices, deps: BrowserDeps): Promise<Checkout> {
  const { clock, payments } = deps;
  const now = clock.now();
  const before = await findCheckout(trx, sessionId);
  if (before === null) throw new Error(`${sessionId} is gone.`);
  const over = overProblem(before.session, now);
  if (over !== null) throw refused(over);
  const terms = toTerms(before.session, body);
  const next = { ...before.session, ...terms };
  const subtotal = terms.amountTotal ?? subtotalOf(before.session);
  const left = keptAt(subtotal, withoutDiscount(before.session.discounts, body.removeDiscount));
  const code = body.addPromotionCode;
  const discounts =
    code === undefined ? left : await withCode(trx, code, { ...next, discounts: left }, subtotal, deps);
  const result = changeTerms(before, { ...terms, discounts }, now);
  if ('problem' in result) {
    const isCode = code !== undefined && result.problem.code === 'coupon_not_applicable';
    throw isCode ? noSuchCode() : refused(result.problem);
  }
  await payments.write(trx, before, result);
  const { session } = result.checkout;
  if (before.session.discounts.length + session.discounts.length > 0)
    await keepDiscounts(trx, result.checkout, now);
  return result.checkout;
}

function toTerms(session: Session, { lineItemQuantities, customFieldAnswers }: Choices): Partial<Session> {
  const price = lineItemQuantities === undefined ? null : choose(session.lineItems, lineItemQuantities);
  if (price !== null && 'problem' in price) throw refused(price.problem);
  const asked = customFieldAnswers === undefined ? null : answered(session.customFields, customFieldAnswers);
  if (asked !== null && 'problem' in asked) throw refused(asked.problem);
  return { ...price, ...(asked === null ? {} : { customFields: asked.fields }) };
}

function refused({ code, message, param }: Problem): ApiError {
  // Of coupons a browser knows nothing: what it asked for is what cannot be had.
  const told = code === 'coupon_not_applicable' ? 'invalid_request' : code;
  return new ApiError(told, param === undefined ? message : `${param}: ${message}`, { param });
}
