// The texts of the checkout as the frame gets them: each language in parts, and the words that its document itself needs.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Translation } from '@xpay/protocol/translations';
import { LATER_PARTS } from '../packages/checkout/src/i18n/parts.ts';

export interface Locale {
  /** BCP 47, the file's name. */
  readonly tag: string;
  /** Its content. */
  readonly texts: Translation;
}

/** `__card.number.label__`, which the server replaces with that text. */
const PLACEHOLDER = /__([A-Za-z]+(?:\.[A-Za-z]+)+)__/g;

/** Every language of the checkout; `root` is its package. */
export function readLocales(root: string): readonly Locale[] {
  const folder = join(root, 'src/i18n/locales');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && !file.endsWith('.notes.json'))
    .map((file) => ({
      tag: basename(file, '.json'),
      texts: JSON.parse(readFileSync(join(folder, file), 'utf8')),
    }));
}

/**
 * The files that a language is sent in, each without white space: `de.json`, which every checkout needs, and one for each
 * branch that belongs to code which is fetched later, `de.threeds.json`. Together they are the language's own file.
 */
export function localeFiles({ tag, texts }: Locale): readonly (readonly [name: string, json: string])[] {
  const branches = Object.entries(texts);
  const isLater = ([name]: readonly [string, unknown]) => LATER_PARTS.some((part) => part === name);
  const json = (entries: readonly (readonly [string, unknown])[]) =>
    JSON.stringify(Object.fromEntries(entries));
  return [
    [`${tag}.json`, json(branches.filter((branch) => !isLater(branch)))],
    ...branches.filter(isLater).map((branch) => [`${tag}.${branch[0]}.json`, json([branch])] as const),
  ];
}

/** What the server puts together for a session's own page. */
export const PAGE_TEXTS = ['frame.title', 'hosted.title', 'hosted.back', 'pay.payee'];

/**
 * The texts that the first document names, or the server writes into it, by language and key. One that a language lacks,
 * as nobody has translated it yet, is the English one.
 * @throws {Error} when English lacks it too.
 */
export function documentTexts(
  html: string,
  locales: readonly Locale[],
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const named = Array.from(html.matchAll(PLACEHOLDER), ([, key = '']) => key);
  const keys = [...new Set([...named, ...PAGE_TEXTS])];
  const english = locales.filter(({ tag }) => tag === 'en');
  const find = (locale: Locale, key: string): string => {
    for (const one of [locale, ...english]) {
      const text = textOf(one, key);
      if (text !== null) return text;
    }
    throw new Error(`The document names the text ${key}, which en.json lacks.`);
  };
  return Object.fromEntries(
    locales.map((locale) => [locale.tag, Object.fromEntries(keys.map((key) => [key, find(locale, key)]))]),
  );
}

function textOf({ texts }: Locale, key: string): string | null {
  let found: unknown = texts;
  for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part];
  return typeof found === 'string' ? found : null;
}
