// Checks a value against a schema and words the first problem: what was got, what was expected.

import { nearest } from '@xpay/protocol/nearest';
import type { z } from 'zod';
import { ApiError } from './problem.ts';
import { redact } from './redact.ts';

type Issue = z.core.$ZodRawIssue;

/**
 * `quote: false` for bodies that hold a card: their values are in no answer, not even one about themselves.
 *
 * @throws ApiError `invalid_request` with the path of the first offending field; unknown fields come first.
 */
export function validate<T>(schema: z.ZodType<T>, value: unknown, { quote = true } = {}): T {
  const result = schema.safeParse(value, { error: (issue) => wordIssue(issue, quote) });
  if (result.success) return result.data;
  const { issues } = result.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) throw new Error('The schema refused without saying why.');
  const unknownField = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const param = formatPath([...issue.path, ...unknownField]);
  throw new ApiError('invalid_request', param === '' ? issue.message : `${param}: ${issue.message}`, {
    param: param === '' ? undefined : param,
  });
}

/** For a strict object's own `error`: names the unknown field and the known one that was probably meant. */
export function unknownFieldError(known: readonly string[]) {
  return (issue: Issue): string | undefined => {
    if (issue.code !== 'unrecognized_keys') return undefined;
    const [field = ''] = issue.keys;
    const meant = nearest(field, known);
    const advice = meant === undefined ? `Known fields: ${known.join(', ')}.` : `Did you mean ${meant}?`;
    return `there is no such field. ${advice}`;
  };
}

/** `['lineItems', 0, 'quantity']` as `lineItems[0].quantity`. */
function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const name = redact(String(part)).slice(0, 60);
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

function wordIssue(issue: Issue, quote: boolean): string {
  if (issue.input === undefined && issue.code !== 'unrecognized_keys')
    return `is required: ${expectation(issue)}.`;
  if (issue.code === 'invalid_key')
    return `the name of this entry: ${issue.issues[0]?.message ?? 'is refused.'}`;
  const got = quote ? describe(issue.input) : `a ${typeof issue.input}`;
  return `got ${got}, expected ${expectation(issue)}.`;
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? `a ${issue.expected}`;
    case 'too_small':
      return `at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_format':
      return `a valid ${issue.format}`;
    case 'invalid_union':
      // Of shapes that are told apart by one field, that is the field.
      return 'options' in issue && Array.isArray(issue.options) ? oneOf(issue.options) : 'another value';
    default:
      return 'another value';
  }
}

function oneOf(values: readonly unknown[]): string {
  return `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  int: 'an integer',
  object: 'an object',
  array: 'an array',
  record: 'an object',
};

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  if (origin === 'array') return ' entries';
  return origin === 'object' || origin === 'record' ? ' keys' : '';
}

/** The value in a few words. Texts are cut, and what may be a card number or a secret is left out. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value !== 'string') return redact(String(value));
  return value.length > 60 ? `a text of ${value.length} characters` : JSON.stringify(redact(value));
}
