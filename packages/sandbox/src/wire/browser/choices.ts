// What a buyer chooses before they pay: how many of each, and the answers to the shop's own questions.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { changeTerms } from '../../domain/checkout.ts';
import { answered } from '../../domain/custom-field.ts';
import type { Problem } from '../../domain/problem.ts';
import { choose } from '../../domain/quantities.ts';
import { overProblem, type Session } from '../../domain/session.ts';
import { readJson } from '../../http/body.ts';
import type { Env } from '../../http/env.ts';
import { ApiError } from '../../http/problem.ts';
import { ACTIONS_PER_SESSION } from '../../http/rate-limit.ts';
import { validate } from '../../http/validation.ts';
import { keepDiscounts } from '../../redemptions.ts';
import { findCheckout } from '../../store/checkouts.ts';
import { getMerchant } from '../../store/merchants.ts';
import { fields, text } from '../xpay/fields.ts';
import { type BrowserDeps, openSession, SESSION } from './open-session.ts';
import { toPublicSession } from './public-session.ts';

/** Body of `PATCH /v1/client/session`: prices are no part of it, the server knows them. */
export const choicesBody = fields({
  lineItemQuantities: z
    .array(fields({ id: text(80, 1), quantity: z.int().min(1) }))
    .max(100)
    .optional()
    .openapi({ description: 'Only of line items whose quantity is adjustable.' }),
  customFieldAnswers: z
    .record(text(100, 1), text(255).nullable())
    .optional()
    .openapi({ description: 'By key; null takes an answer back.', example: { size: 'l' } }),
}).openapi('ChoicesRequest');

type Choices = z.output<typeof choicesBody>;

/** The route; the caller's publishable key is checked before. */
export function createChoicesRoute(deps: BrowserDeps): Hono<Env> {
  const { store, clock, limiter, payments, settings, isFaulty } = deps;
  const app = new Hono<Env>();
  app.patch(SESSION, async (c) => {
    const opened = await openSession(c, deps);
    limiter.take(c, ACTIONS_PER_SESSION, opened.session.id);
    const body = validate(choicesBody, await readJson(c));
    const shown = await store.transaction(async (trx) => {
      const before = await findCheckout(trx, opened.session.id);
      if (before === null) throw new Error(`${opened.session.id} is gone.`);
      const over = overProblem(before.session, clock.now());
      if (over !== null) throw refused(over);
      const result = changeTerms(before, toTerms(before.session, body), clock.now());
      if ('problem' in result) throw refused(result.problem);
      await payments.write(trx, before, result);
      if (result.checkout.session.discounts.length > 0)
        await keepDiscounts(trx, result.checkout, clock.now());
      const merchant = await getMerchant(trx, before.session.merchantId);
      const how = { merchant, settings, creq: 'without creq', isFaulty } as const;
      return toPublicSession(result.checkout, how, clock.now());
    });
    return c.body(JSON.stringify(shown), 200, { 'Content-Type': 'application/json' });
  });
  return app;
}

function toTerms(session: Session, { lineItemQuantities, customFieldAnswers }: Choices): Partial<Session> {
  const price = lineItemQuantities === undefined ? null : choose(session.lineItems, lineItemQuantities);
  if (price !== null && 'problem' in price) throw refused(price.problem);
  const asked = customFieldAnswers === undefined ? null : answered(session.customFields, customFieldAnswers);
  if (asked !== null && 'problem' in asked) throw refused(asked.problem);
  return { ...price, ...(asked === null ? {} : { customFields: asked.fields }) };
}

function refused({ code, message, param }: Problem): ApiError {
  return new ApiError(code, param === undefined ? message : `${param}: ${message}`, { param });
}
