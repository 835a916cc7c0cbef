// Countries as a buyer finds them: by name in their own language, with theirs chosen already.

import { COUNTRIES } from '@xpay/protocol/countries';
import zones from './time-zones.json';

export interface Named {
  readonly value: string;
  readonly text: string;
}

/** IANA, by country, a space between them. */
const ZONES: Readonly<Record<string, string>> = zones;

/** By name, as the language sorts. `only` are those that the shop allows; null allows all. */
export function namedCountries(only: readonly string[] | null, locale: string): readonly Named[] {
  return inOrder(
    allowedOf(only).map((value) => ({ value, text: countryName(value, locale) })),
    locale,
  );
}

/** As the language sorts. */
export function inOrder(list: readonly Named[], locale: string): readonly Named[] {
  const { compare } = new Intl.Collator(locale);
  return list.toSorted((a, b) => compare(a.text, b.text));
}

/** The country's code where the browser knows no name of it. */
function countryName(country: string, locale: string): string {
  return new Intl.DisplayNames([locale, 'en'], { type: 'region' }).of(country) ?? country;
}

/** What tells where a buyer is without asking anybody. */
export interface Whereabouts {
  /** BCP 47, best first. */
  readonly languages: readonly string[];
  /** IANA. */
  readonly timeZone: string;
}

/** Of this browser. */
export function browserWhereabouts(): Whereabouts {
  return {
    languages: navigator.languages,
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/**
 * Where the buyer probably is: the country whose time their clock shows; of several, the one that their language names.
 * Where no country has that time, the languages decide alone.
 * @returns one of `only`: the shop's first where the guess is none of them.
 */
export function guessCountry(only: readonly string[] | null, { languages, timeZone }: Whereabouts): string {
  const allowed = allowedOf(only);
  const spoken = languages.map((tag) => regionOf(tag)).filter((region) => region !== undefined);
  const here = COUNTRIES.filter((country) => ZONES[country]?.split(' ').includes(timeZone));
  const candidates = [
    ...spoken.filter((region) => here.includes(region)),
    ...here,
    ...spoken,
    ...languages.map((tag) => likelyRegionOf(tag)),
  ];
  return candidates.find((country) => allowed.includes(country)) ?? (only ?? ['US'])[0] ?? 'US';
}

function allowedOf(only: readonly string[] | null): readonly string[] {
  return only === null ? COUNTRIES : COUNTRIES.filter((country) => only.includes(country));
}

function regionOf(tag: string): string | undefined {
  return localeOf(tag)?.region;
}

/** The country where most speak it: `ja` is Japan's. */
function likelyRegionOf(tag: string): string {
  return localeOf(tag)?.maximize().region ?? '';
}

function localeOf(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    // Browsers have been seen to list what is no language tag.
    return null;
  }
}
