// What a tab remembers of a session while an attempt is under way: one text, gone when that is over. First the attempt, from
// before its request leaves; while the bank checks, what `resume.ts` writes in its place. No secret, and nothing of the card.
//
// A browser that gives no storage, or throws, remembers nothing.

import type { PublicSession } from '@xpay/protocol/api';
import { admit, integer, record, WORD } from '@xpay/protocol/checks';
import type { SentAttempt } from './state.ts';

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

const SENT = record<SentAttempt>({ attemptId: WORD, version: integer() });

/** The attempt that a text tells of; null for any other text. */
export function toSentAttempt(text: string | null): SentAttempt | null {
  return quietly(() => admit(SENT, JSON.parse(text ?? 'null'))) ?? null;
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
