// What there is to tell of a session.

import type { Session } from '../domain/session.ts';
import type { News } from './watch.ts';

/** The news that a session is as it is. */
export function newsOf({ version, status }: Pick<Session, 'version' | 'status'>): News {
  return { version, isOver: status !== 'open' };
}
