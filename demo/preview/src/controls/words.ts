// Numbers, money, times and names of the controls in the language of the page.

import { exponentOf } from '@xpay/protocol/currencies';
import { formatMoney } from '@xpay/protocol/money';
import { language } from '../texts/texts.ts';

/** Minor units in the words of the language. */
export function money(amount: number, currency: string): string {
  return formatMoney(amount, currency, language.value, exponentOf(currency) ?? 2);
}

export function percent(whole: number): string {
  return new Intl.NumberFormat(language.value, { style: 'percent' }).format(whole / 100);
}

/** Hours where they are whole, else minutes. */
export function duration(minutes: number): string {
  const [value, unit] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return new Intl.NumberFormat(language.value, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** How long, in the largest unit of which it is one: days, hours or minutes. */
export function span(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1440) return duration(minutes < 60 ? minutes : minutes - (minutes % 60));
  const days = { style: 'unit', unit: 'day', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language.value, days).format(Math.floor(minutes / 1440));
}

/** `USD – US dollar`. */
export function currencyName(code: string): string {
  const name = currencyNames(language.value).of(code) ?? code;
  return name === code ? code : `${code} – ${name}`;
}

const made = new Map<string, Intl.DisplayNames>();

/** There are a hundred and more to name at each drawing, and making one of these takes longer than all of that. */
function currencyNames(tag: string): Intl.DisplayNames {
  const names = made.get(tag) ?? new Intl.DisplayNames(tag, { type: 'currency' });
  made.set(tag, names);
  return names;
}

/** A language in its own words. */
export function ownName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: 'language', languageDisplay: 'standard' }).of(tag) ?? tag;
}

/** A moment, to the second. */
export function moment(iso: string): string {
  const style = { dateStyle: 'medium', timeStyle: 'medium' } as const;
  return new Intl.DateTimeFormat(language.value, style).format(new Date(iso));
}

/** As it is printed on a card: in fours, American Express 4-6-5. */
export function printed(number: string): string {
  const groups = number.length === 15 ? /^(\d{4})(\d{6})(\d{5})$/ : /(\d{4})(?=\d)/g;
  return number.replace(groups, number.length === 15 ? '$1 $2 $3' : '$1 ');
}

/** Several names after one another, each with the comma of the language. */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(language.value, { type: 'unit', style: 'short' }).format(names);
}
