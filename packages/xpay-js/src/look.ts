// Language and theme of a frame: in its address as a hint for the server, over the line in full.

import type { Appearance } from '@xpay/protocol/appearance';

export interface Look {
  readonly locale: string;
  readonly appearance: Appearance & { readonly theme: NonNullable<Appearance['theme']> };
}

export const DEFAULT_LOOK: Look = { locale: 'auto', appearance: { theme: 'auto' } };

/** What the address tells of it: enough for the first paint. */
export function toHints({ locale, appearance: { theme } }: Look): Readonly<Record<string, string>> {
  return { locale, theme };
}
