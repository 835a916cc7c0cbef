// The order in which other languages stand in for one whose file is missing.

import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { expect, it } from 'vitest';
import { fallbacksOf } from './fallbacks.ts';

it.each([
  ['pt-BR', ['pt', 'en']],
  ['pt', ['pt-BR', 'en']],
  ['fr-CA', ['fr', 'en']],
  ['es-419', ['es', 'en']],
  ['en-GB', ['en']],
  ['en', ['en-GB']],
  ['zh-HK', ['zh-Hant', 'en']],
  ['zh-Hant', ['zh-HK', 'en']],
  ['zh-Hans', ['en']],
  ['de', ['en']],
])('%s gives way to %j', (tag, expected) => {
  expect(fallbacksOf(tag)).toEqual(expected);
});

it('ends with a form of English in every language, and never names the language itself', () => {
  for (const tag of SHIPPED_LOCALES) {
    expect(fallbacksOf(tag).at(-1)).toMatch(/^en/);
    expect(fallbacksOf(tag)).not.toContain(tag);
  }
});
