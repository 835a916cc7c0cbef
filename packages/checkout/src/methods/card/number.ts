// The card number as text: digits found in whatever was typed or pasted, grouped as its brand groups, and judged.

import { type Brand, brandOf } from './brand.ts';
import { caretAfter, digitsBefore, type Edit, type Formatted, withGapsSkipped } from './caret.ts';

/** ISO/IEC 7812-1: a primary account number has at most 19 digits; the shortest in use has 12. */
const LONGEST = 19;
const SHORTEST = 12;

export type NumberFault = 'empty' | 'incomplete' | 'invalid';

/**
 * The decimal digits of a text as ASCII, in order, everything else left out. Digits of every script count
 * (Arabic-Indic, Persian, Bengali, full-width and so on): Unicode keeps each script's ten digits together, zero first.
 */
export function digitsOf(text: string): string {
  return withAsciiDigits(text).replace(/\D/g, '');
}

/** The text with its digits, of whichever script, as ASCII ones. */
export function withAsciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, asciiDigit);
}

/** The digits in the groups printed on such a card, parted by one space. Grouping a grouped number changes nothing. */
export function groupNumber(digits: string): string {
  const groups: string[] = [];
  let rest = digits;
  for (const size of groupSizes(digits)) {
    if (rest !== '') groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return groups.join(' ');
}

/**
 * Groups after an edit and keeps the caret after the same digit. Digits beyond the longest number of the brand are
 * dropped where the caret is, so that a slip in a full field does not push its last digits out.
 */
export function editNumber(edit: Edit): Formatted {
  const now = withGapsSkipped(edit);
  const digits = digitsOf(now.value);
  const before = digitsBefore(now);
  const excess = Math.max(0, digits.length - longestNumber(digits));
  const kept = Math.max(0, before - excess);
  const fitting = digits.slice(0, kept) + digits.slice(before);
  const value = groupNumber(fitting.slice(0, longestNumber(fitting)));
  return { value, caret: caretAfter(value, kept) };
}

/** What is wrong with a number (ASCII digits), or null: its length for its brand, then its check digit. */
export function judgeNumber(digits: string): NumberFault | null {
  if (digits === '') return 'empty';
  const brand = brandOf(digits);
  if (digits.length < shortestNumber(brand)) return 'incomplete';
  if (digits.length > LONGEST || (brand !== null && !brand.lengths.includes(digits.length))) return 'invalid';
  return passesLuhn(digits) ? null : 'invalid';
}

/** The check of ISO/IEC 7812-1, annex B: from the right, every second digit doubled, digit sums added, divisible by 10. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = digit * 2;
    if (i % 2 === 0) sum += digit;
    else sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits !== '' && sum % 10 === 0;
}

function longestNumber(digits: string): number {
  return Math.max(...(brandOf(digits)?.lengths ?? [LONGEST]));
}

function shortestNumber(brand: Brand | null): number {
  return Math.min(...(brand?.lengths ?? [SHORTEST]));
}

// A Diners number of 14 digits is printed 4-6-4; its longer ones, like all others, in fours.
function groupSizes(digits: string): readonly number[] {
  const brand = brandOf(digits)?.id;
  if (brand === 'amex') return [4, 6, LONGEST];
  if (brand === 'diners' && digits.length <= 14) return [4, 6, 4];
  return [4, 4, 4, 4, LONGEST];
}

function asciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  // Walk back to the first of the run of digits that this one belongs to. Runs are ten long, and some scripts'
  // runs touch (the mathematical digits), so the distance is taken modulo ten.
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}
