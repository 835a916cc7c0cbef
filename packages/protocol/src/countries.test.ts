// The list of countries: complete, sorted, each once.

import { expect, it } from 'vitest';
import { COUNTRIES } from './countries.ts';

it('there are the 249 of ISO 3166-1 and Kosovo, in order, each once', () => {
  expect(COUNTRIES).toHaveLength(250);
  expect(COUNTRIES).toEqual([...new Set(COUNTRIES)].sort());
});

it('every one has a name', () => {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  for (const country of COUNTRIES) expect(names.of(country)).not.toBe(country);
});
