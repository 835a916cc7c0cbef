// The shop's two languages: its words, its direction, its money and its dates.

import i18next from 'i18next';
import ar from './locales/ar.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };

export const SHOP_LOCALES = ['en', 'ar'] as const;

export type ShopLocale = (typeof SHOP_LOCALES)[number];

type Leaves<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}` }[keyof T &
  string];

type WithoutPlural<K extends string> = K extends `${infer Base}_${'zero' | 'one' | 'other'}` ? Base : K;

/** A path in `locales/en.json`, plural suffix left out. */
export type TextKey = WithoutPlural<Leaves<typeof en>>;

/** What a page needs to speak one language. */
export interface Words {
  readonly locale: ShopLocale;
  readonly dir: 'ltr' | 'rtl';
  /** The sentence behind a key, `{{named}}` values filled in. Plain text: the templates escape it. */
  readonly t: (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;
  /** An amount in minor units of a two-digit currency, as the language writes it. */
  readonly money: (amount: number, currency: string) => string;
  /** A day, e.g. 21 November 2026. */
  readonly day: (iso: string) => string;
}

const texts = i18next.createInstance();
await texts.init({
  fallbackLng: 'en',
  supportedLngs: [...SHOP_LOCALES],
  resources: { en: { translation: en }, ar: { translation: ar } },
  interpolation: { escapeValue: false },
});

const WORDS: Readonly<Record<ShopLocale, Words>> = {
  en: createWords('en', 'ltr'),
  ar: createWords('ar', 'rtl'),
};

/** The words of the language a visitor reads, English when the shop does not speak it. */
export function wordsFor(locale: string): Words {
  return locale === 'ar' ? WORDS.ar : WORDS.en;
}

function createWords(locale: ShopLocale, dir: Words['dir']): Words {
  const translate = texts.getFixedT(locale);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  return {
    locale,
    dir,
    t: (key, values) => translate(key, { ...values }),
    // Explicit digits: what Intl takes as a currency's default differs between engines.
    money: (amount, currency) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
      }).format(amount / 100),
    day: (iso) => dates.format(new Date(iso)),
  };
}
