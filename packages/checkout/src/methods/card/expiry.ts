// The expiry date as text: `MM / YY`, understood however it is typed, pasted or autofilled, and judged.

import { caretAfter, digitsBefore, type Edit, type Formatted, isDeletion, withGapsSkipped } from './caret.ts';
import { digitsOf } from './number.ts';

export interface Expiry {
  /** 1–12. */
  readonly month: number;
  /** Four digits. */
  readonly year: number;
}

export type ExpiryFault = 'empty' | 'incomplete' | 'month' | 'past' | 'far';

/** Cards are issued for a few years; a date further ahead than this is a slip of the finger. */
const FURTHEST_YEARS = 20;

/**
 * The text as `MM / YY`, as far as it goes. `3` becomes `03 / `; `3/27`, `2027-03`, `03/2027`, `0327` and `327` become
 * `03 / 27`. A month over 12 stays as it is, so that it can be told and mended.
 */
export function formatExpiry(text: string): string {
  const { month, year } = readParts(text);
  return join({ month: padMonth(month, year !== '' || endsMonth(text)), year });
}

/** Formats after an edit and keeps the caret after the same digit. A month is not padded while it is being deleted. */
export function editExpiry(edit: Edit): Formatted {
  const now = withGapsSkipped(edit);
  const value = isDeletion(edit) ? join(readParts(now.value)) : formatExpiry(now.value);
  if (now.caret === now.value.length) return { value, caret: value.length };
  const before = digitsBefore(now);
  const padding = Math.max(0, digitsOf(value).length - digitsOf(now.value).length);
  return { value, caret: caretAfter(value, before === 0 ? 0 : before + padding) };
}

/** Month and year, or null while they are incomplete. Two-digit years are of this century. */
export function parseExpiry(text: string): Expiry | null {
  const { month, year } = readParts(text);
  if (!isMonth(month) || year.length !== 2) return null;
  return { month: Number(month), year: 2000 + Number(year) };
}

/** What is wrong with a date, or null. A card is good through the last day of its month, wherever the buyer is. */
export function judgeExpiry(text: string, now: Date): ExpiryFault | null {
  const { month, year } = readParts(text);
  if (month === '' && year === '') return 'empty';
  if (month.length === 2 && !isMonth(month)) return 'month';
  const expiry = parseExpiry(text);
  if (!expiry) return 'incomplete';
  const monthsAhead = (expiry.year - now.getUTCFullYear()) * 12 + expiry.month - 1 - now.getUTCMonth();
  // In the first half of the 1st in UTC, it is still last month's last day somewhere west.
  const stillLastMonth = monthsAhead === -1 && now.getUTCDate() === 1 && now.getUTCHours() < 12;
  if (monthsAhead < 0 && !stillLastMonth) return 'past';
  return monthsAhead > FURTHEST_YEARS * 12 ? 'far' : null;
}

interface Parts {
  readonly month: string;
  readonly year: string;
}

function join({ month, year }: Parts): string {
  return month.length === 2 || year !== '' ? `${month} / ${year}` : month;
}

/** `3` can only be March; `1` may become 10, 11 or 12 until something follows it. */
function padMonth(month: string, ended: boolean): string {
  return month.length === 1 && month !== '0' && (ended || month > '1') ? `0${month}` : month;
}

function endsMonth(text: string): boolean {
  return /\p{Nd}\P{Nd}/u.test(text);
}

function readParts(text: string): Parts {
  const [first = '', second, ...more] = Array.from(text.matchAll(/\p{Nd}+/gu), ([group]) => digitsOf(group));
  if (second === undefined) return readRun(first);
  if (first.length === 4 && first.startsWith('20'))
    return { month: second.slice(0, 2), year: first.slice(2) };
  if (first.length > 2) return readRun(first + second);
  return { month: first, year: shortYear(second + more.join('')) };
}

/** One run of digits: `3`, `03`, `327`, `0327`, `32027`, `032027`, `202703`. */
function readRun(run: string): Parts {
  if (/^20\d{4}$/.test(run) && isMonth(run.slice(4))) return { month: run.slice(4), year: run.slice(2, 4) };
  // An odd number of digits that came at once has a month of one digit: `327`, and `127` too.
  const oneDigitMonth = /^[1-9](\d\d|\d{4})$/.test(run);
  const end = oneDigitMonth ? 1 : 2;
  return { month: run.slice(0, end), year: shortYear(run.slice(end)) };
}

/** Two digits; `203` on the way to `2030` is kept, other excess is not. */
function shortYear(digits: string): string {
  if (/^(19|20)\d\d/.test(digits)) return digits.slice(2, 4);
  return /^20\d$/.test(digits) ? digits : digits.slice(0, 2);
}

function isMonth(text: string): boolean {
  return /^(0?[1-9]|1[0-2])$/.test(text);
}
