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
/** Random bits are counted in two halves of 40, 8 characters each: what a number holds exactly. */
const HALF = 2 ** 40;

type Random = readonly [high: number, low: number];

/** Makes ids whose time is the clock's and whose rest comes from `randomBytes` (cryptographically strong). */
export function createIds(clock: Clock, randomBytes: (length: number) => Uint8Array): Ids {
  let lastMs = 0;
  let random: Random = [0, 0];
  return {
    next(prefix) {
      const ms = clock.now().getTime();
      if (isLink(prefix)) return toId(prefix, ms, toRandom(randomBytes(10)));
      // Same millisecond, or a clock set back: count on, so that order of creation stays order of ids.
      random = ms > lastMs ? toRandom(randomBytes(10)) : following(random);
      lastMs = Math.max(ms, lastMs);
      return toId(prefix, lastMs, random);
    },
  };
}

/** Whoever knows a session's id can open its page, so that no other id may tell it: each has random bits of its own. */
function isLink(prefix: IdPrefix): boolean {
  return prefix === 'cs_test' || prefix === 'cs_live';
}

function toId(prefix: IdPrefix, ms: number, [high, low]: Random): string {
  return `${prefix}_${toBase32(ms, 10)}${toBase32(high, 8)}${toBase32(low, 8)}`;
}

function toRandom(bytes: Uint8Array): Random {
  return [toNumber(bytes, 0), toNumber(bytes, 5)];
}

/** The five bytes from `start` on. */
function toNumber(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let index = start; index < start + 5; index += 1) value = value * 256 + (bytes[index] ?? 0);
  return value;
}

function following([high, low]: Random): Random {
  return low + 1 < HALF ? [high, low + 1] : [(high + 1) % HALF, 0];
}

function toBase32(value: number, length: number): string {
  let text = '';
  let rest = value;
  for (let left = length; left > 0; left -= 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
