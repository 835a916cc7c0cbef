// The two routes that every shop adds to take payments: /create-session for its page, /webhook for the payment API.

import { type Context, Hono } from 'hono';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';
import type { Words } from './i18n.ts';
import { type Desk, openCheckout, ownOrder } from './orders.ts';
import { PaymentsError } from './payments.ts';
import { isProductId } from './products.ts';
import { visitorOf, welcome } from './visitor.ts';
import { applyEvent, readEvent } from './webhook.ts';

export interface PaymentRoutes extends Desk {
  readonly webhookSecret: string;
  readonly words: (c: Context) => Words;
  readonly log: (sentence: string) => void;
}

const Asked = z.object({
  productId: z.string().optional(),
  /** The session of a visitor who has come back from their bank. */
  sessionId: z.string().optional().catch(undefined),
  /** Path and query of the page with the checkout, where a bank's own page leads back to. */
  page: z
    .string()
    .regex(/^\/(checkout|spa)\b/)
    .max(1000)
    .catch('/checkout'),
  /** The page asks for address and e-mail itself. */
  way: z.enum(['checkout', 'own_form']).default('checkout'),
});

const NO_STORE = { 'cache-control': 'no-store' };

/**
 * POST /create-session, POST /webhook, and GET /thanks, which leads from a session to its visitor's order.
 *
 * @throws Error when the webhook secret is not one (`whsec_` and base64).
 */
export function paymentRoutes({ webhookSecret, words, log, ...desk }: PaymentRoutes): Hono {
  const { store } = desk;
  const webhook = new Webhook(webhookSecret);
  const routes = new Hono();

  routes.post('/create-session', async (c) => {
    const { t } = words(c);
    const asked = Asked.safeParse(await c.req.json().catch(() => ({})));
    const productId = asked.success ? asked.data.productId : undefined;
    if (!asked.success || (productId !== undefined && !isProductId(productId)))
      return c.json({ error: t('errors.unknownProduct') }, 400);
    const visitorId = welcome(c);
    const known = ownOrder(store, visitorId, asked.data.sessionId)?.clientSecret ?? null;
    if (known !== null) return c.json({ clientSecret: known }, 200, NO_STORE);
    const lines = productId === undefined ? store.basket(visitorId) : [{ productId, quantity: 1 }];
    if (lines.length === 0) return c.json({ error: t('errors.emptyBasket') }, 400);
    try {
      const returnUrl = new URL(asked.data.page, c.req.header('origin') ?? c.req.url).href;
      const { way } = asked.data;
      const wish = { visitorId, lines, fromBasket: productId === undefined, way, words: words(c), returnUrl };
      const opening = await openCheckout(desk, wish);
      if ('clientSecret' in opening) return c.json({ clientSecret: opening.clientSecret }, 200, NO_STORE);
      return c.json({ error: t('errors.paidAlready'), orderUrl: `/orders/${opening.paidOrder.id}` }, 409);
    } catch (error) {
      if (!(error instanceof PaymentsError)) throw error;
      log(error.message);
      return c.json({ error: t('errors.payments') }, 502);
    }
  });

  routes.post('/webhook', async (c) => {
    // The signature covers the bytes as they came, so the body is read as text and parsed after the check.
    const body = await c.req.text();
    const id = c.req.header('webhook-id') ?? '';
    try {
      const event = readEvent(webhook, body, c.req.header());
      if (store.hasHandled(id)) return c.json({ received: true, duplicate: true });
      log(`${event.type}: ${applyEvent(store, event)}`);
      store.markHandled(id);
      return c.json({ received: true, duplicate: false });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log(`Webhook ${id || 'without an id'} refused: ${error.message}`);
      return c.json(
        { error: 'The webhook is not signed with our secret, is too old, or is not an event.' },
        400,
      );
    }
  });

  routes.get('/thanks', (c) => {
    const order = ownOrder(store, visitorOf(c), c.req.query('session'));
    return order === undefined ? c.notFound() : c.redirect(`/orders/${order.id}`, 303);
  });

  return routes;
}

function isRefusal(error: unknown): error is Error {
  return (
    error instanceof WebhookVerificationError || error instanceof z.ZodError || error instanceof SyntaxError
  );
}
