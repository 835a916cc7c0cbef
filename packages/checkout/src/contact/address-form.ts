// What the buyer has typed of one address, what is wrong with it, and what is sent of it.

import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Address } from '@xpay/protocol/contact';
import { type AddressFieldName, type AddressRules, isStateOf, rulesOf, statesOf } from './address-rules.ts';
import { tidyPostalCode } from './postal-code.ts';

/** Of `contact.error`. */
export type AddressFault = 'empty' | 'choose' | 'postal' | 'refused';

/** A field, or the list of countries. */
export type AddressPart = AddressFieldName | 'country';

export interface AddressForm {
  /** ISO 3166-1 alpha-2. */
  readonly country: ReadonlySignal<string>;
  /** Of that country. */
  readonly rules: ReadonlySignal<AddressRules>;
  readonly values: Readonly<Record<AddressFieldName, ReadonlySignal<string>>>;
  /** What to show: null until a field is left or submitted, and again while it is being mended. */
  readonly errors: Readonly<Record<AddressPart, ReadonlySignal<AddressFault | null>>>;
  /** Whether everything needed is there and right. */
  readonly complete: ReadonlySignal<boolean>;
  /** What has been typed stays as far as it fits there; what does not is back with the country that it was typed for. */
  chooseCountry(country: string): void;
  input(name: AddressFieldName, text: string): void;
  /** The field was left: says what is wrong, unless nothing was typed yet. */
  blur(name: AddressFieldName): void;
  /** Says everything that is wrong; the first such field, or null when all is right. */
  validate(): AddressFieldName | null;
  /** Shows that the server refused it; false where this address has no such field. */
  refuse(part: string): part is AddressPart;
  /** What is sent: the fields of the country that are filled in. */
  address(): Address;
}

export function createAddressForm(initial: string): AddressForm {
  const country = signal(initial);
  const rules = computed(() => rulesOf(country.value));
  const values = eachField(() => signal(''));
  const errors = { ...eachField(fault), country: fault() };
  const kept = new Map<string, Pick<Address, 'state' | 'postalCode'>>();
  const faultOf = (name: AddressFieldName) => judge(name, values[name].value, rules.value, country.value);
  const names = () => rules.value.fields.map(({ name }) => name);

  return {
    country,
    rules,
    values,
    errors,
    complete: computed(() => names().every((name) => faultOf(name) === null)),
    chooseCountry(next) {
      const { state, postalCode } = values;
      kept.set(country.peek(), { state: state.peek(), postalCode: postalCode.peek() });
      batch(() => {
        country.value = next;
        for (const name of ['state', 'postalCode'] as const)
          values[name].value = fitting(name, [values[name].peek(), kept.get(next)?.[name] ?? ''], next);
        for (const error of Object.values(errors)) error.value = null;
      });
    },
    input: (name, text) =>
      batch(() => {
        values[name].value = text;
        errors[name].value = null;
      }),
    blur: (name) =>
      batch(() => {
        values[name].value = tidy(name, values[name].peek(), rules.peek());
        // Passing through an empty field is no mistake yet; pressing Pay makes it one.
        if (values[name].peek() !== '') errors[name].value = faultOf(name);
      }),
    validate() {
      batch(() => {
        for (const name of names()) errors[name].value = faultOf(name);
      });
      return names().find((name) => errors[name].value !== null) ?? null;
    },
    refuse(part): part is AddressPart {
      const known = (['country', ...names()] as const).find((name) => name === part);
      if (known !== undefined) errors[known].value = 'refused';
      return known !== undefined;
    },
    address() {
      const filled = names().flatMap((name) => {
        const text = tidy(name, values[name].value, rules.value);
        return text === '' ? [] : [[name, text] as const];
      });
      return { country: country.value, ...Object.fromEntries(filled) };
    },
  };
}

function judge(
  name: AddressFieldName,
  value: string,
  { fields, pattern }: AddressRules,
  country: string,
): AddressFault | null {
  const text = value.trim();
  const isNeeded = fields.some((field) => field.name === name && field.isNeeded);
  if (text === '') return isNeeded ? emptyFault(name, country) : null;
  const isCode = name !== 'postalCode' || pattern === null || pattern.test(tidyPostalCode(text, pattern));
  return isCode ? null : 'postal';
}

function emptyFault(name: AddressFieldName, country: string): AddressFault {
  return name === 'state' && statesOf(country, 'en') !== null ? 'choose' : 'empty';
}

/** The first that can stand in that field there, or nothing. */
function fitting(name: 'state' | 'postalCode', texts: readonly string[], country: string): string {
  const rules = rulesOf(country);
  const fits = (text: string) =>
    text !== '' && (name === 'state' ? isStateOf(country, text) : judge(name, text, rules, country) === null);
  return texts.find(fits) ?? '';
}

function tidy(name: AddressFieldName, value: string, { pattern }: AddressRules): string {
  return name === 'postalCode' ? tidyPostalCode(value, pattern) : value.trim();
}

function fault(): Signal<AddressFault | null> {
  return signal<AddressFault | null>(null);
}

function eachField<T>(make: () => T): Record<AddressFieldName, T> {
  return { line1: make(), line2: make(), city: make(), state: make(), postalCode: make() };
}
