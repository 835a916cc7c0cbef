// Reads what is true of every payment where it is kept: the store's tables, and the acquirer's book beside them.

import type { Store } from '../../packages/sandbox/src/store/store.ts';

/** A payment as the server's store and the acquirer's book have it. */
export interface Truth {
  readonly session: string;
  readonly intent: string;
  readonly amountReceived: number;
  readonly charges: readonly { readonly id: string; readonly status: string; readonly amount: number }[];
  /** Charges for which the acquirer has moved money, by its own book. */
  readonly movedBy: readonly string[];
  /** Events, oldest first. */
  readonly recorded: readonly { readonly id: string; readonly type: string }[];
}

/** Whether the acquirer moves money, now or a little later. */
const isMove = (fate: string) => fate.startsWith('approve');

/** By the session's id. */
export async function readTruths({ db }: Store): Promise<ReadonlyMap<string, Truth>> {
  const sessions = await db
    .selectFrom('checkout_sessions')
    .select(['id', 'status', 'payment_intent_id'])
    .execute();
  const intents = await db
    .selectFrom('payment_intents')
    .select(['id', 'status', 'amount_received'])
    .execute();
  const charges = await db
    .selectFrom('charges')
    .select(['id', 'status', 'amount', 'payment_intent_id'])
    .orderBy('attempt')
    .execute();
  const book = await db.selectFrom('authorizations').select(['charge_id', 'fate']).execute();
  const events = await db
    .selectFrom('events')
    .select(['id', 'type', 'object_id'])
    .orderBy('sequence')
    .execute();
  const moved = new Set(book.filter(({ fate }) => isMove(fate)).map((row) => row.charge_id));
  const intentsById = new Map(intents.map((intent) => [intent.id, intent]));
  const chargesOf = groupBy(charges, (charge) => charge.payment_intent_id);
  const eventsAbout = groupBy(events, (event) => event.object_id);
  return new Map(
    sessions.map(({ id, status, payment_intent_id: intentId }) => {
      const intent = intentsById.get(intentId);
      const own = chargesOf.get(intentId) ?? [];
      const about = [id, intentId, ...own.map((charge) => charge.id)];
      return [
        id,
        {
          session: status,
          intent: intent?.status ?? 'gone',
          amountReceived: intent?.amount_received ?? 0,
          charges: own,
          movedBy: own.filter((charge) => moved.has(charge.id)).map((charge) => charge.id),
          recorded: about.flatMap((objectId) => eventsAbout.get(objectId) ?? []),
        },
      ];
    }),
  );
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one)) ?? [];
    group.push(one);
    groups.set(keyOf(one), group);
  }
  return groups;
}
