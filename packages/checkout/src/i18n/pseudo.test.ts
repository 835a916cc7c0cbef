// The pseudo-language is longer than English everywhere and keeps its placeholders.

import { textsOf } from '@xpay/protocol/translations';
import { expect, it } from 'vitest';
import en from './locales/en.json';
import { pseudo } from './pseudo.ts';

const stretched = textsOf(pseudo(en));
const letters = (text: string) => text.replace(/\{\{\w+\}\}|[^\p{L}]/gu, '').length;

it.each([...textsOf(en)])('%s is at least 40 % longer', (key, text) => {
  const longer = stretched.get(key) ?? '';
  expect(letters(longer)).toBeGreaterThanOrEqual(letters(text) * 1.4);
  expect(longer.match(/\{\{\w+\}\}/g)).toEqual(text.match(/\{\{\w+\}\}/g));
});

it('has every text of English, and no other', () => {
  expect([...stretched.keys()]).toEqual([...textsOf(en).keys()]);
});
