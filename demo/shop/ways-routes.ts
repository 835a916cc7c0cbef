// The page that shows the ways to pay, and the order behind its link.

import { type Context, Hono } from 'hono';
import type { Words } from './i18n.ts';
import { type Desk, openCheckout } from './orders.ts';
import { messagePage } from './pages.ts';
import { PaymentsError } from './payments.ts';
import { isProductId } from './products.ts';
import { show, themeOf } from './show.ts';
import { visitorOf, welcome } from './visitor.ts';
import { waysPage } from './ways-page.ts';

export interface WaysRoutes extends Desk {
  readonly publishableKey: string;
  /** Origin that serves xpay.js and the iframe. */
  readonly checkoutOrigin: string;
  readonly words: (c: Context) => Words;
  readonly log: (sentence: string) => void;
}

/** GET /ways, and POST /ways/link, which prepares the link on it. */
export function waysRoutes({ publishableKey, checkoutOrigin, words, log, ...desk }: WaysRoutes): Hono {
  const { store } = desk;
  const routes = new Hono();

  routes.get('/ways', (c) => {
    const order = store.order(c.req.query('order') ?? '');
    const isOwn = order !== undefined && order.visitorId === visitorOf(c) && order.status === 'pending';
    const options = { publishableKey, checkoutOrigin, theme: themeOf(c), link: isOwn ? order.url : null };
    return show(c, store, waysPage(words(c), options));
  });

  routes.post('/ways/link', async (c) => {
    const { product } = await c.req.parseBody();
    if (!isProductId(product)) return c.notFound();
    const { t } = words(c);
    try {
      const opening = await openCheckout(desk, {
        visitorId: welcome(c),
        lines: [{ productId: product, quantity: 1 }],
        fromBasket: false,
        way: 'link',
        words: words(c),
        returnUrl: new URL(`/checkout?product=${product}`, c.req.header('origin') ?? c.req.url).href,
      });
      if ('paidOrder' in opening) return c.redirect(`/orders/${opening.paidOrder.id}`, 303);
      return c.redirect(`/ways?${new URLSearchParams({ order: opening.order.id })}`, 303);
    } catch (error) {
      if (!(error instanceof PaymentsError)) throw error;
      log(error.message);
      return show(c, store, messagePage(words(c), t('errors.broken.title'), t('errors.payments')), 500);
    }
  });

  return routes;
}
