// What the payment API's webhooks do to orders. The only place where an order becomes paid.

import type { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { type Order, type Store, sameLines } from './store.ts';

const Event = z.object({ type: z.string(), data: z.object({ object: z.unknown() }) });

const CompletedSession = z.object({
  id: z.string(),
  paymentStatus: z.string(),
  amountTotal: z.number(),
  currency: z.string(),
});

const ClosedSession = z.object({ id: z.string() });

export type PaymentEvent = z.infer<typeof Event>;

/**
 * Reads a webhook, if it is genuine and fresh (Standard Webhooks: HMAC-SHA256 over id, timestamp and the raw body,
 * five minutes of tolerance).
 *
 * @throws WebhookVerificationError when the signature, its age or its headers are wrong; ZodError or SyntaxError when
 * the signed body is not an event.
 */
export function readEvent(
  webhook: Webhook,
  body: string,
  headers: Readonly<Record<string, string>>,
): PaymentEvent {
  return Event.parse(webhook.verify(body, { ...headers }));
}

/**
 * Does what an event asks for and says in a sentence what that was.
 * A completed session pays for its own order only, and only with the order's exact amount and currency: without that
 * check, the proof of a small payment could settle a large order.
 */
export function applyEvent(store: Store, event: PaymentEvent): string {
  switch (event.type) {
    case 'checkout.session.completed':
      return settle(store, CompletedSession.parse(event.data.object));
    case 'checkout.session.expired':
      return close(store, ClosedSession.parse(event.data.object).id);
    default:
      // A declined attempt, for one: the buyer may try again, so it says nothing about the order.
      return 'nothing to do';
  }
}

function settle(store: Store, session: z.infer<typeof CompletedSession>): string {
  const order = orderOf(store, session.id);
  if (order === undefined) return `no order of ours belongs to ${session.id}`;
  if (order.status === 'paid') return `order ${order.id} was paid already`;
  if (session.paymentStatus !== 'paid')
    return `${session.id} is ${session.paymentStatus}: order ${order.id} stays`;
  if (session.amountTotal !== order.amount || session.currency !== order.currency) {
    return `order ${order.id} needs a person: ${order.amount} ${order.currency} expected, ${session.amountTotal} ${session.currency} paid`;
  }
  store.putOrder({ ...order, status: 'paid' });
  // Only if it still holds what was paid for: what the visitor added since then stays.
  if (order.fromBasket && sameLines(store.basket(order.visitorId), order.lines))
    store.emptyBasket(order.visitorId);
  return `order ${order.id} is paid`;
}

function close(store: Store, sessionId: string): string {
  const order = orderOf(store, sessionId);
  if (order?.status !== 'pending') return `no pending order belongs to ${sessionId}`;
  store.putOrder({ ...order, status: 'closed' });
  return `order ${order.id} is closed`;
}

function orderOf(store: Store, sessionId: string): Order | undefined {
  return store.findOrder((order) => order.sessionId === sessionId);
}
