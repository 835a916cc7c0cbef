// What the checkout knows of the world's addresses is what the metadata says.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { addressData } from './address-data.ts';
import { ROOT } from './run.ts';

const made = JSON.parse(JSON.stringify(addressData()));

it('the data is up to date: `tsx scripts/address-data.ts` writes it', () => {
  const path = `${ROOT}packages/checkout/src/contact/address-data.json`;
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(made);
});

it('every list of states has as many names as keys, and a country that has the field', () => {
  for (const [country, states] of Object.entries<Record<string, string>>(made.states)) {
    const { lang, ...lists } = states;
    const lengths = new Set(Object.values(lists).map((list) => list.split('~').length));
    expect(lengths.size, `${country} ${lang}`).toBe(1);
    expect(made.countries[country].fields, country).toContain('S');
  }
});

it('every pattern of a postal code takes its own example', () => {
  for (const [country, { pattern, example }] of Object.entries<Record<string, string>>(made.countries))
    if (pattern !== undefined) expect(example, country).toMatch(new RegExp(`^(?:${pattern})$`, 'i'));
});
