// Paths that XPay and CX Pay write the same: an intent or a charge is answered in the words of the API that created it.

import { type Context, Hono } from 'hono';
import type { Charge } from '../../domain/charge.ts';
import type { Checkout } from '../../domain/checkout.ts';
import type { CancellationReason } from '../../domain/intent.ts';
import { readOptionalJson } from '../../http/body.ts';
import type { ApiContext, Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { validate } from '../../http/validation.ts';
import type { Changed, Money } from '../../money.ts';
import type { Payments } from '../../payments.ts';
import { findCharge, findSessionOfCharge, findSessionOfIntent } from '../../store/checkouts.ts';
import type { Store, Trx } from '../../store/store.ts';
import * as cxpay from '../cxpay/mapping.ts';
import * as cxpayBodies from '../cxpay/schemas.ts';
import { type OnceDeps, runOnce } from '../once.ts';
import { noSuch, readOwn, toError } from '../own.ts';
import * as xpay from '../xpay/payments/mapping.ts';
import { sharedErrorBody } from './errors.ts';
import * as xpayBodies from './schemas.ts';

export interface SharedDeps extends OnceDeps {
  readonly store: Store;
  readonly payments: Pick<Payments, 'read'>;
  readonly money: Pick<Money, 'capture' | 'cancelIntent'>;
}

/** How an API words these objects and what may be done with them. */
interface Words {
  intent(checkout: Checkout): object;
  charge(charge: Charge, livemode: boolean): object;
  capture(raw: unknown): { readonly amount: number | undefined };
  cancel(raw: unknown): { readonly reason: CancellationReason | undefined };
  /** What it calls the amount of a capture. */
  readonly amount: string;
}

const XPAY: Words = {
  intent: xpay.toPaymentIntentObject,
  charge: xpay.toChargeObject,
  capture: (raw) => ({ amount: validate(xpayBodies.captureBody, raw).amountToCapture }),
  cancel: (raw) => ({ reason: validate(xpayBodies.cancelBody, raw).cancellationReason }),
  amount: 'amountToCapture',
};

const CXPAY: Words = {
  intent: cxpay.toPaymentIntentObject,
  charge: cxpay.toChargeObject,
  capture: (raw) => ({ amount: validate(cxpayBodies.captureBody, raw).amount_to_capture }),
  cancel: (raw) => ({ reason: validate(cxpayBodies.cancelBody, raw).cancellation_reason }),
  amount: 'amount_to_capture',
};

const INTENT = { noun: 'payment intent' };

/** Routes under `/payment-intents` and `/charges`; the caller's secret key is checked before. */
export function createSharedRoutes(deps: SharedDeps): Hono<Env> {
  const app = new Hono<Env>();
  const ownIntent = async (c: Context<Env, string>) =>
    readOwn(c, deps, await findSessionOfIntent(deps.store.db, c.req.param('id') ?? ''), INTENT);

  app.get('/payment-intents/:id', async (c) => {
    const checkout = await ownIntent(c);
    return c.json(wordsOf(checkout).intent(checkout));
  });
  app.post('/payment-intents/:id/capture', async (c) => {
    const checkout = await ownIntent(c);
    const raw = await readOptionalJson(c);
    const wish = wordsOf(checkout).capture(raw);
    return act(c, deps, checkout, raw, (trx) => deps.money.capture(trx, checkout.session.id, wish));
  });
  app.post('/payment-intents/:id/cancel', async (c) => {
    const checkout = await ownIntent(c);
    const raw = await readOptionalJson(c);
    const wish = wordsOf(checkout).cancel(raw);
    return act(c, deps, checkout, raw, (trx) => deps.money.cancelIntent(trx, checkout.session.id, wish));
  });
  app.get('/charges/:id', async (c) => {
    const id = c.req.param('id');
    const noun = 'charge';
    const checkout = await readOwn(c, deps, await findSessionOfCharge(deps.store.db, id), { noun });
    const charge = await findCharge(deps.store.db, c.get('principal'), id);
    if (charge === null) throw noSuch(noun);
    return c.json(wordsOf(checkout).charge(charge, checkout.session.livemode));
  });
  allowOnly(app, '/payment-intents/:id', ['GET']);
  allowOnly(app, '/payment-intents/:id/capture', ['POST']);
  allowOnly(app, '/payment-intents/:id/cancel', ['POST']);
  allowOnly(app, '/charges/:id', ['GET']);
  return app;
}

/** Once per key. The work has begun, so its refusal is an answer that a repetition gets too. */
function act(
  c: ApiContext,
  deps: SharedDeps,
  { session }: Checkout,
  raw: unknown,
  work: (trx: Trx) => Promise<Changed>,
): Promise<Response> {
  const words = session.api === 'cxpay' ? CXPAY : XPAY;
  return runOnce(c, deps, { api: session.api }, raw, async (trx) => {
    const result = await work(trx);
    if (!('problem' in result)) return { status: 200, body: JSON.stringify(words.intent(result.checkout)) };
    const error = toError(result.problem, { amount: words.amount });
    const status = error.status === 409 ? 409 : 400;
    return { status, body: JSON.stringify(sharedErrorBody(error, c.get('requestId'))) };
  });
}

function wordsOf({ session }: Checkout): Words {
  return session.api === 'cxpay' ? CXPAY : XPAY;
}
