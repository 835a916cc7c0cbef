// The words of the dashboard in each of its languages; keys are those of the English ones.

import { signal } from '@preact/signals';
import { directionOf } from '@xpay/protocol/locales';
import ar from './ar.json';
import en from './en.json';

type Branch = { readonly [key: string]: string | Branch };
type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}`;
}[keyof T & string];

/** `payments.search` and the like. */
export type TextKey = Paths<typeof en>;

const LANGUAGES: Readonly<Record<string, Branch>> = { en, ar };

/** Each with its own name. */
export const LANGUAGE_NAMES = [
  ['en', 'English'],
  ['ar', 'العربية'],
] as const;

export const language = signal(remembered());

function remembered(): string {
  const wished = [localStorage.getItem('xpay.dashboard.language') ?? '', ...navigator.languages];
  return wished.map((tag) => tag.split('-')[0] ?? '').find((tag) => Object.hasOwn(LANGUAGES, tag)) ?? 'en';
}

/** Changes every word on the page. */
export function chooseLanguage(tag: string): void {
  localStorage.setItem('xpay.dashboard.language', tag);
  language.value = tag;
  showLanguage();
}

/** `lang` and `dir` of the document (WCAG 3.1.1). */
export function showLanguage(): void {
  document.documentElement.lang = language.peek();
  document.documentElement.dir = directionOf(language.peek());
}

/** The text in the present language, `{name}` filled in. Reads a signal. */
export function t(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  const text = find(LANGUAGES[language.value], key) ?? find(en, key) ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The words for a state; one that has none is shown as it is. */
export function stateWords(state: string): string {
  const words = find(LANGUAGES[language.value], `status.${state}`);
  return words ?? state;
}

function find(branch: Branch | undefined, key: string): string | undefined {
  let found: string | Branch | undefined = branch;
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
  return typeof found === 'string' ? found : undefined;
}
