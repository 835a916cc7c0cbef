// The words of our own pages: every language has all of them, in that language, with the same values in them.

import { readdirSync, readFileSync } from 'node:fs';
import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

type Tree = { readonly [name: string]: string | Tree };
const TREE: z.ZodType<Tree> = z.record(
  z.string(),
  z.lazy(() => z.union([z.string(), TREE])),
);

/** A name, which a language may keep. */
const NAMES = ['bank'];
/** Texts that are rightly the same as in English: the language has the word too. */
const SAME_AS_ENGLISH: Readonly<Record<string, readonly string[]>> = {
  de: ['shop'],
  es: ['total'],
  'es-419': ['total'],
  fil: ['card', 'account'],
  fr: ['total'],
  'fr-CA': ['total'],
  id: ['total'],
  pt: ['total'],
  'pt-BR': ['total'],
  ro: ['card', 'total'],
};
/** Sentences that neighbours rightly share. */
const SHARED: readonly string[] = [
  'unknownKey.title da nb',
  'bankAnswer.title hr sl',
  'cancel id ms',
  'hint da nb',
  'linkUnsold.title id ms',
  'providerTitle et fi',
  'providerTitle id ms',
  'providerTitle da nb',
  'providerTitle ru uk',
  'providerTitle zh-Hans zh-Hant',
  'sheetTitle da nb',
  'payLink.body cs sk',
];

const FOLDERS = {
  'plain pages': new URL('./http/locales/', import.meta.url),
  'bank pages': new URL('./bank/locales/', import.meta.url),
};

function textsOf(folder: URL, locale: string): ReadonlyMap<string, string> {
  const flat = (tree: Tree, prefix: string): readonly (readonly [string, string])[] =>
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === 'string' ? [[prefix + name, value] as const] : flat(value, `${prefix}${name}.`),
    );
  return new Map(flat(TREE.parse(JSON.parse(readFileSync(new URL(`${locale}.json`, folder), 'utf8'))), ''));
}

const valuesIn = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
const languageOf = (locale: string) => {
  const { language, script } = new Intl.Locale(locale).maximize();
  return `${language}-${script}`;
};

describe.each(Object.entries(FOLDERS))('the words of the %s', (_name, folder) => {
  const english = textsOf(folder, 'en');
  const others = SHIPPED_LOCALES.filter((locale) => locale !== 'en');

  it('are there in every language that we ship, and in no other', () => {
    expect(readdirSync(folder).sort()).toEqual(SHIPPED_LOCALES.map((locale) => `${locale}.json`).sort());
  });

  it.each(others)('are complete, whole and well typed in %s', (locale) => {
    const texts = textsOf(folder, locale);
    expect([...texts.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of texts) {
      expect(text, key).toBe(text.trim());
      expect(text, key).not.toBe('');
      expect(valuesIn(text), key).toEqual(valuesIn(english.get(key) ?? ''));
      // What a keyboard makes of an apostrophe and an ellipsis, markup, and what is left of a merge or an escape.
      expect(text, key).not.toMatch(/'|\.\.\.|[<>]|&\w+;|\\|\n|\ufffd/);
      expect(text.normalize('NFC'), key).toBe(text);
    }
  });

  it.each(others.filter((locale) => languageOf(locale) !== languageOf('en')))(
    'are not left in English in %s',
    (locale) => {
      const allowed = [...NAMES, ...(SAME_AS_ENGLISH[locale] ?? [])];
      const same = [...textsOf(folder, locale)].filter(([key, text]) => text === english.get(key));
      expect(same.map(([key]) => key).filter((key) => !allowed.includes(key))).toEqual([]);
    },
  );

  it('are not copied from one language to another', () => {
    const seen = new Map<string, string>();
    const copies: string[] = [];
    for (const locale of SHIPPED_LOCALES) {
      for (const [key, text] of textsOf(folder, locale)) {
        // Words of two or three may be the same anywhere.
        if (text.length < LONG) continue;
        const other = seen.get(text);
        if (other !== undefined && languageOf(other) !== languageOf(locale)) {
          copies.push(`${key} ${other} ${locale}`);
        }
        seen.set(text, locale);
      }
    }
    expect(copies.filter((copy) => !SHARED.includes(copy))).toEqual([]);
  });
});

const LONG = 16;
