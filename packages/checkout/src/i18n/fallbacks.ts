// What to show in place of a language whose file cannot be had.

import { matchLocale, SHIPPED_LOCALES, type ShippedLocale } from '@xpay/protocol/locales';

const LAST: ShippedLocale = 'en';

/** The nearest of our languages, best first: other variants of the same, then English. `pt-BR` → `pt`, `en`. */
export function fallbacksOf(tag: string): readonly ShippedLocale[] {
  const near: ShippedLocale[] = [];
  const rest = () => SHIPPED_LOCALES.filter((other) => other !== tag && !near.includes(other));
  for (let next = matchLocale([tag], rest()); next !== null; next = matchLocale([tag], rest()))
    near.push(next);
  return near.includes(LAST) || tag === LAST ? near : [...near, LAST];
}
