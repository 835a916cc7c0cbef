// The checkout's words: one language at a time on screen, another fetched when it is chosen.

import { computed, type ReadonlySignal } from '@preact/signals';
import { directionOf } from '@xpay/protocol/locales';
import { formatMoney, numberLocale } from '@xpay/protocol/money';
import { createInstance } from 'i18next';
import type en from './locales/en.json';
import type { LaterPart } from './parts.ts';
import { createShelf } from './shelf.ts';
import { createSwitcher } from './switcher.ts';

/** Every path to a text, `errors.card_declined`; a plural's suffix is not part of its key. */
export type MessageKey = Key<typeof en>;

export type MessageValues = Readonly<Record<string, string | number>>;

/** The content of a locale file: texts, in branches. */
export interface Texts {
  readonly [key: string]: string | Texts;
}

/** Fetches the first texts of a language, or a later part of them; null when they cannot be had. */
export type LoadTexts = (tag: string, part?: LaterPart) => Promise<Texts | null>;

export interface I18n {
  /** BCP 47 of the texts now shown. */
  readonly locale: ReadonlySignal<string>;
  readonly direction: ReadonlySignal<'ltr' | 'rtl'>;
  /**
   * The text in the language now shown; a component that calls it renders again when that changes. A value that runs in
   * the other direction is isolated (Unicode bidi, FSI and PDI): names, amounts, addresses.
   */
  t(key: MessageKey, values?: MessageValues): string;
  /** `amount` in minor units; `exponent` is the currency's number of decimals. */
  money(amount: number, currency: string, exponent: number): string;
  /** Whether the texts of a later part are there, in the present language and in every one shown after it. */
  has(part: LaterPart): boolean;
  /**
   * Fetches a later part; call it where the code is fetched that shows it. Resolves with whether it is there now. A file
   * that cannot be had is replaced by that of the nearest language. `spare`, which the code brings along, is taken where
   * nothing has come by now, until something does.
   */
  need(part: LaterPart, spare?: Texts): Promise<boolean>;
  /**
   * Resolves when the texts are shown, those of every part in use. In place of a language whose file cannot be had comes
   * the nearest; one that we do not have leaves the present one, and so does the last failure. Of several calls the
   * last one counts.
   */
  setLocale(tag: string): Promise<void>;
}

/** `texts` are those of the first language; what they hold of later parts is there from the start. */
export function createI18n(tag: string, texts: Texts, load: LoadTexts): I18n {
  const instance = createInstance();
  void instance.init({
    lng: tag,
    fallbackLng: false,
    // What a language lacks is replaced file by file, by the shelf.
    load: 'currentOnly',
    initAsync: false,
    resources: { [tag]: { translation: texts } },
    // Preact escapes; escaping here too would show `&amp;` to the buyer.
    interpolation: { escapeValue: false },
  });
  const add = (of: string, more: Texts) => {
    instance.addResourceBundle(of, 'translation', more);
  };
  const shelf = createShelf(load, add);
  shelf.put(tag, texts);
  const { locale, parts, need, setLocale } = createSwitcher(tag, shelf, add);
  return {
    locale,
    direction: computed(() => directionOf(locale.value)),
    t(key, values) {
      const lng = locale.value;
      // No text refers to another one: the build leaves that out of i18next.
      const options = { ...values, lng, nest: false, replace: inPlace(values, lng) };
      return instance.t(pluralKey(key, values, lng), options);
    },
    money: (amount, currency, exponent) => formatMoney(amount, currency, locale.value, exponent),
    has: (part) => parts.value.includes(part),
    need,
    setLocale,
  };
}

/**
 * A browser without the plural rules of a language would count by those of its own: Chromium has none of Georgian. The
 * four languages that Chromium lacks data of tell one from many, like English.
 */
function pluralKey(key: string, values: MessageValues | undefined, locale: string): string {
  const count = values?.['count'];
  if (typeof count !== 'number' || Intl.PluralRules.supportedLocalesOf(locale).length > 0) return key;
  return `${key}_${new Intl.PluralRules('en').select(count)}`;
}

/** Numbers as the language writes them, and texts so that they do not mix with it where they run the other way. */
function inPlace(values: MessageValues | undefined, locale: string): MessageValues {
  const isRightToLeft = directionOf(locale) === 'rtl';
  const entries = Object.entries(values ?? {}).map(([name, value]) => [
    name,
    typeof value === 'number'
      ? new Intl.NumberFormat(numberLocale(locale)).format(value)
      : isRightToLeft || RIGHT_TO_LEFT.test(value)
        ? `\u2068${value}\u2069`
        : value,
  ]);
  return Object.fromEntries(entries);
}

/** What stands in the blocks of Hebrew, Arabic and their neighbours, or turns a line around. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufefc]/;

type Key<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${WithoutPlural<K>}` : Key<T[K], `${Path}${K}.`>;
}[keyof T & string];

type WithoutPlural<K extends string> =
  K extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Base : K;
