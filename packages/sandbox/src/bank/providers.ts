// The sandbox's wallet and its lender: they ask buyers on pages of their own, and tell our server how that ended.

import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { ApprovalResult } from '../domain/approval.ts';
import type { Clock, Instant } from '../domain/clock.ts';
import { stackOf } from '../http/redact.ts';
import type { Settings } from '../settings.ts';
import type { Store, Trx } from '../store/store.ts';
import { type ApprovalReply, type SignedMessage, signMessage } from '../threeds/provider-messages.ts';
import {
  type ApprovalOrder,
  changeOrder,
  decided,
  findDueOrders,
  findOrder,
  type NewOrder,
  type OrderChanges,
  REPORT_PATIENCE_MS,
  writeOrder,
} from './approval-book.ts';
import { createProviderPages } from './provider-pages.ts';

export interface Providers {
  /** Where the buyer of an order is asked. */
  pageOf(method: NewOrder['method'], orderId: string): string;
  /** Asks for an approval, in the transaction of the charge that it is for. */
  open(trx: Trx, order: NewOrder): Promise<void>;
  /** Ends what nobody decided, and tells again what could not be told. */
  sweep(): Promise<void>;
  /** Their pages, on the bank's origin. */
  readonly pages: Hono;
}

export interface ProviderDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: Pick<Settings, 'bankOrigin'>;
  readonly logger: Logger;
  /** The line to our server; rejects when it breaks. */
  readonly deliver: (message: SignedMessage) => Promise<ApprovalReply>;
}

/** What the providers' pages ask of their book. */
export interface Desk {
  find(id: string): Promise<ApprovalOrder | null>;
  /** The buyer has decided. Null for an order that nobody has; one that has ended stays as it is. */
  answer(id: string, result: ApprovalResult): Promise<ApprovalOrder | null>;
}

/** The providers of one store. */
export function createProviders(deps: ProviderDeps): Providers {
  const { store, clock, settings } = deps;
  const desk: Desk = {
    find: (id) => findOrder(store.db, id),
    answer: (id, result) => move(deps, id, (order, now) => decided(order, result, now)),
  };
  return {
    pageOf: (method, orderId) => `${settings.bankOrigin}/${PATHS[method]}/${orderId}`,
    open: (trx, order) => writeOrder(trx, order, clock.now()),
    async sweep() {
      for (const id of await findDueOrders(store.db, clock.now())) await move(deps, id, whenDue);
    },
    pages: createProviderPages({ desk, origin: settings.bankOrigin }),
  };
}

/** Where the pages of each are. */
const PATHS = { wallet: 'wallet', bnpl: 'later' } as const satisfies Record<NewOrder['method'], string>;

/** Makes a change, and tells a result that has not been told. */
async function move(
  deps: ProviderDeps,
  id: string,
  decide: (order: ApprovalOrder, now: Instant) => OrderChanges | null,
): Promise<ApprovalOrder | null> {
  const now = deps.clock.now();
  const order = await changeOrder(deps.store, id, (before) => decide(before, now));
  return order === null ? null : tell(deps, order);
}

/** What could not be told is due again soon. */
async function tell(deps: ProviderDeps, order: ApprovalOrder): Promise<ApprovalOrder> {
  const { store, clock, logger, deliver } = deps;
  const { id, state, result, reference, amount, currency } = order;
  if (state !== 'decided' || result === null || result === 'void') return order;
  const message = { type: 'approval.result', reference, order: id, result, amount, currency } as const;
  try {
    const reply = await deliver(signMessage(message, store.vault.derive(LINE), clock.now()));
    const told = reply === 'taken' ? result : 'void';
    const change = { state: 'told', result: told, due_at: null } as const;
    const after = await changeOrder(store, id, (row) => (row.state === 'decided' ? change : null));
    return after ?? order;
  } catch (error) {
    logger.warn({ order: id, stack: stackOf(error) }, 'a provider could not tell a result; it tries again');
    return order;
  }
}

/** The purpose of the key that both ends of the line have. */
export const LINE = 'line to the providers';

/** What time brings: nobody decided, or a result is to be told again. */
function whenDue(order: ApprovalOrder, now: Instant): OrderChanges | null {
  if (order.due_at === null || order.due_at > now.toISOString()) return null;
  if (order.state === 'open') return decided(order, 'expired', now);
  return {
    due_at: order.state === 'told' ? null : new Date(now.getTime() + REPORT_PATIENCE_MS).toISOString(),
  };
}
