// `POST /sandbox/sessions/:id/transfer`: what becomes of the money that a buyer was to send, without waiting for a bank.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { limitBody, readJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { ApiError } from '../http/problem.ts';
import { validate } from '../http/validation.ts';
import type { Payments } from '../payments.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store/store.ts';
import { fields } from '../wire/xpay/fields.ts';
import { toSessionObject } from '../wire/xpay/mapping.ts';

/** Body of the route. */
export const transferBody = fields({
  outcome: z.enum(['received', 'missing', 'withheld']).openapi({
    description:
      '`received`: the money is there. `missing`: it does not come. `withheld`: it does not come by itself, and the payment ends when its seven days are over.',
  }),
}).openapi('SettleTransfer');

export interface TransferRoutesDeps {
  readonly store: Store;
  readonly settings: Settings;
  readonly payments: Pick<Payments, 'read' | 'settleTransfer'>;
}

/** The route; the caller's test key is checked before. It answers with the session, as the server API does. */
export function createTransferRoutes({ store, settings, payments }: TransferRoutesDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/sandbox/sessions/:id/transfer', limitBody, async (c) => {
    const before = await payments.read(c.req.param('id'));
    const isOwn = before?.session.merchantId === c.get('principal').merchantId && !before.session.livemode;
    if (before === null || !isOwn) throw noSuchSession();
    const { outcome } = validate(transferBody, await readJson(c));
    const charge = before.charges.at(-1);
    if (before.intent.status !== 'processing' || charge?.method !== 'bank_transfer') {
      const message = `The payment intent is ${before.intent.status}, and waits for no transfer. Confirm the session with bank_transfer first.`;
      throw new ApiError('invalid_state', message);
    }
    await payments.settleTransfer(before.session.id, charge.id, outcome);
    const after = await payments.read(before.session.id);
    if (after === null) throw noSuchSession();
    return c.json(toSessionObject(after, { vault: store.vault, settings }));
  });
  allowOnly(app, '/sandbox/sessions/:id/transfer', ['POST']);
  return app;
}

function noSuchSession(): ApiError {
  return new ApiError('not_found', 'No such checkout session for this key. Check the id and its mode.');
}
