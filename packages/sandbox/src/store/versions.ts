// How far a session has come, for those who only wait for more.

import type { Session } from '../domain/session.ts';
import type { Queries } from './store.ts';

/** How far a session has come; null when it is gone. */
export async function findVersion(
  db: Queries,
  sessionId: string,
): Promise<Pick<Session, 'version' | 'status'> | null> {
  const row = await db
    .selectFrom('checkout_sessions')
    .select(['version', 'status'])
    .where('id', '=', sessionId)
    .executeTakeFirst();
  return row ?? null;
}
