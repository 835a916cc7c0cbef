// Phone numbers as text: formatted as their country writes them while they are typed, judged, and made into E.164.
//
// libphonenumber-js with its smallest metadata: calling codes, lengths, formats. Whether a number is in use only a call tells.

import {
  AsYouType,
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type MetadataJson,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.min.json';
import {
  caretAfter,
  digitsBefore,
  type Edit,
  type Formatted,
  withGapsSkipped,
} from '../methods/card/caret.ts';
import { withAsciiDigits } from '../methods/card/number.ts';

// The package types its JSON by hand; the file itself is what it says.
const METADATA = metadata as unknown as MetadataJson;

export type PhoneFault = 'empty' | 'invalid';

export interface EditedPhone extends Formatted {
  /** Told by the calling code that was typed; else the one that was given. ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** `+1`, without which nobody abroad can call; null where a country has no phones of its own. */
export function callingCodeOf(country: string): string | null {
  return hasPhones(country) ? `+${getCountryCallingCode(country, METADATA)}` : null;
}

/**
 * Formats after an edit and keeps the caret after the same digit. Digits of every script are taken, and `00` in front of
 * nothing is left as typed: in which country that calls abroad is a guess.
 */
export function editPhone(edit: Edit, country: string): EditedPhone {
  const now = withGapsSkipped(edit);
  const typed = plain(now.value);
  const formatter = new AsYouType(hasPhones(country) ? country : undefined, METADATA);
  const value = typed.startsWith('+') || hasPhones(country) ? formatter.input(typed) : typed;
  const told = typed.startsWith('+') ? formatter.getCountry() : undefined;
  return { value, caret: caretIn(value, now), country: told ?? country };
}

/** What is wrong with a number, or null. Only its length is judged: new ranges are handed out every month. */
export function judgePhone(text: string, country: string): PhoneFault | null {
  if (plain(text) === '') return 'empty';
  return parse(text, country)?.isPossible() ? null : 'invalid';
}

/** E.164, ASCII digits after a plus; null while `judgePhone` finds something wrong. */
export function toE164(text: string, country: string): string | null {
  const number = parse(text, country);
  return number?.isPossible() ? number.number : null;
}

/** A number that the shop knows, as its country writes it; null when it is none. */
export function fromE164(number: string): { readonly country: string; readonly value: string } | null {
  const parsed = parse(number, '');
  if (parsed?.country === undefined) return null;
  return { country: parsed.country, value: parsed.formatNational() };
}

function parse(text: string, country: string): PhoneNumber | undefined {
  const defaultCountry = hasPhones(country) ? { defaultCountry: country } : {};
  return parsePhoneNumberFromString(plain(text), { ...defaultCountry, extract: false }, METADATA);
}

function hasPhones(country: string): country is CountryCode {
  // The package's own question takes only what it already knows to be an answer.
  return isSupportedCountry(country as CountryCode, METADATA);
}

/** ASCII digits and, in front of them, a plus: what counts of a number. */
function plain(text: string): string {
  const ascii = withAsciiDigits(text);
  const digits = ascii.replace(/\D/g, '');
  return /^\D*[+＋]/.test(ascii) ? `+${digits}` : digits;
}

function caretIn(value: string, now: Formatted): number {
  if (now.caret >= now.value.length) return value.length;
  const before = digitsBefore(now);
  // Behind the plus that was just typed, not in front of it.
  const isAfterPlus = before === 0 && now.caret > 0 && value.startsWith('+');
  return isAfterPlus ? 1 : caretAfter(value, before);
}
