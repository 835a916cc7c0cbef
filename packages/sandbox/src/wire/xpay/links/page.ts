// The address of a payment link: whoever opens it gets a session of their own, and its hosted page.

import { Hono } from 'hono';
import { asked } from '../../../domain/custom-field.ts';
import { isOpen, type PaymentLink } from '../../../domain/payment-link.ts';
import type { Env } from '../../../http/env.ts';
import { type PlainPage, plainPage } from '../../../http/plain-page.ts';
import { findAnyLink } from '../../../store/links.ts';
import { findPrice } from '../../../store/products.ts';
import type { Trx } from '../../../store/store.ts';
import type { NewSession, OpenDeps } from '../create.ts';
import { writeSession } from '../sessions/open.ts';
import { DEFAULT_TERMS } from '../terms.ts';

/** As of every session of this API: 24 hours. */
const LIFETIME_MS = 24 * 3_600_000;

const NOT_FOUND: PlainPage = { name: 'notFound', status: 404, framing: 'none' };

/** `GET /p/:id`, for anybody. A HEAD only looks, and makes nothing. */
export function createLinkPage(deps: OpenDeps): Hono<Env> {
  const { store, clock, settings } = deps;
  const app = new Hono<Env>();
  app.get('/p/:id', async (c) => {
    const isLook = c.req.method === 'HEAD';
    const sessionId = await store.transaction(async (trx) => {
      const link = await findAnyLink(trx, c.req.param('id'));
      if (link === null || !isOpen(link, clock.now()) || !(await isSold(trx, link))) return null;
      if (isLook) return '';
      return (await writeSession(trx, toSession(link, deps), link, deps)).session.id;
    });
    if (sessionId === null) return plainPage(c.req.raw, settings.checkoutOrigin, NOT_FOUND);
    if (isLook) return c.body(null, 200, { 'Cache-Control': 'no-store' });
    return c.body(null, 303, { Location: `/c/${sessionId}`, 'Cache-Control': 'no-store' });
  });
  return app;
}

/** Whether everything that it sells can still be bought. */
async function isSold(trx: Trx, link: PaymentLink): Promise<boolean> {
  for (const { price } of link.lineItems) {
    if (price === null) continue;
    const found = await findPrice(trx, link, price.id);
    if (found === null || !found.price.active || !found.entry.product.active) return false;
  }
  return true;
}

function toSession(link: PaymentLink, { ids }: OpenDeps): NewSession {
  const { currency, amount, afterCompletion, customFields, metadata } = link;
  const lineItems = link.lineItems.map(
    ({ price, adjustable, name, description, imageUrl, quantity, unitAmount }) => ({
      ...{ id: ids.next('li'), name, description, imageUrl, quantity, unitAmount },
      ...(price === null ? {} : { price }),
      ...(adjustable === null ? {} : { adjustable }),
    }),
  );
  return {
    mode: 'payment',
    uiMode: 'hosted',
    submitType: 'pay',
    currency,
    paymentLinkId: link.id,
    customFields: asked(customFields),
    terms: { ...DEFAULT_TERMS, afterCompletion, lineItems, metadata, amountTotal: amount },
    lifetimeMs: LIFETIME_MS,
  };
}
