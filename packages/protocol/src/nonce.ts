// 128 random bits: a handshake that nobody else on the page can answer, an attempt that no other can be taken for.

/** 32 hex digits. `crypto.randomUUID` does not exist on http pages, `getRandomValues` does. */
export function createNonce(): string {
  let nonce = '';
  // A loop, because old page libraries replace Array.from by one that takes no function.
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) nonce += byte.toString(16).padStart(2, '0');
  return nonce;
}
