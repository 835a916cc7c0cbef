// Whose language counts: the buyer's own choice here, then the host page's, then the session's, then the browser's.

import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { matchLocale, SHIPPED_LOCALES, type ShippedLocale } from '@xpay/protocol/locales';
import { sessionOf } from '../payment/session-of.ts';
import type { State } from '../payment/state.ts';
import type { I18n } from './i18n.ts';

export interface LanguageChoice {
  /** Takes what the host page says: a tag, or `auto`. */
  hostSays(locale: string): void;
  /** The buyer has chosen here. Resolves when the language is shown, or is known not to come. */
  buyerSays(tag: string): Promise<void>;
}

export interface LanguageChoiceDeps {
  readonly state: ReadonlySignal<State>;
  readonly i18n: Pick<I18n, 'setLocale'>;
  /** The language that the server chose for the document, and the buyer's own choice of before, if any. */
  readonly first: string;
  readonly chosen: ShippedLocale | null;
  /** What the browser's user reads, best first. */
  readonly browser: readonly string[];
  readonly storage: () => Pick<Storage, 'setItem'>;
  /** Tells the shop's developer. */
  readonly warn: (message: string) => void;
}

const KEY = 'xpay.locale';

/** What the buyer chose before a reload of this frame; null where they did not, or nothing is kept here. */
export function chosenLocale(storage: () => Pick<Storage, 'getItem'>): ShippedLocale | null {
  try {
    return matchLocale([storage().getItem(KEY) ?? ''], SHIPPED_LOCALES);
  } catch {
    return null; // Storage throws where a browser or its user has switched it off.
  }
}

/** A tag that names none of our languages counts as `auto`, and the first is told of: it must not stop a payment. */
export function createLanguageChoice(deps: LanguageChoiceDeps): LanguageChoice {
  const { state, i18n, storage } = deps;
  const buyer = signal(deps.chosen);
  const host = signal('auto');
  const browser = signal<string>(deps.first);
  let hasWarned = false;

  const ours = (tag: string | null): ShippedLocale | null => {
    if (tag === null || tag === 'auto') return null;
    const match = matchLocale([tag], SHIPPED_LOCALES);
    if (match === null && !hasWarned) {
      hasWarned = true;
      deps.warn(
        `no language of the checkout fits the locale "${tag.slice(0, 35)}", so the buyer’s browser decides.`,
      );
    }
    return match;
  };
  const session = computed(() => sessionOf(state.value)?.locale ?? null);
  const wanted = computed(() => {
    const ofHost = ours(host.value);
    const ofSession = ours(session.value);
    return buyer.value ?? ofHost ?? ofSession ?? browser.value;
  });

  let present: string = deps.chosen ?? deps.first;
  effect(() => {
    const next = wanted.value;
    if (next !== present) void i18n.setLocale(next);
    present = next;
  });
  return {
    hostSays(locale) {
      // The document's language may be what the host page said before, in its address.
      if (locale === 'auto' && ours(host.peek()) !== null)
        browser.value = matchLocale(deps.browser, SHIPPED_LOCALES) ?? 'en';
      host.value = locale;
    },
    async buyerSays(tag) {
      const choice = matchLocale([tag], SHIPPED_LOCALES);
      if (choice === null) return;
      try {
        storage().setItem(KEY, choice);
      } catch {
        // Then it holds until the next load.
      }
      present = choice;
      buyer.value = choice;
      await i18n.setLocale(choice);
    },
  };
}
