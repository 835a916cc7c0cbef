// The shop's own memory: baskets, orders and the webhooks already handled; in a file too, when one is given.

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type BasketLine, PRODUCT_IDS, type ProductId } from './products.ts';

const Line = z.object({ productId: z.enum(PRODUCT_IDS), quantity: z.int().positive() });

/** Where an order goes, as the visitor wrote it into a form of the shop's own. */
export const Delivery = z.object({
  name: z.string().trim().min(1).max(100),
  email: z.email().max(200),
  street: z.string().trim().min(1).max(200),
  postalCode: z.string().trim().min(1).max(20),
  city: z.string().trim().min(1).max(100),
});

const Order = z.object({
  id: z.string(),
  visitorId: z.string(),
  /** Whether paying for it empties the visitor's basket; a direct purchase leaves the basket alone. */
  fromBasket: z.boolean(),
  /** The language its lines are named in. */
  locale: z.string(),
  lines: z.array(Line.extend({ name: z.string(), unitAmount: z.int().positive() })),
  /** Minor units. */
  amount: z.int().positive(),
  currency: z.string(),
  /** `paid` and `closed` come from verified webhooks only, never from a browser. */
  status: z.enum(['pending', 'paid', 'closed']),
  /** `own_form`: the shop asks for address and e-mail itself. `link`: it is paid on a page of the payment provider. */
  way: z.enum(['checkout', 'own_form', 'link']).default('checkout'),
  /** Null where the shop did not ask. */
  delivery: Delivery.nullable().default(null),
  /** The page that it is paid on, where the bank sends the visitor back to; null in files from before there was one. */
  returnUrl: z.string().nullable().default(null),
  /** The checkout session that may pay for it; null until one was created. */
  sessionId: z.string().nullable(),
  /** The session's secret, also once the session is over: a visitor who comes back then is shown how it ended. */
  clientSecret: z.string().nullable().default(null),
  /** The payment provider's page for it, with `link`. */
  url: z.string().nullable().default(null),
  createdAt: z.iso.datetime(),
});

const State = z.object({
  baskets: z.record(z.string(), z.array(Line)),
  orders: z.record(z.string(), Order),
  handledWebhooks: z.array(z.string()),
});

export type Delivery = z.infer<typeof Delivery>;

export type Order = z.infer<typeof Order>;

export type Store = ReturnType<typeof createStore>;

/** Webhook ids remembered: far more than a sender retries at once, little enough to keep in memory. */
const REMEMBERED_WEBHOOKS = 10_000;

/**
 * Keeps the shop's state in memory. With a file, every change is written to it before the call returns, and a restart
 * goes on from there.
 *
 * @throws Error when the file exists but is not a state that this shop wrote.
 */
export function createStore(file?: string) {
  const state = file === undefined ? emptyState() : readState(file);
  const watchers = new Map<string, Set<(order: Order) => void>>();

  function save(): void {
    if (file === undefined) return;
    // Written beside and renamed, so that a crash leaves the old file or the new one, never half of one.
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  }

  return {
    basket: (visitorId: string): readonly BasketLine[] => state.baskets[visitorId] ?? [],

    /** Sets how many pieces of a product lie in a basket; none takes it out. */
    setQuantity(visitorId: string, productId: ProductId, quantity: number): void {
      const others = (state.baskets[visitorId] ?? []).filter((line) => line.productId !== productId);
      const lines = quantity > 0 ? [...others, { productId, quantity }] : others;
      state.baskets[visitorId] = PRODUCT_IDS.flatMap((id) => lines.filter((line) => line.productId === id));
      save();
    },

    order: (id: string): Order | undefined =>
      Object.hasOwn(state.orders, id) ? state.orders[id] : undefined,

    findOrder: (fits: (order: Order) => boolean): Order | undefined => Object.values(state.orders).find(fits),

    emptyBasket(visitorId: string): void {
      delete state.baskets[visitorId];
      save();
    },

    /** Writes an order and tells whoever watches it. */
    putOrder(order: Order): Order {
      state.orders[order.id] = order;
      save();
      for (const tell of watchers.get(order.id) ?? []) tell(order);
      return order;
    },

    /** Calls back on every change of an order, until the returned function is called. */
    watchOrder(id: string, tell: (order: Order) => void): () => void {
      const listeners = watchers.get(id) ?? new Set();
      watchers.set(id, listeners.add(tell));
      return () => {
        listeners.delete(tell);
        if (listeners.size === 0) watchers.delete(id);
      };
    },

    hasHandled: (webhookId: string): boolean => state.handledWebhooks.includes(webhookId),

    markHandled(webhookId: string): void {
      state.handledWebhooks.push(webhookId);
      state.handledWebhooks.splice(0, state.handledWebhooks.length - REMEMBERED_WEBHOOKS);
      save();
    },
  };
}

/** Whether two baskets hold the same products in the same numbers. Both are in catalogue order. */
export function sameLines(a: readonly BasketLine[], b: readonly BasketLine[]): boolean {
  return (
    a.length === b.length &&
    a.every((line, i) => line.productId === b[i]?.productId && line.quantity === b[i]?.quantity)
  );
}

function emptyState(): z.infer<typeof State> {
  return { baskets: {}, orders: {}, handledWebhooks: [] };
}

function readState(file: string): z.infer<typeof State> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return emptyState();
    throw cause;
  }
  try {
    return State.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `${file} is not a file this shop wrote. Name another one, or delete it to start afresh.`,
      {
        cause,
      },
    );
  }
}
