// The words of the preview in each of its languages; keys are those of the English ones.

import { computed, signal } from '@preact/signals';
import { directionOf } from '@xpay/protocol/locales';
import { createInstance } from 'i18next';
import type { PageSettings } from '../settings/settings.ts';
import ar from './ar.json';
import en from './en.json';

type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Singular<K extends string> = K extends `${infer Name}_${Plural}` ? Name : K;
type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? Singular<K> : `${K}.${Paths<T[K]>}`;
}[keyof T & string];

/** `header.share` and the like; a plural's suffix is not part of its key. */
export type TextKey = Paths<typeof en>;

/** Each with its own name. */
export const LANGUAGE_NAMES = [
  ['en', 'English'],
  ['ar', 'العربية'],
] as const satisfies readonly (readonly [PageSettings['lang'], string])[];

const i18n = createInstance();
void i18n.init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  interpolation: { escapeValue: false },
  resources: { en: { translation: en }, ar: { translation: ar } },
});

/** The language of the page now. */
export const language = signal<PageSettings['lang']>('en');

/** Of the page's language. */
export const direction = computed(() => directionOf(language.value));

/** Changes every word on the page, with its `lang` and `dir` (WCAG 3.1.1). */
export function showLanguage(tag: PageSettings['lang']): void {
  language.value = tag;
  document.documentElement.lang = tag;
  document.documentElement.dir = directionOf(tag);
}

/** The text in the present language, `{{name}}` filled in; `count` chooses the plural. Reads a signal. */
export function t(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return i18n.t(key, { ...values, lng: language.value });
}

/** The text of a key that is put together from data, or the fallback where there is none. */
export function wordFor(branch: string, name: string, fallback = name): string {
  return i18n.t(`${branch}.${name}`, { defaultValue: fallback, lng: language.value });
}

/** A whole number in the digits and the grouping of the language. */
export function count(value: number): string {
  return new Intl.NumberFormat(language.value).format(value);
}
