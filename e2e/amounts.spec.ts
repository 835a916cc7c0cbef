// What Chromium makes of amounts, times and counts in every language: its own data lacks four of them.

import { readdirSync } from 'node:fs';
import { expect } from '@playwright/test';
import { test } from './looks/gallery.ts';

const LANGUAGES = readdirSync(`${import.meta.dirname}/../packages/checkout/src/i18n/locales`)
  .filter((file) => /^[\w-]+\.json$/.test(file))
  .map((file) => file.replace('.json', ''));

/** As CLDR has them, though this browser does not: 1,234,567.89 dollars, the same in the country's money, four minutes, five items. */
const LACKING: Readonly<Record<string, readonly string[]>> = {
  az: ['AZN', '1.234.567,89 US$', '1.234.567,89 ₼', '4 dəqiqə'],
  ka: ['GEL', '1 234 567,89 USD', '1 234 567,89 ₾', '4 წუთი'],
  kk: ['KZT', '1 234 567,89 $', '1 234 567,89 ₸', '4 минут'],
  uz: ['UZS', '1 234 567,89 US$', '1 234 567,89 soʻm', '4 daqiqa'],
};

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u061c\u200e\u200f]/g, '');

/** The digits of any script as ASCII, in their order. */
const digits = (text: string) =>
  Array.from(text.matchAll(/\p{Nd}/gu), ([digit]) => {
    const code = digit.codePointAt(0) ?? 0;
    return code > 0x7f ? (code & 0xf) % 10 : digit;
  }).join('');

for (const [tag, [currency = '', ...expected]] of Object.entries(LACKING)) {
  test(`amounts and times are right in ${tag}, of which the browser knows nothing`, async ({ gallery }) => {
    const said = await gallery.evaluate(([tag, currency]) => window.stage?.say(tag, currency), [
      tag,
      currency,
    ] as const);
    expect(said?.slice(0, 3).map(plain)).toEqual(expected);
  });
}

test('every language writes the whole amount, and its times and counts in words of its own', async ({
  gallery,
}) => {
  const said = await gallery.evaluate(async (tags) => {
    const all: (readonly string[])[] = [];
    // One after the other: of several languages that are asked for at once, the last alone is spoken.
    for (const tag of tags) all.push([tag, ...((await window.stage?.say(tag, 'EUR')) ?? [])]);
    return all;
  }, LANGUAGES);
  expect(said).toHaveLength(LANGUAGES.length);
  for (const [tag = '', dollars = '', euros = '', minutes = '', items = ''] of said) {
    expect([tag, digits(dollars), digits(euros), digits(minutes), digits(items)]).toEqual([
      tag,
      '123456789',
      '123456789',
      '4',
      '5',
    ]);
    if (!/^(en|en-GB|fr|fr-CA)$/.test(tag)) expect([tag, minutes]).not.toEqual([tag, '4 minutes']);
    expect([tag, items]).not.toEqual([tag, 'summary.items']);
  }
});
