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
  const type = code === 'invalid_client_secret' ? 'invalid_request' : 'integration';
  return new XPayError(code, `${option} is ${got}. Pass ${expected}.`, { type, param: option });
}

/** A short picture of a value of any kind; no more of a text than helps to find it, and nothing of a secret. */
export function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return `"${value.slice(0, 40).replace(/_secret_.*/s, '…')}"`;
  return Object(value) === value ? `of type ${typeof value}` : String(value);
}

/**
 * The own properties of what the shop passed, as far as they are not undefined; nothing at all is an empty object.
 * @param option What it was passed as, for the sentence.
 * @param names What the properties may be called; anything, without it.
 * @param check Makes of each what is taken, or throws.
 * @throws XPayError `invalid_option` for anything but an object, and for a name that is not in the list.
 */
export function takeOwn(
  option: string,
  value: unknown = {},
  names?: readonly string[],
  check = (property: unknown, _name: string) => property,
): Input {
  if (!isPlainObject(value)) throw refuse(option, describe(value), 'a plain object');
  const own: Record<string, unknown> = Object.create(null);
  for (const [name, property] of Object.entries(value)) {
    if (names !== undefined) pick(`A property of ${option}`, name, names);
    if (property !== undefined) own[name] = check(property, name);
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
