// What a merchant wants to know besides the payment: their own fields, and what buyers may answer.

import type { Problem } from './problem.ts';

interface Common {
  /** The merchant's own name for it. */
  readonly key: string;
  /** What a buyer is asked. */
  readonly label: string;
  readonly optional: boolean;
}

export type CustomField =
  | (Common & {
      readonly type: 'text' | 'numeric';
      readonly minimumLength: number | null;
      readonly maximumLength: number | null;
    })
  | (Common & {
      readonly type: 'dropdown';
      readonly options: readonly { readonly value: string; readonly label: string }[];
    });

/** A field with its answer; null until somebody has answered. */
export type AskedField = CustomField & { readonly value: string | null };

/** As many a merchant may ask at once. */
export const MOST_CUSTOM_FIELDS = 20;

/** Characters of an answer without a limit of its own. */
export const LONGEST_ANSWER = 255;

/** The fields with these answers, by key; a problem for an answer that the field does not take. */
export function answered(
  fields: readonly AskedField[],
  answers: Readonly<Record<string, string | null>>,
): { readonly fields: readonly AskedField[] } | { readonly problem: Problem } {
  for (const [key, value] of Object.entries(answers)) {
    const field = fields.find((one) => one.key === key);
    const reason = field === undefined ? 'there is no such field.' : reasonAgainst(field, value);
    if (reason !== null) return { problem: refuse(key, reason) };
  }
  return {
    fields: fields.map((field) => {
      // A key is the merchant's: `constructor` is a good one.
      const value = Object.hasOwn(answers, field.key) ? answers[field.key] : undefined;
      return value === undefined ? field : { ...field, value };
    }),
  };
}

/** The fields with these answers, all that is asked for; a problem for an answer that is missing or not taken. */
export function completed(
  fields: readonly AskedField[],
  answers: Readonly<Record<string, string | null>>,
): { readonly fields: readonly AskedField[] } | { readonly problem: Problem } {
  const result = answered(fields, answers);
  if ('problem' in result) return result;
  const missing = result.fields.find(({ optional, value }) => !optional && value === null);
  return missing === undefined ? result : { problem: refuse(missing.key, NO_ANSWER) };
}

/** The fields as a new session asks them. */
export function asked(fields: readonly CustomField[]): readonly AskedField[] {
  return fields.map((field) => ({ ...field, value: null }));
}

const NO_ANSWER = 'has to be answered.';

function refuse(key: string, message: string): Problem {
  return { code: 'invalid_request', message, param: `customFields.${key}` };
}

function reasonAgainst(field: AskedField, value: string | null): string | null {
  if (value === null) return field.optional ? null : NO_ANSWER;
  if (field.type === 'dropdown') {
    if (field.options.some((option) => option.value === value)) return null;
    return `has to be one of ${field.options.map((option) => JSON.stringify(option.value)).join(', ')}.`;
  }
  if (field.type === 'numeric' && !/^\d+$/.test(value)) return 'has to be digits.';
  const { minimumLength, maximumLength } = field;
  const most = maximumLength ?? LONGEST_ANSWER;
  if (value.trim() === '') return NO_ANSWER;
  // As people count: an emoji is one character, whatever it takes in UTF-16.
  const { length } = Array.from(value);
  if (length > most) return `has to be at most ${most} characters.`;
  const least = minimumLength ?? 1;
  return length < least ? `has to be at least ${least} characters.` : null;
}
