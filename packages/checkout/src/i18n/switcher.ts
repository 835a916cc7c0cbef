// Which language is shown, and which parts of its texts: nothing is shown before its words are there.

import { type ReadonlySignal, signal } from '@preact/signals';
import { matchLocale, SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { fallbacksOf } from './fallbacks.ts';
import type { I18n, Texts } from './i18n.ts';
import { LATER_PARTS, type LaterPart } from './parts.ts';
import type { Shelf } from './shelf.ts';

export interface Switcher extends Pick<I18n, 'locale' | 'need' | 'setLocale'> {
  /** The later parts that are in use: in the present language they are there. */
  readonly parts: ReadonlySignal<readonly LaterPart[]>;
}

/** `lend` shows texts in the present language that are not its own. */
export function createSwitcher(
  first: string,
  shelf: Shelf,
  lend: (tag: string, texts: Texts) => void,
): Switcher {
  const locale = signal(first);
  const parts = signal<readonly LaterPart[]>(LATER_PARTS.filter((part) => shelf.holds(first, part)));
  let wanted = first;

  async function show(part: LaterPart): Promise<boolean> {
    const present = locale.peek();
    if (!(await shelf.fetch(present, part))) return false;
    if (present !== locale.peek()) return show(part);
    // A new list in any case: these words may take the place of lent ones.
    parts.value = [...new Set([...parts.peek(), part])];
    return true;
  }

  /** Whether everything that is in use is there in this language. */
  async function complete(tag: string): Promise<boolean> {
    const inUse = parts.peek();
    const arrivals = await Promise.all([undefined, ...inUse].map((part) => shelf.fetch(tag, part)));
    // What has come into use meanwhile belongs to it.
    return arrivals.every(Boolean) && (inUse === parts.peek() || complete(tag));
  }

  return {
    locale,
    parts,
    async need(part, spare) {
      if (spare === undefined || parts.peek().includes(part)) return show(part);
      shelf.keepSpare(part, spare);
      lend(locale.peek(), spare);
      parts.value = [...parts.peek(), part];
      return true;
    },
    async setLocale(requested) {
      const next = matchLocale([requested], SHIPPED_LOCALES);
      if (next === null) return;
      wanted = next;
      for (const tag of [next, ...fallbacksOf(next)]) {
        const isComplete = await complete(tag);
        if (wanted !== next) return;
        if (isComplete) {
          locale.value = tag;
          return;
        }
      }
    },
  };
}
