// A postal code as people type it, made into the one that the post knows.

import { withAsciiDigits } from '../methods/card/number.ts';

/** A country's letters or mark before the code, which belong on an envelope from abroad: `LT-01100`, `〒154-0023`. */
const PREFIX = /^(?:〒|[A-Z]{1,3}[- ])\s?/;

/**
 * Upper case, ASCII digits and dashes, whatever the keyboard makes; without the country's letters, where only they are
 * too much. `pattern` is the country's.
 */
export function tidyPostalCode(text: string, pattern: RegExp | null): string {
  const plain = withAsciiDigits(text.normalize('NFKC'))
    .replace(/[\p{Pd}\u2212\u30fc]/gu, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase();
  const bare = plain.replace(PREFIX, '');
  return pattern !== null && !pattern.test(plain) && pattern.test(bare) ? bare : plain;
}
