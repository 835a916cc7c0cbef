// The judge of translations, judged: each fault that it is there for is found, and nothing is found in a good one.

import { describe, expect, it } from 'vitest';
import { copiesBetween, faultsOf, type Translation } from './translations.ts';

const ENGLISH: Translation = {
  pay: { button: 'Pay {{amount}}', payee: 'Your payment goes to {{merchant}}.' },
  items_one: '{{count}} item',
  items_other: '{{count}} items',
  total: 'Total',
};

const RUSSIAN: Translation = {
  pay: { button: 'Оплатить {{amount}}', payee: 'Получатель: {{merchant}}.' },
  items_one: '{{count}} товар',
  items_few: '{{count}} товара',
  items_many: '{{count}} товаров',
  items_other: '{{count}} товара',
  total: 'Итого',
};

const JAPANESE: Translation = {
  pay: { button: '{{amount}} を支払う', payee: 'お支払い先は {{merchant}} です。' },
  items_other: '{{count}} 点',
  total: '合計',
};

const withPay = (pay: Translation) => ({ ...RUSSIAN, pay: { ...(RUSSIAN['pay'] as Translation), ...pay } });
const without = (key: string) => Object.fromEntries(Object.entries(RUSSIAN).filter(([name]) => name !== key));

describe('the faults of a translation', () => {
  it.each([
    ['en', ENGLISH],
    ['ru', RUSSIAN],
    ['ja', JAPANESE],
  ])('are none in a good one: %s', (tag, texts) => {
    expect(faultsOf(tag, texts, ENGLISH)).toEqual([]);
  });

  it.each<readonly [string, Translation, string]>([
    ['a key that is missing', without('total'), 'total is missing'],
    ['a branch that is missing', without('pay'), 'pay.button is missing'],
    ['a key too many', { ...RUSSIAN, other: 'Другое' }, 'other is one too many'],
    ['a plural that is missing', without('items_few'), 'items_few is missing'],
    [
      'a plural that the language has not',
      { ...RUSSIAN, items_two: '{{count}} товара' },
      'items_two is one too many',
    ],
    ['an empty text', { ...RUSSIAN, total: '' }, 'total is empty'],
    ['a text of white space', { ...RUSSIAN, total: ' \u00a0' }, 'total is empty'],
    ['white space around a text', { ...RUSSIAN, total: 'Итого ' }, 'total has white space around it'],
    [
      'another placeholder',
      withPay({ button: 'Оплатить {{sum}}' }),
      'pay.button has the placeholders {{sum}}, not {{amount}}',
    ],
    [
      'a placeholder too many',
      withPay({ button: '{{amount}} {{amount}}' }),
      'pay.button has the placeholders {{amount}} {{amount}}, not {{amount}}',
    ],
    [
      'a placeholder too few',
      withPay({ button: 'Оплатить' }),
      'pay.button has the placeholders none, not {{amount}}',
    ],
    [
      'a plural without its count',
      { ...RUSSIAN, items_many: 'много' },
      'items_many has the placeholders none, not {{count}}',
    ],
    ['English', { ...RUSSIAN, total: 'Total' }, 'total is not translated: Total'],
    ['another script', { ...RUSSIAN, total: 'Summa' }, 'total is not translated: Summa'],
    ['the marks of a typewriter', { ...RUSSIAN, total: 'Итого...' }, "total has ' or ..., not ’ or …"],
  ])('name %s', (_, texts, fault) => {
    expect(faultsOf('ru', texts, ENGLISH)).toContain(fault);
  });

  it('count the plurals of each language: none but other in Japanese', () => {
    const faults = faultsOf('ja', { ...JAPANESE, items_one: '{{count}} 点' }, ENGLISH);
    expect(faults).toEqual(['items_one is one too many']);
  });

  it('allow what is listed as the same, there alone, and want it to be the same', () => {
    const allowed = [{ key: 'total', tags: ['fr'], why: 'The French word.' }];
    const french = (total: string): Translation => ({
      pay: { button: 'Payer {{amount}}', payee: 'Votre paiement est versé à {{merchant}}.' },
      items_one: '{{count}} article',
      items_many: '{{count}} d’articles',
      items_other: '{{count}} articles',
      total,
    });
    expect(faultsOf('fr', french('Total'), ENGLISH)).toEqual(['total is not translated: Total']);
    expect(faultsOf('fr', french('Total'), ENGLISH, allowed)).toEqual([]);
    expect(faultsOf('de', french('Total'), ENGLISH, allowed)).toContain('total is not translated: Total');
    expect(faultsOf('fr', french('Somme'), ENGLISH, allowed)).toEqual([
      'total is listed as the same as in English, and is not',
    ]);
  });
});

describe('copies', () => {
  const SENTENCE = 'Betalingen kunne ikke gennemføres i denne omgang.';
  const all = (bokmal: string) => ({ da: { a: SENTENCE, b: 'Total' }, nb: { a: bokmal, b: 'Total' } });

  it('are sentences that two languages share, and no single words', () => {
    expect(copiesBetween(all('Betalingen kunne ikke gjennomføres denne gangen.'))).toEqual([]);
    expect(copiesBetween(all(SENTENCE))).toEqual([`da and nb share a: ${SENTENCE}`]);
  });

  it('may stand in variants of one language', () => {
    expect(
      copiesBetween({ pt: { a: SENTENCE }, 'pt-BR': { a: SENTENCE }, 'zh-Hant': {}, 'zh-HK': {} }),
    ).toEqual([]);
  });
});
