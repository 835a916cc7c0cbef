// Facts about the words: every language has all of them, with the same places to fill in, and all that is chosen has a name.

import { describe, expect, it } from 'vitest';
import * as choices from '../settings/choices.ts';
import * as world from '../settings/world-choices.ts';
import ar from './ar.json';
import en from './en.json';
import { LANGUAGE_NAMES, language, t, wordFor } from './texts.ts';

const OTHERS = { ar } as const;
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** `header.share` and its text, for every text. */
function textsOf(branch: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(branch).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as const] : textsOf(value, `${path}${key}.`),
  );
}

const singular = (words: object) => [...new Set(textsOf(words).map(([key]) => key.replace(PLURAL, '')))];
const placesOf = (text: string) =>
  (text.match(/\{\{\w+\}\}/g) ?? []).filter((place) => place !== '{{count}}').sort();

it('every language that is offered has words of its own', () => {
  expect(LANGUAGE_NAMES.map(([tag]) => tag).sort()).toEqual(['en', ...Object.keys(OTHERS)].sort());
});

describe.each(Object.entries(OTHERS))('%s', (tag, words) => {
  it('has the keys of English, in their order, and no other', () => {
    expect(singular(words)).toEqual(singular(en));
  });

  it('has every plural that its rules know', () => {
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
    const own = new Set(textsOf(words).map(([key]) => key));
    const plurals = new Set(
      textsOf(en).flatMap(([key]) => (PLURAL.test(key) ? [key.replace(PLURAL, '')] : [])),
    );
    const missing = [...plurals].flatMap((key) =>
      pluralCategories.map((category) => `${key}_${category}`).filter((form) => !own.has(form)),
    );
    expect(missing).toEqual([]);
  });

  it('fills in what English fills in', () => {
    const english = new Map(textsOf(en).map(([key, text]) => [key.replace(PLURAL, ''), placesOf(text)]));
    for (const [key, text] of textsOf(words)) {
      expect([key, placesOf(text)]).toEqual([key, english.get(key.replace(PLURAL, ''))]);
    }
  });

  it('leaves nothing empty', () => {
    expect(textsOf(words).filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

it('speaks the language that is chosen, with its plurals', () => {
  expect(t('order.count', { count: 1 })).toBe('1 item');
  language.value = 'ar';
  expect(t('order.count', { count: 2 })).toBe('عنصران');
  expect(t('order.count', { count: 11 })).toBe('11 عنصرًا');
  language.value = 'en';
  expect(t('order.count', { count: 3 })).toBe('3 items');
});

it.each([
  ['way', choices.WAYS],
  ['wayHint', choices.WAYS],
  ['method', choices.METHODS],
  ['field', choices.FIELDS],
  ['submit', choices.SUBMITS],
  ['capture', choices.CAPTURES],
  ['frame', choices.DEVICES],
  ['variable', choices.VARIABLE_NAMES],
  ['cards', Object.values(world.CARDS).flat()],
  ['card', Object.keys(world.CARDS)],
  ['outcome', world.OUTCOMES],
  ['network', world.NETWORKS],
  ['networkHint', world.NETWORKS],
  ['bank', Object.keys(world.BANKS)],
  ['behavior', Object.values(world.BANKS).flat()],
  ['webhooks', world.WEBHOOK_ORDERS],
])('%s has a name for everything that can be chosen', (branch, names) => {
  expect(names.filter((name) => wordFor(branch, name, '') === '')).toEqual([]);
});
