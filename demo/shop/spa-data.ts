// What the shop's React pages ask this server: the products, the visitor's own orders, and where to send them.

import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Words } from './i18n.ts';
import { orderNumber } from './order-page.ts';
import { type Desk, ownOrder } from './orders.ts';
import { PaymentsError } from './payments.ts';
import { CURRENCY, PRICES, PRODUCT_IDS } from './products.ts';
import { Delivery, type Order } from './store.ts';
import { visitorOf } from './visitor.ts';

export interface SpaData extends Pick<Desk, 'store' | 'payments'> {
  readonly publishableKey: string;
  /** Origin that serves the checkout. */
  readonly checkoutOrigin: string;
  readonly words: (c: Context) => Words;
  readonly log: (sentence: string) => void;
}

const Wanted = z.object({ sessionId: z.string(), delivery: Delivery });

/** GET /spa/api/shop, GET /spa/api/orders, GET /spa/api/orders/:id, PUT /spa/api/delivery. */
export function spaData({ store, payments, publishableKey, checkoutOrigin, words, log }: SpaData): Hono {
  const routes = new Hono();
  routes.use('/spa/api/*', async (c, next) => {
    c.header('cache-control', 'no-store');
    await next();
  });

  routes.get('/spa/api/shop', (c) =>
    c.json({
      publishableKey,
      checkoutOrigin,
      currency: CURRENCY,
      products: PRODUCT_IDS.map((id) => ({ id, unitAmount: PRICES[id] })),
    }),
  );

  // From a session to its order: what the page with the checkout knows is the session.
  routes.get('/spa/api/orders', (c) => {
    const order = ownOrder(store, visitorOf(c), c.req.query('session'));
    return order === undefined ? notFound(c) : c.json(toView(order));
  });

  routes.get('/spa/api/orders/:id', (c) => {
    const order = store.order(c.req.param('id'));
    return order?.visitorId === visitorOf(c) && order !== undefined ? c.json(toView(order)) : notFound(c);
  });

  routes.put('/spa/api/delivery', async (c) => {
    const wanted = Wanted.safeParse(await c.req.json().catch(() => undefined));
    if (!wanted.success) return c.json({ error: words(c).t('spa.form.mend') }, 400);
    const { sessionId, delivery } = wanted.data;
    const order = ownOrder(store, visitorOf(c), sessionId);
    if (order === undefined) return notFound(c);
    try {
      if (order.status === 'pending') await payments.nameCustomer(sessionId, delivery);
    } catch (error) {
      if (!(error instanceof PaymentsError)) throw error;
      log(error.message);
      return c.json({ error: words(c).t('errors.payments') }, 502);
    }
    store.putOrder({ ...(store.order(order.id) ?? order), delivery });
    return c.body(null, 204);
  });

  function notFound(c: Context): Response {
    return c.json({ error: words(c).t('errors.notFound.text') }, 404);
  }

  return routes;
}

/** What a visitor may see of an order of theirs. */
function toView(order: Order) {
  const { id, status, lines, amount, currency, createdAt, delivery } = order;
  return { id, number: orderNumber(order), status, lines, amount, currency, createdAt, delivery };
}
