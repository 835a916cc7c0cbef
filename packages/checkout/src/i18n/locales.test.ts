// The languages against English: the same texts with the same values, each plural that the language has, and none unused.

import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { describe, expect, it } from 'vitest';
import type { Texts } from './i18n.ts';
import ar from './locales/ar.json';
import de from './locales/de.json';
import en from './locales/en.json';
import notes from './locales/en.notes.json';
import ja from './locales/ja.json';

const LOCALES: Record<string, Texts> = { ar, de, en, ja };
const SOURCES = import.meta.glob<string>(['../**/*.{ts,tsx,html}', '../../index.html', '!../**/*.test.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

const PLURAL = /_(zero|one|two|few|many|other)$/;

function textsOf(branch: Texts, path = ''): Map<string, string> {
  return new Map(
    Object.entries(branch).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...textsOf(value, `${path}${key}.`)],
    ),
  );
}

function valuesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();
}

/** The keys that a language must have for a key of English: one for each of its plural forms where English has them. */
function keysFor(tag: string): readonly string[] {
  const keys = [...textsOf(en).keys()];
  const singular = keys.filter((key) => !PLURAL.test(key));
  const plural = new Set(keys.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')));
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  return [...singular, ...[...plural].flatMap((key) => forms.map((form) => `${key}_${form}`))].sort();
}

describe.each(SHIPPED_LOCALES)('the texts in %s', (tag) => {
  const texts = textsOf(LOCALES[tag] ?? {});

  it('are complete, and no more than that', () => {
    expect([...texts.keys()].sort()).toEqual(keysFor(tag));
  });

  it('all say something', () => {
    expect([...texts].filter(([, text]) => text.trim() === '' || text !== text.trim())).toEqual([]);
  });

  it('name the same values as English', () => {
    const english = textsOf(en);
    for (const [key, text] of texts) {
      const original = english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '';
      expect({ key, values: valuesIn(text) }).toEqual({ key, values: valuesIn(original) });
    }
  });
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
