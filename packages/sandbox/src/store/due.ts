// When something is due next: where a clock that is moved on has to stop on its way.

import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Queries } from './store.ts';

/** The earliest moment after `after` and not after `until` at which time brings something; null when there is none. */
export async function nextDue(db: Queries, after: Instant, until: Instant): Promise<Instant | null> {
  const [from, to] = [after.toISOString(), until.toISOString()];
  const rows = await Promise.all([
    db
      .selectFrom('checkout_sessions')
      .select(({ fn }) => fn.min('expires_at').as('at'))
      .where('status', '=', 'open')
      .where('expires_at', '>', from)
      .where('expires_at', '<=', to)
      .executeTakeFirst(),
    db
      .selectFrom('charges')
      .select(({ fn }) => fn.min('look_at').as('at'))
      .where('status', '=', sql.lit('pending' as const))
      .where('look_at', '>', from)
      .where('look_at', '<=', to)
      .executeTakeFirst(),
    db
      .selectFrom('authentications')
      .select(({ fn }) => fn.min('due_at').as('at'))
      .where('due_at', '>', from)
      .where('due_at', '<=', to)
      .executeTakeFirst(),
    db
      .selectFrom('bank_transactions')
      .select(({ fn }) => fn.min('due_at').as('at'))
      .where('due_at', '>', from)
      .where('due_at', '<=', to)
      .executeTakeFirst(),
    db
      .selectFrom('approval_orders')
      .select(({ fn }) => fn.min('due_at').as('at'))
      .where('due_at', '>', from)
      .where('due_at', '<=', to)
      .executeTakeFirst(),
    db
      .selectFrom('deliveries')
      .select(({ fn }) => fn.min('next_attempt_at').as('at'))
      .where('state', '=', 'pending')
      .where('next_attempt_at', '>', from)
      .where('next_attempt_at', '<=', to)
      .executeTakeFirst(),
  ]);
  const [first] = rows.flatMap((row) => (row?.at == null ? [] : [row.at])).sort();
  return first === undefined ? null : new Date(first);
}
