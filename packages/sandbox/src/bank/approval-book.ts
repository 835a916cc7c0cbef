// The providers' book: which approvals were asked for, how each was decided, and whether we have been told.

import type { InstalmentPlan } from '@xpay/protocol/payment-methods';
import type { ApprovalResult } from '../domain/approval.ts';
import { type Instant, later } from '../domain/clock.ts';
import { PLAN } from '../store/json-columns.ts';
import type { ApprovalOrdersTable } from '../store/method-tables.ts';
import type { Queries, Store, Trx } from '../store/store.ts';

export type ApprovalOrder = Readonly<ApprovalOrdersTable>;

/** How long a buyer has on the provider's page. */
export const APPROVAL_LIFETIME_MS = 600_000;
/** A result that is being told is taken for untold after this long. */
export const REPORT_PATIENCE_MS = 10_000;

/** What a provider is asked. */
export interface NewOrder
  extends Pick<
    ApprovalOrdersTable,
    | 'id'
    | 'reference'
    | 'charge_id'
    | 'method'
    | 'merchant_name'
    | 'amount'
    | 'currency'
    | 'locale'
    | 'notification_url'
  > {
  readonly plan: InstalmentPlan | null;
  /** Origins that may stand around the page. */
  readonly ancestors: readonly string[];
}

/** Writes an order in the transaction of whoever orders. */
export async function writeOrder(
  trx: Trx,
  { plan, ancestors, ...order }: NewOrder,
  now: Instant,
): Promise<void> {
  const row: ApprovalOrdersTable = {
    ...order,
    state: 'open',
    result: null,
    plan: plan === null ? null : JSON.stringify(plan),
    ancestors: JSON.stringify(ancestors),
    due_at: later(now, APPROVAL_LIFETIME_MS),
    created_at: now.toISOString(),
  };
  await trx.insertInto('approval_orders').values(row).execute();
}

/** An order by its id, or null. */
export async function findOrder(db: Queries, id: string): Promise<ApprovalOrder | null> {
  const row = await db.selectFrom('approval_orders').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** Orders that have something due by `now`, the longest due first. */
export async function findDueOrders(db: Queries, now: Instant): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('approval_orders')
    .select('id')
    .where('due_at', '<=', now.toISOString())
    .orderBy('due_at')
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether the provider of a charge stands in for its money. */
export async function isApproved(db: Queries, chargeId: string): Promise<boolean> {
  const row = await db
    .selectFrom('approval_orders')
    .select('result')
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
  return row?.result === 'approved';
}

export type OrderChanges = Partial<Pick<ApprovalOrdersTable, 'state' | 'result' | 'due_at'>>;

/** Reads an order and writes what `decide` makes of it, with nobody in between; null leaves it as it is. */
export function changeOrder(
  store: Store,
  id: string,
  decide: (order: ApprovalOrder) => OrderChanges | null,
): Promise<ApprovalOrder | null> {
  return store.transaction(async (trx) => {
    const before = await findOrder(trx, id);
    const changes = before === null ? null : decide(before);
    if (before === null || changes === null) return before;
    await trx.updateTable('approval_orders').set(changes).where('id', '=', id).execute();
    return { ...before, ...changes };
  });
}

/** The end of an order, to be told from now on; one that has ended stays as it is. */
export function decided({ state }: ApprovalOrder, result: ApprovalResult, now: Instant): OrderChanges | null {
  return state === 'open' ? { state: 'decided', result, due_at: later(now, REPORT_PATIENCE_MS) } : null;
}

/** The plan that a lender's buyer has chosen; null for a wallet's. */
export function planOf({ plan }: ApprovalOrder): InstalmentPlan | null {
  return plan === null ? null : PLAN.parse(JSON.parse(plan));
}

/** Origins that may stand around the page. */
export function ancestorsOf({ ancestors }: ApprovalOrder): readonly string[] {
  const list: unknown = JSON.parse(ancestors);
  return Array.isArray(list) ? list.filter((origin) => typeof origin === 'string') : [];
}
