// The shop's words in the browser: the same files as on its server, one language at a time.

import type { ShopLocale, TextKey } from '../shop/i18n.ts';

export type { ShopLocale, TextKey } from '../shop/i18n.ts';

export interface Words {
  readonly locale: ShopLocale;
  readonly t: (key: TextKey, values?: Readonly<Record<string, string>>) => string;
  /** Minor units of a two-digit currency. */
  readonly money: (amount: number, currency: string) => string;
  readonly day: (iso: string) => string;
}

const FILES = {
  en: () => import('../shop/locales/en.json'),
  ar: () => import('../shop/locales/ar.json'),
} as const;

/** Loads a language and gives it to the document. */
export async function loadWords(locale: string): Promise<Words> {
  const known = locale === 'ar' ? 'ar' : 'en';
  const { default: texts } = await FILES[known]();
  document.documentElement.lang = known;
  document.documentElement.dir = known === 'ar' ? 'rtl' : 'ltr';
  const dates = new Intl.DateTimeFormat(known, { dateStyle: 'long' });
  return {
    locale: known,
    t(key, values = {}) {
      const text = key.split('.').reduce<unknown>((branch, name) => Reflect.get(Object(branch), name), texts);
      return String(text).replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
    },
    money: (amount, currency) =>
      new Intl.NumberFormat(known, {
        style: 'currency',
        currency,
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
      }).format(amount / 100),
    day: (iso) => dates.format(new Date(iso)),
  };
}
