// From a wish to a client secret: one pending order for one basket, and one open session for that order.

import { randomBytes } from 'node:crypto';
import type { Words } from './i18n.ts';
import type { Payments } from './payments.ts';
import { type BasketLine, CURRENCY, PRICES, totalOf } from './products.ts';
import { type Order, type Store, sameLines } from './store.ts';

/** What a visitor wants to pay for. */
export interface Wish {
  readonly visitorId: string;
  readonly lines: readonly BasketLine[];
  readonly fromBasket: boolean;
  readonly way: Order['way'];
  /** Names the lines, in the session as on the order page. */
  readonly words: Words;
  /** The checkout page that the visitor is on. */
  readonly returnUrl: string;
}

export interface Desk {
  readonly store: Store;
  readonly payments: Payments;
  readonly now: () => Date;
}

/** The secret of a session to pay in, or the order that was paid already and only waits for its webhook. */
export type Opening =
  | { readonly clientSecret: string; readonly order: Order }
  | { readonly paidOrder: Order };

/**
 * Opens the checkout for a wish. Asked again for the same wish it answers the same session while that can still be
 * paid, so a reloaded page makes no second order; and once it was paid it answers the order, so that a visitor who
 * comes back before the webhook does is not asked to pay a second time.
 *
 * @throws PaymentsError when the payment API gives no session.
 */
export async function openCheckout(desk: Desk, wish: Wish): Promise<Opening> {
  const { store, payments } = desk;
  const known = store.findOrder((order) => order.status === 'pending' && answers(order, wish));
  if (!known?.sessionId) {
    // Kept before the call: two tabs at once, or a retry after a lost answer, use one order and one idempotency key.
    const order = known ?? store.putOrder(createOrder(wish, desk.now()));
    const session = await payments.createSession(order);
    const { id: sessionId, clientSecret, url } = session;
    const current = store.order(order.id) ?? order;
    return { clientSecret, order: store.putOrder({ ...current, sessionId, clientSecret, url }) };
  }
  const session = await payments.findSession(known.sessionId);
  // A webhook may have changed the order while we asked.
  const order = store.order(known.id) ?? known;
  if (order.status === 'paid' || session?.status === 'complete') return { paidOrder: order };
  if (session?.status === 'open' && session.clientSecret !== null)
    return { clientSecret: session.clientSecret, order };
  // Over, or unknown by now: a new order takes its place.
  store.putOrder({ ...order, status: 'closed' });
  return openCheckout(desk, wish);
}

/**
 * The order of a session, for the visitor who placed it and nobody else: anybody can write a session's id into an
 * address.
 */
export function ownOrder(
  store: Store,
  visitorId: string | undefined,
  sessionId: string | undefined,
): Order | undefined {
  return store.findOrder((order) => order.sessionId === sessionId && order.visitorId === visitorId);
}

function answers(order: Order, { visitorId, lines, fromBasket, way, words }: Wish): boolean {
  return (
    order.visitorId === visitorId &&
    order.fromBasket === fromBasket &&
    order.way === way &&
    order.locale === words.locale &&
    sameLines(order.lines, lines)
  );
}

function createOrder({ visitorId, lines, fromBasket, way, words, returnUrl }: Wish, now: Date): Order {
  return {
    // The address of the order page is made of it: 128 random bits, so that nobody finds another's order.
    id: `ord_${randomBytes(16).toString('hex')}`,
    visitorId,
    fromBasket,
    locale: words.locale,
    lines: lines.map(({ productId, quantity }) => ({
      productId,
      quantity,
      name: words.t(`products.${productId}.name`),
      unitAmount: PRICES[productId],
    })),
    amount: totalOf(lines),
    currency: CURRENCY,
    status: 'pending',
    way,
    delivery: null,
    returnUrl,
    sessionId: null,
    clientSecret: null,
    url: null,
    createdAt: now.toISOString(),
  };
}
