// One-time keys of hosted pages: each load of a page gets one, and with it, once, the client secret of its session.

import { randomBytes } from 'node:crypto';
import type { Clock } from './domain/clock.ts';
import { hashOf } from './store/vault.ts';

export interface Bootstraps {
  /** A new key for one load of the page of this session. */
  issue(sessionId: string): string;
  /** The session that a key is good for, or null: used, too old, or never issued. It stays as it is. */
  find(key: string): string | null;
  /** Ends a key. */
  use(key: string): void;
}

interface Issued {
  readonly sessionId: string;
  readonly expiresAt: number;
}

const LIFETIME_MS = 600_000;
/** Far more tabs than a buyer opens; who loads one page without end pushes out keys of that page only. */
const MOST_PER_SESSION = 50;

/** Keys in memory, as hashes: after a restart, pages that have not used theirs are loaded again. */
export function createBootstraps(clock: Clock): Bootstraps {
  // Both in the order of issue, which is that of expiry.
  const issued = new Map<string, Issued>();
  const bySession = new Map<string, Set<string>>();

  function forget(hash: string): void {
    const sessionId = issued.get(hash)?.sessionId ?? '';
    issued.delete(hash);
    const others = bySession.get(sessionId);
    others?.delete(hash);
    if (others?.size === 0) bySession.delete(sessionId);
  }

  function forgetExpired(now: number): void {
    for (const [hash, { expiresAt }] of issued) {
      if (expiresAt > now) return;
      forget(hash);
    }
  }

  return {
    issue(sessionId) {
      const now = clock.now().getTime();
      forgetExpired(now);
      const key = randomBytes(16).toString('base64url'); // 128 bits
      const hash = hashOf(key);
      const own = bySession.get(sessionId) ?? new Set();
      for (const oldest of own) if (own.size >= MOST_PER_SESSION) forget(oldest);
      issued.set(hash, { sessionId, expiresAt: now + LIFETIME_MS });
      bySession.set(sessionId, own.add(hash));
      return key;
    },
    find(key) {
      const found = issued.get(hashOf(key));
      return found === undefined || found.expiresAt <= clock.now().getTime() ? null : found.sessionId;
    },
    use: (key) => forget(hashOf(key)),
  };
}
