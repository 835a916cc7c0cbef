// What the buyer answers to the shop's own questions, and what is wrong with it.

import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { PublicCustomField } from '@xpay/protocol/order';
import type { MessageKey, MessageValues } from '../i18n/i18n.ts';
import { withAsciiDigits } from '../methods/card/number.ts';

/** Words for a mistake, in no language yet. */
export interface Fault {
  readonly key: MessageKey;
  readonly values?: MessageValues;
}

export interface Answers {
  valueOf(field: PublicCustomField): string;
  /** The message to show: null until the field is left or Pay is pressed, and again while it is being mended. */
  errorOf(key: string): Fault | null;
  readonly complete: ReadonlySignal<boolean>;
  input(key: string, value: string): void;
  /** The field was left: says what is wrong, unless nothing was typed yet. */
  leave(field: PublicCustomField): void;
  /** Says everything that is wrong; the first such field's key, or null. */
  validate(): string | null;
  /** What the server gets: null where nothing was answered. */
  toSend(): Readonly<Record<string, string | null>>;
  /** The server did not take this one. */
  refuse(key: string): void;
}

/** Answers of before, by question: the same one in another session of the shop need not be answered twice. */
export type Kept = Map<string, string>;

/** The server's limit, in characters as people count them: an emoji is one. */
const LONGEST_ANSWER = 255;

export function createAnswers(
  fields: ReadonlySignal<readonly PublicCustomField[]>,
  kept: Kept = new Map(),
): Answers {
  const typed = signal<ReadonlyMap<string, string>>(new Map());
  const errors = signal<ReadonlyMap<string, Fault>>(new Map());
  const answerTo = (field: PublicCustomField) => {
    const value = typed.value.get(field.key) ?? kept.get(questionOf(field)) ?? field.value ?? '';
    // The shop may have taken an option off its list meanwhile.
    const isGone = field.type === 'dropdown' && field.options.every((option) => option.value !== value);
    return isGone ? '' : value;
  };
  const faultOf = (field: PublicCustomField) => judge(field, tidy(field, answerTo(field)));
  const show = (key: string, fault: Fault | null) => {
    const next = new Map(errors.peek());
    if (fault === null) next.delete(key);
    else next.set(key, fault);
    errors.value = next;
  };
  const set = (key: string, value: string) => {
    typed.value = new Map(typed.peek()).set(key, value);
    const field = fields.peek().find((one) => one.key === key);
    if (field !== undefined) kept.set(questionOf(field), value);
  };

  return {
    valueOf: answerTo,
    errorOf: (key) => errors.value.get(key) ?? null,
    complete: computed(() => fields.value.every((field) => faultOf(field) === null)),
    input: (key, value) =>
      batch(() => {
        set(key, value);
        show(key, null);
      }),
    leave: (field) =>
      batch(() => {
        const value = tidy(field, answerTo(field));
        set(field.key, value);
        if (value !== '') show(field.key, faultOf(field));
      }),
    validate: () =>
      batch(() => {
        for (const field of fields.peek()) show(field.key, faultOf(field));
        return fields.peek().find(({ key }) => errors.peek().has(key))?.key ?? null;
      }),
    toSend: () =>
      Object.fromEntries(
        fields.peek().map((field) => [field.key, tidy(field, answerTo(field)) || null] as const),
      ),
    refuse: (key) => show(key, { key: 'order.fields.error.refused' }),
  };
}

/** How people part a long number. */
const BETWEEN_DIGITS = /(?<=\d)[\s\p{Pd}]+(?=\d)/gu;

/** Digits of every script count, and what people put between them does not. */
function tidy({ type }: PublicCustomField, value: string): string {
  const trimmed = value.trim();
  return type === 'numeric' ? withAsciiDigits(trimmed).replace(BETWEEN_DIGITS, '') : trimmed;
}

/** The rules of the server (`custom-field.ts` there), told so that they can be mended. */
function judge(field: PublicCustomField, value: string): Fault | null {
  if (value === '') {
    if (field.optional) return null;
    return { key: field.type === 'dropdown' ? 'order.fields.error.choice' : 'order.fields.error.empty' };
  }
  if (field.type === 'dropdown') return null;
  if (field.type === 'numeric' && !/^\d+$/.test(value)) return { key: 'order.fields.error.digits' };
  const { length } = Array.from(value);
  const least = field.minimumLength ?? 1;
  const most = field.maximumLength ?? LONGEST_ANSWER;
  if (length < least) return { key: 'order.fields.error.short', values: { length: least } };
  return length > most ? { key: 'order.fields.error.long', values: { length: most } } : null;
}

/** The same key with other words is another question. */
function questionOf({ key, type, label }: PublicCustomField): string {
  return JSON.stringify([key, type, label]);
}
