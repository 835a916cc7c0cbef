// The words of our own pages in every language: a folder of JSON files, each read when somebody first asks for it.

import { readdirSync, readFileSync } from 'node:fs';
import { matchLocale, SHIPPED_LOCALES } from '@xpay/protocol/locales';

export interface Spoken<Words> {
  /** BCP 47: the language of `words`, one of ours whatever was asked for. */
  readonly locale: string;
  readonly words: Words;
}

/**
 * Makes a reader of the files `<tag>.json` in a folder. It takes tags as anybody sends them, best first: those that are
 * no tag, or none of ours, are passed over, and no file is ever named after one. Where nothing serves, it is English.
 *
 * @param english The words of `en.json`: what every other file has to have.
 */
export function createWords<Words extends object>(
  folder: URL,
  english: Words,
): (requested: readonly string[]) => Spoken<Words> {
  const files = new Set(readdirSync(folder));
  const locales = SHIPPED_LOCALES.filter((tag) => files.has(`${tag}.json`));
  const kept = new Map<string, Spoken<Words>>();
  return (requested) => {
    const locale = matchLocale(requested, locales) ?? 'en';
    const known = kept.get(locale);
    if (known !== undefined) return known;
    const words = locale === 'en' ? english : readJson(new URL(`${locale}.json`, folder));
    // Half a translation would be a page in two languages.
    const spoken = isLike(english, words) ? { locale, words } : { locale: 'en', words: english };
    kept.set(locale, spoken);
    return spoken;
  };
}

function readJson(file: URL): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // A broken file is as good as none: whoever reads the page can do nothing about it.
  }
}

/** Whether a value has a text for each text of the model. */
function isLike<Model extends object>(model: Model, value: unknown): value is Model {
  if (typeof value !== 'object' || value === null) return false;
  const own = new Map<string, unknown>(Object.entries(value));
  return Object.entries(model).every(([name, text]) => {
    const found = own.get(name);
    return typeof text === 'object' ? isLike(text, found) : typeof found === 'string' && found !== '';
  });
}
