// Prefixed ids that sort by creation: ULID (github.com/ulid/spec), but for sessions monotonic within a millisecond.

import type { Clock } from './clock.ts';

export type IdPrefix =
  | 'merch'
  | 'key'
  | 'cs_test'
  | 'cs_live'
  | 'li'
  | 'pi'
  | 'ch'
  | 're'
  | 'evt'
  | 'we'
  | 'whd'
  | 'wha'
  | 'cus'
  | 'pm'
  | 'prod'
  | 'price'
  | 'up'
  | 'coup'
  | 'promo'
  | 'di'
  | 'plink'
  | 'client'
  | 'req';

export interface Ids {
  /** A new id, e.g. `pi_01KF1CJ0R0…`: the prefix, `_`, 26 characters of Crockford's base 32. */
  next(prefix: IdPrefix): string;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford's base 32: no I, L, O, U
const RANDOM_BITS = 80n;

/** Makes ids whose time is the clock's and whose rest comes from `randomBytes` (cryptographically strong). */
export function createIds(clock: Clock, randomBytes: (length: number) => Uint8Array): Ids {
  let lastMs = 0;
  let random = 0n;
  return {
    next(prefix) {
      const ms = clock.now().getTime();
      if (isLink(prefix))
        return `${prefix}_${toBase32(BigInt(ms), 10)}${toBase32(toBigInt(randomBytes(10)), 16)}`;
      if (ms > lastMs) {
        lastMs = ms;
        random = toBigInt(randomBytes(10));
      } else {
        // Same millisecond, or a clock set back: count on, so that order of creation stays order of ids.
        random = (random + 1n) & ((1n << RANDOM_BITS) - 1n);
      }
      return `${prefix}_${toBase32(BigInt(lastMs), 10)}${toBase32(random, 16)}`;
    },
  };
}

/** Whoever knows a session's id can open its page, so that no other id may tell it: each has random bits of its own. */
function isLink(prefix: IdPrefix): boolean {
  return prefix === 'cs_test' || prefix === 'cs_live';
}

function toBigInt(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

function toBase32(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest >>= 5n) text = ALPHABET.charAt(Number(rest & 31n)) + text;
  return text;
}
