// Random bytes out of a pool: the system's generator is asked once for hundreds of ids, keys and nonces.

import { randomBytes } from 'node:crypto';

const POOL_BYTES = 8192;

let pool: Uint8Array = new Uint8Array();
let used = 0;

/** Cryptographically strong random bytes, each handed out once (`crypto.randomBytes`). */
export function pooledBytes(length: number): Uint8Array {
  if (length > POOL_BYTES) return randomBytes(length);
  if (used + length > pool.byteLength) {
    // A new one: what was handed out of the old one stays as it is.
    pool = randomBytes(POOL_BYTES);
    used = 0;
  }
  used += length;
  return pool.subarray(used - length, used);
}
