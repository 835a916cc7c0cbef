// What a tab remembers of a session while its bank checks: one text, gone when the attempt is over.
//
// A browser that gives no storage, or throws, remembers nothing.

import type { PublicSession } from '@xpay/protocol/api';

export interface Memory {
  read(session: PublicSession): string | null;
  write(session: PublicSession, text: string): void;
  forget(session: PublicSession): void;
}

export function createMemory(storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Memory {
  return {
    read: (session) => quietly(() => storage().getItem(keyOf(session))) ?? null,
    write: (session, text) => quietly(() => storage().setItem(keyOf(session), text)),
    forget: (session) => quietly(() => storage().removeItem(keyOf(session))),
  };
}

function keyOf({ id }: PublicSession): string {
  return `xpay.${id}`;
}

function quietly<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}
