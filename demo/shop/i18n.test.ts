// The two languages say the same things, and each says them its own way.

import { describe, expect, it } from 'vitest';
import { wordsFor } from './i18n.ts';
import ar from './locales/ar.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };

const PLURAL = /_(zero|one|two|few|many|other)$/;

describe('the locales', () => {
  it('have the same keys', () => {
    expect(keys(ar)).toEqual(keys(en));
  });

  it('fill in the same values', () => {
    const arabic = new Map(leaves(ar));
    for (const [key, text] of leaves(en)) {
      if (!PLURAL.test(key)) expect([key, named(arabic.get(key) ?? '')]).toEqual([key, named(text)]);
    }
  });

  it.each([
    ['en', 0, 'Basket, empty'],
    ['en', 1, 'Basket, 1 piece'],
    ['en', 2, 'Basket, 2 pieces'],
    ['ar', 0, 'السلة فارغة'],
    ['ar', 2, 'السلة، قطعتان'],
    ['ar', 5, 'السلة، 5 قطع'],
    ['ar', 11, 'السلة، 11 قطعة'],
  ])('count pieces in %s: %i', (locale, count, text) => {
    expect(wordsFor(locale).t('basket.link', { count })).toBe(text);
  });

  it('write amounts with two digits', () => {
    expect(wordsFor('en').money(4900, 'USD')).toBe('$49.00');
    expect(wordsFor('ar').money(4905, 'USD')).toContain('49.05');
  });
});

function leaves(branch: object, path = ''): [string, string][] {
  return Object.entries(branch).flatMap(([name, value]) =>
    typeof value === 'string' ? [[path + name, value] as [string, string]] : leaves(value, `${path}${name}.`),
  );
}

function keys(branch: object): string[] {
  return [...new Set(leaves(branch).map(([key]) => key.replace(PLURAL, '')))].sort();
}

function named(text: string): string[] {
  return (text.match(/\{\{\w+\}\}/g) ?? []).sort();
}
