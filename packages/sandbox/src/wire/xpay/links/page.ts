// The address of a payment link: whoever opens it sees what is for sale, and gets a session of their own when they go on.

import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { asked } from '../../../domain/custom-field.ts';
import { isOpen, type PaymentLink } from '../../../domain/payment-link.ts';
import type { ApiContext, Env } from '../../../http/env.ts';
import { allowOnly } from '../../../http/errors.ts';
import { type PlainPage, plainPage } from '../../../http/plain-page.ts';
import { ApiError } from '../../../http/problem.ts';
import { type RateLimiter, VISITS_PER_LINK } from '../../../http/rate-limit.ts';
import type { Payments } from '../../../payments.ts';
import { findAnyLink } from '../../../store/links.ts';
import { getMerchant } from '../../../store/merchants.ts';
import { findPrice } from '../../../store/products.ts';
import type { Queries } from '../../../store/store.ts';
import type { NewSession, OpenDeps } from '../create.ts';
import { writeSession } from '../sessions/open.ts';
import { DEFAULT_TERMS } from '../terms.ts';
import { askedLocale, linkDocument } from './link-document.ts';

export interface LinkPageDeps extends OpenDeps {
  readonly limiter: RateLimiter;
  readonly payments: Pick<Payments, 'read'>;
}

/** As of every session of this API: 24 hours. */
const LIFETIME_S = 24 * 3600;

/** Holds the id of the session that the visitor of one link has; sent to that link alone. */
const COOKIE = 'xpay_link';

/** A link that leads nowhere says why: an address that was good once is gone (RFC 9110, 15.5.11). */
const PAGES = {
  unknown: { name: 'notFound', status: 404, framing: 'none' },
  closed: { name: 'linkClosed', status: 410, framing: 'none' },
  expired: { name: 'linkExpired', status: 410, framing: 'none' },
  unsold: { name: 'linkUnsold', status: 410, framing: 'none' },
  tooMany: { name: 'tooMany', status: 429, framing: 'none' },
} as const satisfies Record<string, PlainPage>;

/**
 * `GET /p/:id` shows what is for sale, to anybody and to every preview and robot, and makes nothing. `POST /p/:id`, its one
 * button, begins a session, or goes on with the one that this visitor has.
 */
export function createLinkPage(deps: LinkPageDeps): Hono<Env> {
  const { store, settings, limiter } = deps;
  const app = new Hono<Env>();
  const origin = settings.checkoutOrigin;
  const say = (c: ApiContext, page: PlainPage) => plainPage(c.req.raw, origin, page);

  app.get('/p/:id', async (c) => {
    const found = await findOpen(store.db, c.req.param('id'), deps);
    if (typeof found === 'string') return say(c, PAGES[found]);
    const { displayName } = await getMerchant(store.db, found.merchantId);
    return linkDocument(c.req.raw, { link: found, merchantName: displayName, origin });
  });

  app.post('/p/:id', async (c) => {
    const found = await findOpen(store.db, c.req.param('id'), deps);
    if (typeof found === 'string') return say(c, PAGES[found]);
    const known = await ownSession(c, found, deps);
    if (known !== null) return goOn(c, known);
    if (!mayBegin(c, limiter, found)) {
      const response = say(c, PAGES.tooMany);
      response.headers.set('retry-after', String(VISITS_PER_LINK.windowS));
      return response;
    }
    const { session } = await store.transaction((trx) =>
      writeSession(trx, toSession(found, deps), found, deps),
    );
    setCookie(c, COOKIE, session.id, {
      path: `/p/${found.id}`,
      maxAge: LIFETIME_S,
      httpOnly: true,
      sameSite: 'Lax',
      secure: origin.startsWith('https:'),
    });
    return goOn(c, session.id);
  });

  allowOnly(app, '/p/:id', ['GET', 'POST']);
  return app;
}

/** To the session's page, by a GET: to load it anew begins nothing. */
function goOn(c: ApiContext, sessionId: string): Response {
  const location = `/c/${sessionId}${askedLocale(c.req.raw)}`;
  return c.body(null, 303, { Location: location, 'Cache-Control': 'no-store' });
}

/** The session that this visitor has begun here and can still pay, as the link is now; null without one. */
async function ownSession(
  c: ApiContext,
  link: PaymentLink,
  { payments }: Pick<LinkPageDeps, 'payments'>,
): Promise<string | null> {
  const id = getCookie(c, COOKIE);
  if (id === undefined || !/^cs_(test|live)_[0-9A-Z]{26}$/.test(id)) return null;
  const session = (await payments.read(id))?.session;
  const isOwn = session?.paymentLinkId === link.id && session.status === 'open';
  return isOwn && session.createdAt >= link.updatedAt ? id : null;
}

function mayBegin(c: ApiContext, limiter: RateLimiter, link: PaymentLink): boolean {
  try {
    limiter.take(c, VISITS_PER_LINK, link.id);
    return true;
  } catch (cause) {
    if (cause instanceof ApiError) return false;
    throw cause;
  }
}

/** The link, or which page says why it cannot be paid. */
async function findOpen(
  db: Queries,
  id: string,
  { clock }: Pick<LinkPageDeps, 'clock'>,
): Promise<PaymentLink | 'unknown' | 'closed' | 'expired' | 'unsold'> {
  const link = await findAnyLink(db, id);
  if (link === null) return 'unknown';
  if (!link.active) return 'closed';
  if (!isOpen(link, clock.now())) return 'expired';
  return (await isSold(db, link)) ? link : 'unsold';
}

/** Whether everything that it sells can still be bought. */
async function isSold(db: Queries, link: PaymentLink): Promise<boolean> {
  for (const { price } of link.lineItems) {
    if (price === null) continue;
    const found = await findPrice(db, link, price.id);
    if (found === null || !found.price.active || !found.entry.product.active) return false;
  }
  return true;
}

function toSession(link: PaymentLink, { ids }: OpenDeps): NewSession {
  const { currency, amount, afterCompletion, metadata } = link;
  const { customFields, allowPromotionCodes, paymentMethodTypes } = link;
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
    allowPromotionCodes,
    paymentMethodTypes,
    terms: { ...DEFAULT_TERMS, afterCompletion, lineItems, metadata, amountTotal: amount },
    lifetimeMs: LIFETIME_S * 1000,
  };
}
