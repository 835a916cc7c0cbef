// The routes of the cards that a customer keeps: listed, and removed for good.

import { Hono } from 'hono';
import type { ApiContext, Env } from '../../../http/env.ts';
import { allowOnly } from '../../../http/errors.ts';
import type { SavedCards } from '../../../saved-cards.ts';
import { findCustomer } from '../../../store/customers.ts';
import { listKeptCards } from '../../../store/saved-cards.ts';
import type { Queries, Store } from '../../../store/store.ts';
import { notFound, sendJson } from '../answers.ts';
import { readQuery, sendPage, toPageWanted } from '../list.ts';
import { toPaymentMethodObject } from './mapping.ts';
import { paymentMethodsQuery } from './schemas.ts';

export interface PaymentMethodRoutesDeps {
  readonly store: Store;
  readonly savedCards: SavedCards;
}

const LIST = '/customers/:id/payment-methods';
const ONE = `${LIST}/:paymentMethodId`;

/** Routes under `/customers/{id}/payment-methods`; the caller's secret key is checked before. */
export function createPaymentMethodRoutes({ store, savedCards }: PaymentMethodRoutesDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.get(LIST, async (c) => {
    const wanted = toPageWanted(readQuery(c, paymentMethodsQuery));
    const customer = await mustFind(store.db, c);
    const { cards, ...page } = await listKeptCards(store.db, customer.id, wanted);
    return sendPage(c, cards.map(toPaymentMethodObject), page, wanted);
  });
  app.delete(ONE, async (c) => {
    const id = c.req.param('paymentMethodId');
    const isRemoved = await store.transaction(async (trx) =>
      savedCards.remove(trx, (await mustFind(trx, c)).id, id),
    );
    if (!isRemoved) throw notFound('payment method');
    return sendJson(c, { id, object: 'payment_method', deleted: true });
  });
  allowOnly(app, LIST, ['GET']);
  allowOnly(app, ONE, ['DELETE']);
  return app;
}

async function mustFind(db: Queries, c: ApiContext) {
  const customer = await findCustomer(db, c.get('principal'), c.req.param('id') ?? '');
  if (customer === null) throw notFound('customer');
  return customer;
}
