// What an address consists of in each country: its fields in their order, what they are called there, what must be filled in.
// From Google's address metadata (libaddressinput), as `scripts/address-data.ts` leaves it.

import type { Address } from '@xpay/protocol/contact';
import type { MessageKey } from '../i18n/i18n.ts';
import data from './address-data.json';
import { inOrder, type Named } from './countries.ts';

export type AddressFieldName = Exclude<keyof Address, 'country'>;

export interface AddressField {
  readonly name: AddressFieldName;
  readonly label: MessageKey;
  readonly isNeeded: boolean;
}

export interface AddressRules {
  /** In the order in which they are written there. */
  readonly fields: readonly AddressField[];
  /** Of a whole postal code; null where any will do. */
  readonly pattern: RegExp | null;
  /** A postal code of that form. */
  readonly example: string | null;
  /** A digit pad will do for the postal code. */
  readonly isNumeric: boolean;
}

interface CountryData {
  readonly fields?: string;
  readonly needed?: string;
  readonly state?: string;
  readonly city?: string;
  readonly postal?: string;
  readonly pattern?: string;
  readonly example?: string;
}

interface StatesData {
  readonly lang?: string;
  readonly keys: string;
  readonly names: string;
  readonly latin?: string;
  readonly fr?: string;
}

const COUNTRIES: Readonly<Record<string, CountryData>> = data.countries;
const STATES: Readonly<Record<string, StatesData>> = data.states;

/** Of the metadata's `ZZ`: what holds where a country says nothing else. */
const DEFAULT_FIELDS = 'AC';

const STATE_LABELS: Readonly<Record<string, MessageKey>> = {
  area: 'contact.state.area',
  county: 'contact.state.county',
  department: 'contact.state.department',
  district: 'contact.state.district',
  do_si: 'contact.state.doSi',
  emirate: 'contact.state.emirate',
  island: 'contact.state.island',
  oblast: 'contact.state.oblast',
  parish: 'contact.state.parish',
  prefecture: 'contact.state.prefecture',
  region: 'contact.state.region',
  state: 'contact.state.state',
};
const CITY_LABELS: Readonly<Record<string, MessageKey>> = {
  district: 'contact.city.district',
  post_town: 'contact.city.postTown',
  suburb: 'contact.city.suburb',
};
const POSTAL_LABELS: Readonly<Record<string, MessageKey>> = {
  zip: 'contact.postal.zip',
  pin: 'contact.postal.pin',
  eircode: 'contact.postal.eircode',
};

/** `country` is ISO 3166-1 alpha-2. */
export function rulesOf(country: string): AddressRules {
  const { fields = DEFAULT_FIELDS, needed = DEFAULT_FIELDS, ...of } = COUNTRIES[country] ?? {};
  const isNeeded = (letter: string) => needed.includes(letter);
  const made = [...fields].flatMap((letter): readonly AddressField[] => {
    if (letter === 'C')
      return [
        { name: 'city', label: labelIn(CITY_LABELS, of.city, 'contact.city.city'), isNeeded: isNeeded('C') },
      ];
    if (letter === 'S')
      return [
        {
          name: 'state',
          label: labelIn(STATE_LABELS, of.state, 'contact.state.province'),
          isNeeded: isNeeded('S'),
        },
      ];
    if (letter === 'Z')
      return [
        {
          name: 'postalCode',
          label: labelIn(POSTAL_LABELS, of.postal, 'fields.postalCode.label'),
          isNeeded: isNeeded('Z'),
        },
      ];
    return [
      { name: 'line1', label: 'contact.line1', isNeeded: true },
      { name: 'line2', label: 'contact.line2', isNeeded: false },
    ];
  });
  return {
    fields: made,
    pattern: of.pattern === undefined ? null : new RegExp(`^(?:${of.pattern})$`),
    example: of.example ?? null,
    isNumeric: of.example !== undefined && /^\d+$/.test(of.example),
  };
}

/**
 * The states of a country, to choose from; null where there is no list of them. By their own names for those who read the
 * language of the country, in Latin letters for everyone else.
 */
export function statesOf(country: string, locale: string): readonly Named[] | null {
  const states = STATES[country];
  if (states === undefined) return null;
  const language = locale.split('-')[0];
  const isForeign = states.lang !== undefined && states.lang.split('-')[0] !== language;
  const translated = language === 'fr' ? states.fr : isForeign ? states.latin : undefined;
  const names = (translated ?? states.names).split('~');
  const list = states.keys.split('~').map((value, index) => ({ value, text: names[index] ?? value }));
  // Their own order is the one that people there know; translated, only the alphabet helps.
  return translated === undefined ? list : inOrder(list, locale);
}

/** Whether a state may stand in an address there: one of the list where there is one. */
export function isStateOf(country: string, state: string): boolean {
  const states = STATES[country];
  return states === undefined || states.keys.split('~').includes(state);
}

function labelIn(
  labels: Readonly<Record<string, MessageKey>>,
  kind: string | undefined,
  usual: MessageKey,
): MessageKey {
  return labels[kind ?? ''] ?? usual;
}
