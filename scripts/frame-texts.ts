// The words that the frame's document itself needs, in every language: what it shows before the app is there, or without it.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface Locale {
  /** BCP 47, the file's name. */
  readonly tag: string;
  /** Its content without white space. */
  readonly json: string;
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
      json: JSON.stringify(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
    }));
}

/**
 * The texts that a document names, by language and key.
 * @throws {Error} when a language lacks one of them.
 */
export function documentTexts(
  html: string,
  locales: readonly Locale[],
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const keys = [...new Set(Array.from(html.matchAll(PLACEHOLDER), ([, key = '']) => key))];
  return Object.fromEntries(
    locales.map((locale) => [locale.tag, Object.fromEntries(keys.map((key) => [key, textOf(locale, key)]))]),
  );
}

function textOf({ tag, json }: Locale, key: string): string {
  let found: unknown = JSON.parse(json);
  for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part];
  if (typeof found === 'string') return found;
  throw new Error(`The document names the text ${key}, which ${tag}.json lacks.`);
}
