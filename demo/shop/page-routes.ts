// The pages a visitor walks through: collection, basket, checkout, order.

import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { checkoutPage } from './checkout-page.ts';
import { orderPage } from './order-page.ts';
import { ownOrder } from './orders.ts';
import { basketPage, homePage } from './pages.ts';
import { isProductId, MAX_QUANTITY } from './products.ts';
import { basketOf, show, themeOf, wordsOf } from './show.ts';
import type { Order, Store } from './store.ts';
import { visitorOf, welcome } from './visitor.ts';

export interface PageRoutes {
  readonly store: Store;
  /** Origin that serves xpay.js and the iframe. */
  readonly checkoutOrigin: string;
  readonly publishableKey: string;
}

/** Every page that answers a GET with HTML, and the basket's forms. */
export function pageRoutes({ store, checkoutOrigin, publishableKey }: PageRoutes): Hono {
  const routes = new Hono();

  routes.get('/', (c) => show(c, store, homePage(wordsOf(c))));

  routes.get('/basket', (c) => show(c, store, basketPage(wordsOf(c), basketOf(c, store))));

  routes.post('/basket', async (c) => {
    const { product } = await c.req.parseBody();
    if (!isProductId(product)) return c.notFound();
    const visitorId = welcome(c);
    const lying = store.basket(visitorId).find((line) => line.productId === product)?.quantity ?? 0;
    store.setQuantity(visitorId, product, Math.min(lying + 1, MAX_QUANTITY));
    return c.redirect('/basket', 303);
  });

  routes.post('/basket/:product', async (c) => {
    const product = c.req.param('product');
    const quantity = Number((await c.req.parseBody())['quantity']);
    if (!isProductId(product) || !Number.isInteger(quantity) || quantity > MAX_QUANTITY) return c.notFound();
    store.setQuantity(welcome(c), product, quantity);
    return c.redirect('/basket', 303);
  });

  routes.get('/checkout', (c) => {
    const productId = c.req.query('product') ?? null;
    if (productId !== null && !isProductId(productId)) return c.notFound();
    // Back from the bank: the page of the order, though its basket may be paid for and empty by now.
    const order = ownOrder(store, visitorOf(c), c.req.query('xpay_session'));
    const lines = order?.lines ?? (productId === null ? basketOf(c, store) : [{ productId, quantity: 1 }]);
    if (lines.length === 0) return c.redirect('/basket', 303);
    const words = wordsOf(c);
    const locale = checkoutLocale(c.req.query('locale')) ?? words.locale;
    const options = { lines, productId, checkoutOrigin, publishableKey, locale, theme: themeOf(c) };
    return show(c, store, checkoutPage(words, options));
  });

  routes.get('/orders/:id', (c) => {
    const order = orderOf(c, store, c.req.param('id'));
    return order === undefined ? c.notFound() : show(c, store, orderPage(wordsOf(c), order));
  });

  routes.get('/orders/:id/events', (c) => {
    const order = orderOf(c, store, c.req.param('id'));
    return order === undefined ? c.notFound() : statusEvents(c, store, order);
  });

  return routes;
}

/** Server-sent events: the status of an order now, and once more when it is no longer pending. */
function statusEvents(c: Context, store: Store, order: Order): Response {
  return streamSSE(c, async (stream) => {
    const changed = new Promise<Order['status']>((resolve) => {
      const stop = store.watchOrder(order.id, ({ status }) => {
        if (status === 'pending') return;
        stop();
        resolve(status);
      });
      stream.onAbort(() => {
        stop();
        resolve('pending');
      });
    });
    await stream.writeSSE({ data: order.status });
    if (order.status === 'pending') await stream.writeSSE({ data: await changed });
  });
}

/** An order, for the visitor who placed it and nobody else. */
function orderOf(c: Context, store: Store, id: string): Order | undefined {
  const order = store.order(id);
  return order !== undefined && order.visitorId === visitorOf(c) ? order : undefined;
}

/** The language asked of the checkout, which speaks more of them than the shop; undefined when it is no tag. */
function checkoutLocale(tag: string | undefined): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
