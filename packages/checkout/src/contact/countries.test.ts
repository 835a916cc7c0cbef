// Which country a buyer finds chosen, and how the list reads.

import { describe, expect, it } from 'vitest';
import { guessCountry, namedCountries } from './countries.ts';

describe('the guess', () => {
  it.each([
    ['the time zone says it', ['en-US'], 'Asia/Tokyo', null, 'JP'],
    ['the language says it where no country has that time', ['de-AT', 'en'], 'Etc/UTC', null, 'AT'],
    ['a language without a country is that of most who speak it', ['ja'], 'Etc/UTC', null, 'JP'],
    ['of what the shop does not send to, its first country', ['en-US'], 'Asia/Tokyo', ['GB', 'FR'], 'GB'],
    ['the next best is one that the shop sends to', ['en-US', 'fr-FR'], 'Asia/Tokyo', ['GB', 'FR'], 'FR'],
    ['nothing known', [], 'Etc/UTC', null, 'US'],
    ['what is no language', ['C', 'x-'], 'Nowhere/Land', null, 'US'],
  ] as const)('%s', (_, languages, timeZone, only, country) => {
    expect(guessCountry(only, { languages, timeZone })).toBe(country);
  });
});

describe('the list', () => {
  it('is in the language, and in its order', () => {
    const texts = namedCountries(null, 'de').map(({ text }) => text);
    expect(texts[0]).toBe('Afghanistan');
    expect(texts.indexOf('Österreich')).toBeLessThan(texts.indexOf('Polen'));
    expect(texts).toHaveLength(250);
  });

  it('is what the shop sends to', () => {
    expect(namedCountries(['JP', 'AE', 'ZZ'], 'en')).toEqual([
      { value: 'JP', text: 'Japan' },
      { value: 'AE', text: 'United Arab Emirates' },
    ]);
  });
});
