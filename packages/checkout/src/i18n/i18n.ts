// The checkout's words: one language at a time on screen, another fetched when it is chosen.

import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { directionOf, matchLocale, nativeName, SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { formatMoney } from '@xpay/protocol/money';
import { createInstance } from 'i18next';
import type en from './locales/en.json';

/** Every path to a text, `errors.card_declined`; a plural's suffix is not part of its key. */
export type MessageKey = Key<typeof en>;

export type MessageValues = Readonly<Record<string, string | number>>;

/** The content of a locale file: texts, in branches. */
export interface Texts {
  readonly [key: string]: string | Texts;
}

export interface I18n {
  /** BCP 47 of the texts now shown. */
  readonly locale: ReadonlySignal<string>;
  readonly direction: ReadonlySignal<'ltr' | 'rtl'>;
  /** What can be chosen, each named in itself. */
  readonly languages: readonly { readonly tag: string; readonly name: string }[];
  /** The text in the language now shown; a component that calls it renders again when that changes. */
  t(key: MessageKey, values?: MessageValues): string;
  /** `amount` in minor units; `exponent` is the currency's number of decimals. */
  money(amount: number, currency: string, exponent: number): string;
  /** `4 minutes`, as the language writes and counts it. */
  duration(count: number, unit: 'day' | 'hour' | 'minute' | 'second'): string;
  /**
   * Resolves when the texts are shown. A language that we do not have, or that cannot be fetched, leaves the present
   * one. Of several calls the last one counts.
   */
  setLocale(tag: string): Promise<void>;
}

/** In place of i18next's own, which the build leaves out: amounts and dates come formatted. */
const NO_FORMATTER = {
  type: 'formatter',
  init() {},
  add() {},
  addCached() {},
  format: (value: unknown) => String(value),
} as const;

/** `load` fetches the texts of another language, null when it cannot. */
export function createI18n(tag: string, texts: Texts, load: (tag: string) => Promise<Texts | null>): I18n {
  const instance = createInstance().use(NO_FORMATTER);
  void instance.init({
    lng: tag,
    fallbackLng: false,
    initAsync: false,
    resources: { [tag]: { translation: texts } },
    // Preact escapes; escaping here too would show `&amp;` to the buyer.
    interpolation: { escapeValue: false },
  });
  const locale = signal(tag);
  let wanted = tag;
  return {
    locale,
    direction: computed(() => directionOf(locale.value)),
    languages: SHIPPED_LOCALES.map((shipped) => ({ tag: shipped, name: nativeName(shipped) })),
    // No text refers to another one: the build leaves that out of i18next.
    t: (key, values) => instance.t(key, { ...values, lng: locale.value, nest: false }),
    money: (amount, currency, exponent) => formatMoney(amount, currency, locale.value, exponent),
    duration: (count, unit) =>
      new Intl.NumberFormat(locale.value, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
    async setLocale(requested) {
      const next = matchLocale([requested], SHIPPED_LOCALES);
      if (next === null) return;
      wanted = next;
      if (!instance.hasResourceBundle(next, 'translation')) {
        const loaded = await load(next);
        if (loaded === null) return;
        instance.addResourceBundle(next, 'translation', loaded);
      }
      if (wanted === next) locale.value = next;
    },
  };
}

type Key<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${WithoutPlural<K>}` : Key<T[K], `${Path}${K}.`>;
}[keyof T & string];

type WithoutPlural<K extends string> =
  K extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Base : K;
