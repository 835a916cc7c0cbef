// Facts about the words: every language has all of them, with the same places to fill in.

import { INTENT_STATUSES } from '@xpay/protocol/api';
import { describe, expect, it } from 'vitest';
import ar from './ar.json';
import en from './en.json';
import { chooseLanguage, LANGUAGE_NAMES, stateWords, t } from './texts.ts';

const OTHERS = { ar } as const;

/** `payments.search` and its text, for every text. */
function textsOf(branch: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(branch).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as const] : textsOf(value, `${path}${key}.`),
  );
}

const keysOf = (words: object) => textsOf(words).map(([key]) => key);
const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

it('every language that is offered has words of its own', () => {
  expect(LANGUAGE_NAMES.map(([tag]) => tag).sort()).toEqual(['en', ...Object.keys(OTHERS)].sort());
});

describe.each(Object.entries(OTHERS))('%s', (tag, words) => {
  it('has the keys of English, in their order, and no other', () => {
    expect(keysOf(words)).toEqual(keysOf(en));
  });

  it('fills in what English fills in', () => {
    const english = new Map(textsOf(en));
    const places = (of: ReadonlyMap<string, string>) =>
      [...of].map(([key, text]) => [key, placesOf(text)] as const);
    expect(places(new Map(textsOf(words)))).toEqual(places(english));
  });

  it('leaves nothing empty or in English', () => {
    const english = new Map(textsOf(en));
    const kept = textsOf(words).filter(([key, text]) => text.trim() === '' || text === english.get(key));
    expect(kept).toEqual([]);
  });

  it('is what is shown once it is chosen, and kept', () => {
    chooseLanguage(tag);
    expect(t('nav.payments')).toBe(new Map(textsOf(words)).get('nav.payments'));
    expect(document.documentElement.lang).toBe(tag);
    expect(localStorage.getItem('xpay.dashboard.language')).toBe(tag);
    chooseLanguage('en');
  });
});

it('has words for every state of a payment', () => {
  for (const status of INTENT_STATUSES) expect(stateWords(status)).not.toBe(status);
  expect(stateWords('unheard_of')).toBe('unheard_of');
});

it('fills in the places of a text, and leaves one that it has no value for', () => {
  expect(t('payment.attempt', { count: 2 })).toBe('Attempt 2');
  expect(t('payment.attempt')).toBe('Attempt {count}');
});
