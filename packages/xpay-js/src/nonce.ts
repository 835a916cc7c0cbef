// 128 random bits: what nobody else on the page can know.

/** 32 hex digits. `crypto.randomUUID` does not exist on http pages, `getRandomValues` does. */
export function createNonce(): string {
  let nonce = '';
  // A loop, because old page libraries replace Array.from by one that takes no function.
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) nonce += byte.toString(16).padStart(2, '0');
  return nonce;
}
