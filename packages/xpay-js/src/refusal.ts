// Words for what the shop passed and should not have, all in one form: what it is, what it may be.

import { isPlainObject } from '@xpay/protocol/checks';
import { type ErrorCode, XPayError } from '@xpay/protocol/errors';

/** An object's own properties. Nothing inherited: pages extend Object.prototype. */
export type Input = Readonly<Record<string, unknown>>;

/**
 * The error for one wrong option.
 * @param got As `describe` words it.
 * @param expected Completes the sentence that starts with `Pass`.
 */
export function refuse(
  option: string,
  got: string,
  expected: string,
  code: ErrorCode = 'invalid_option',
): XPayError {
  return new XPayError(code, `${option} is ${got}. Pass ${expected}.`, { param: option });
}

/** A short picture of a value of any kind; no more of a text than helps to find it. */
export function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return `"${value.slice(0, 40)}"`;
  return Object(value) === value ? `of type ${typeof value}` : String(value);
}

/** The same of a text that nobody may read in a console. */
export function describeSecret(value: unknown): string {
  return typeof value === 'string' ? 'another text' : describe(value);
}

/**
 * The own properties of what the shop passed; nothing at all is an empty object.
 * @param option What it was passed as, for the sentence.
 * @param names What the properties may be called; anything, without it.
 * @throws XPayError `invalid_option` for anything but an object, and for a name that is not in the list.
 */
export function takeOwn(option: string, value: unknown, names?: readonly string[]): Input {
  const own: Record<string, unknown> = Object.create(null);
  if (value === undefined) return own;
  if (!isPlainObject(value)) throw refuse(option, describe(value), 'a plain object');
  for (const [name, property] of Object.entries(value)) {
    if (names !== undefined) pick(`A property of ${option}`, name, names);
    own[name] = property;
  }
  return own;
}

/**
 * The one of the words that the value is.
 * @throws XPayError `invalid_option` that proposes the word that was meant, or lists all that there are.
 */
export function pick<const Word extends string>(
  option: string,
  value: unknown,
  words: readonly Word[],
): Word {
  const word = words.find((candidate) => candidate === value);
  if (word !== undefined) return word;
  const slips = typeof value === 'string' ? oneSlipFrom(value) : [];
  const near = words.find((candidate) => oneSlipFrom(candidate).some((text) => slips.includes(text)));
  throw refuse(option, describe(value), near ?? `one of ${words.join(', ')}`);
}

/**
 * The word without one of its letters, or with all of them, in lower case. Two words that have one in common are one
 * slip apart: a letter too many, too few, another one, or two in the wrong order.
 */
function oneSlipFrom(word: string): readonly string[] {
  return [...`${word} `].map((_, at) => (word.slice(0, at) + word.slice(at + 1)).toLowerCase());
}
