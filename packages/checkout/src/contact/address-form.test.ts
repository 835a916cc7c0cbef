// Addresses as typed: what each country needs, and what stays when the buyer changes the country.

import { COUNTRIES } from '@xpay/protocol/countries';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAddressForm } from './address-form.ts';
import { isStateOf, rulesOf, statesOf } from './address-rules.ts';

const filled = (country: string, values: Readonly<Record<string, string>>) => {
  const form = createAddressForm(country);
  for (const { name } of form.rules.value.fields) form.input(name, values[name] ?? '');
  return form;
};

const NAMES_IN_ORDER = [
  ['US', 'line1 line2 city state postalCode'],
  ['JP', 'postalCode state line1 line2'],
  ['GB', 'line1 line2 city postalCode'],
  ['AE', 'line1 line2 state'],
  ['DE', 'line1 line2 postalCode city'],
  ['HK', 'state city line1 line2'],
  ['SG', 'line1 line2 postalCode'],
  ['BO', 'line1 line2 city'],
] as const;

it.each(NAMES_IN_ORDER)('%s has its fields in its order', (country, names) => {
  expect(
    rulesOf(country)
      .fields.map(({ name }) => name)
      .join(' '),
  ).toBe(names);
});

it.each([
  ['US', 'state', 'contact.state.state'],
  ['US', 'postalCode', 'contact.postal.zip'],
  ['JP', 'state', 'contact.state.prefecture'],
  ['AE', 'state', 'contact.state.emirate'],
  ['IN', 'postalCode', 'contact.postal.pin'],
  ['IE', 'postalCode', 'contact.postal.eircode'],
  ['IE', 'state', 'contact.state.county'],
  ['GB', 'city', 'contact.city.postTown'],
  ['AU', 'city', 'contact.city.suburb'],
  ['CA', 'state', 'contact.state.province'],
  ['DE', 'postalCode', 'fields.postalCode.label'],
] as const)('in %s, %s is called %s', (country, name, label) => {
  expect(rulesOf(country).fields.find((field) => field.name === name)?.label).toBe(label);
});

it('every country has lines, each field once, and asks for nothing that it does not show', () => {
  for (const country of COUNTRIES) {
    const names = rulesOf(country).fields.map(({ name }) => name);
    expect(names, country).toContain('line1');
    expect(new Set(names).size, country).toBe(names.length);
  }
});

describe('the states', () => {
  it('of Japan are Japanese in Japanese, and Latin in German', () => {
    expect(statesOf('JP', 'ja')?.[0]?.text).toBe('北海道');
    expect(statesOf('JP', 'de')?.[0]?.text).toBe('Aichi');
    expect(
      statesOf('JP', 'ja')
        ?.map(({ value }) => value)
        .sort(),
    ).toEqual(
      statesOf('JP', 'de')
        ?.map(({ value }) => value)
        .sort(),
    );
  });

  it('of Canada are French in French', () => {
    expect(statesOf('CA', 'fr-CA')).toContainEqual({ value: 'BC', text: 'Colombie-Britannique' });
  });

  it('of Hong Kong are English for whom its characters are foreign', () => {
    expect(statesOf('HK', 'en')).toContainEqual({ value: 'Kowloon', text: 'Kowloon' });
    expect(statesOf('HK', 'zh-HK')).toContainEqual({ value: 'Kowloon', text: '九龍' });
  });

  it('of Germany are asked for by nobody', () => {
    expect(statesOf('DE', 'de')).toBeNull();
  });
});

describe('what is wrong', () => {
  it.each([
    ['US', { line1: '1 Main St', city: 'Reno', state: 'NV', postalCode: '89501' }, null],
    ['US', { line1: '1 Main St', city: 'Reno', state: 'NV', postalCode: '8950' }, 'postalCode'],
    ['US', { line1: '1 Main St', city: 'Reno', postalCode: '89501' }, 'state'],
    ['US', { city: 'Reno', state: 'NV', postalCode: '89501' }, 'line1'],
    ['JP', { line1: '千代田1-1', state: '13', postalCode: '１００−０００１' }, null],
    ['GB', { line1: '10 Downing St', city: 'London', postalCode: 'sw1a 2aa' }, null],
    ['LT', { line1: 'Gedimino 1', city: 'Vilnius', postalCode: 'LT-01103' }, null],
    ['EG', { line1: 'شارع ١', city: 'القاهرة', state: 'C', postalCode: '١١٥١١' }, null],
    ['AE', { line1: 'Sheikh Zayed Rd' }, 'state'],
    ['BO', { line1: 'Calle 1', city: 'La Paz' }, null],
  ] as const)('in %s with %o: %s', (country, values, wrong) => {
    const form = filled(country, values);
    expect(form.complete.value).toBe(wrong === null);
    expect(form.validate()).toBe(wrong);
  });

  it('is said when a field is left, not of one passed through, and is gone while it is mended', () => {
    const form = createAddressForm('US');
    form.blur('postalCode');
    expect(form.errors.postalCode.value).toBeNull();
    form.input('postalCode', '12');
    form.blur('postalCode');
    expect(form.errors.postalCode.value).toBe('postal');
    form.input('postalCode', '123');
    expect(form.errors.postalCode.value).toBeNull();
  });

  it('is said of a list as of a list', () => {
    const form = createAddressForm('US');
    form.validate();
    expect(form.errors.state.value).toBe('choose');
    expect(form.errors.city.value).toBe('empty');
  });

  it('is what the server refused, in a field that is there', () => {
    const form = createAddressForm('AE');
    expect(form.refuse('state')).toBe(true);
    expect(form.errors.state.value).toBe('refused');
    expect(form.refuse('postalCode')).toBe(false);
    expect(form.refuse('country')).toBe(true);
  });
});

it('sends what the country has, tidied, and nothing that is empty', () => {
  const form = filled('GB', { line1: ' 10 Downing St ', city: 'London', postalCode: 'sw1a  2aa' });
  form.input('state', 'left over');
  expect(form.address()).toEqual({
    country: 'GB',
    line1: '10 Downing St',
    city: 'London',
    postalCode: 'SW1A 2AA',
  });
});

describe('another country', () => {
  it('keeps lines and city, and of state and postal code what fits', () => {
    const form = filled('US', { line1: 'Main 1', city: 'Berlin', state: 'NV', postalCode: '10115' });
    form.chooseCountry('DE');
    expect(form.address()).toEqual({ country: 'DE', line1: 'Main 1', city: 'Berlin', postalCode: '10115' });
    form.chooseCountry('GB');
    expect(form.values.postalCode.value).toBe('');
  });

  it('gives back what was typed for the first', () => {
    const form = filled('US', { line1: 'Main 1', city: 'Reno', state: 'NV', postalCode: '89501' });
    form.chooseCountry('JP');
    expect(form.values.state.value).toBe('');
    form.chooseCountry('US');
    expect(form.values.state.value).toBe('NV');
    expect(form.values.postalCode.value).toBe('89501');
  });

  it('never leaves in a list what is not of the list, nor an error', () => {
    const country = fc.constantFrom(...COUNTRIES);
    fc.assert(
      fc.property(fc.array(country, { minLength: 1, maxLength: 6 }), fc.string(), (countries, text) => {
        const form = filled('DE', { line1: text, city: text, postalCode: text });
        form.input('state', text);
        form.validate();
        for (const next of countries) {
          form.chooseCountry(next);
          const state = form.values.state.value;
          expect(state === '' || isStateOf(next, state)).toBe(true);
          expect(Object.values(form.errors).every(({ value }) => value === null)).toBe(true);
          expect(form.values.line1.value).toBe(text);
        }
      }),
    );
  });
});
