// The languages, judged by the rules for translations, and against what the sources ask for.

import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { copiesBetween, faultsOf, type Translation, textsOf } from '@xpay/protocol/translations';
import { describe, expect, it } from 'vitest';
import en from './locales/en.json';
import notes from './locales/en.notes.json';
import { LATER_PARTS } from './parts.ts';
import { SAME_AS_ENGLISH } from './same-as-english.ts';

const FILES = import.meta.glob<Translation>(['./locales/*.json', '!./locales/*.notes.json'], {
  import: 'default',
  eager: true,
});
const LOCALES = Object.fromEntries(
  Object.entries(FILES).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts]),
);
const SOURCES = import.meta.glob<string>(['../**/*.{ts,tsx,html}', '../../index.html', '!../**/*.test.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

const PLURAL = /_(zero|one|two|few|many|other)$/;

it('there is a file of every language, and none of another', () => {
  expect(Object.keys(LOCALES).sort()).toEqual([...SHIPPED_LOCALES].sort());
});

it.each(SHIPPED_LOCALES)('the texts in %s have no fault', (tag) => {
  expect(faultsOf(tag, LOCALES[tag] ?? {}, en, SAME_AS_ENGLISH)).toEqual([]);
});

it('no sentence is copied from one language into another', () => {
  expect(copiesBetween(LOCALES)).toEqual([]);
});

it.each([
  ['en', 'en-GB'],
  ['es', 'es-419'],
  ['fr', 'fr-CA'],
  ['pt', 'pt-BR'],
  ['zh-Hans', 'zh-Hant'],
  ['zh-Hant', 'zh-HK'],
])('%s and %s are variants, not copies', (one, other) => {
  expect(LOCALES[one]).not.toEqual(LOCALES[other]);
});

it('each language has its keys in the order of English, so that two files can be read side by side', () => {
  const order = (texts: Translation) => [
    ...new Set([...textsOf(texts).keys()].map((key) => key.replace(PLURAL, ''))),
  ];
  for (const texts of Object.values(LOCALES)) expect(order(texts)).toEqual(order(en));
});

it('what comes later is a branch of the texts', () => {
  for (const part of LATER_PARTS) expect(en).toHaveProperty(part);
});

describe('the expiry hint', () => {
  it.each(SHIPPED_LOCALES)(
    'in %s is a month, a stroke, a year, each in a few letters, and what they stand for where those are foreign',
    (tag) => {
      expect(textsOf(LOCALES[tag] ?? {}).get('card.expiry.hint')).toMatch(
        /^[\p{L}\p{M}]{1,5} \/ [\p{L}\p{M}]{1,5}( ?[（(].+[）)])?$/u,
      );
    },
  );
});

it('every text is asked for somewhere in the sources, by its key or by the branch that it is in', () => {
  const code = Object.values(SOURCES).join('\n');
  const isAsked = (key: string) => {
    const branch = key.replace(/[^.]+$/, '');
    const isWritten = code.includes(`'${key}'`) || code.includes(`__${key}__`);
    return isWritten || code.includes(`\`${branch}\${`) || isInsideTemplate(code, key);
  };
  const keys = [...textsOf(en).keys()].map((key) => key.replace(PLURAL, ''));
  expect(keys.filter((key) => !isAsked(key))).toEqual([]);
});

/** `outcome.${name}.title` asks for `outcome.expired.title`. */
function isInsideTemplate(code: string, key: string): boolean {
  const parts = key.split('.');
  return parts.some((_, index) => {
    const before = parts.slice(0, index).join('.');
    const after = parts.slice(index + 1).join('.');
    return (
      before !== '' && after !== '' && new RegExp(`\`${before}\\.\\$\\{[^}]+\\}\\.${after}\``).test(code)
    );
  });
}

it('the notes for translators are about texts that exist', () => {
  const keys = [...textsOf(en).keys()].map((key) => key.replace(PLURAL, ''));
  for (const key of textsOf(notes).keys()) expect(keys).toContain(key);
});
