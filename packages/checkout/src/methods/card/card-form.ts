// What the buyer has typed into the card form, what is wrong with it, and what is sent from it.

import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { CollectedFields, ConfirmRequest, PublicSession } from '@xpay/protocol/api';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { MessageKey } from '../../i18n/i18n.ts';
import { type Brand, brandOf } from './brand.ts';
import type { Edit, Formatted } from './caret.ts';
import { editExpiry, formatExpiry, parseExpiry } from './expiry.ts';
import { type FieldName, judgeField } from './judge.ts';
import { digitsOf, editNumber, withAsciiDigits } from './number.ts';

export interface FormField {
  readonly value: ReadonlySignal<string>;
  /** The message to show: null until the field is left or submitted, and again while it is being mended. */
  readonly error: ReadonlySignal<MessageKey | null>;
}

/** A whole form to fill in at once, as the test menu does. */
export type FilledForm = Readonly<Record<FieldName, string>>;

/** What a confirm pays with, where it is a card. */
export type CardPayment = Extract<ConfirmRequest['paymentMethod'], { readonly type: 'card' }>;

export interface CardForm {
  readonly fields: Readonly<Record<FieldName, FormField>>;
  /** The fields that this session asks for, in the order they stand. */
  readonly shown: readonly FieldName[];
  /** Null until the number tells it. */
  readonly brand: ReadonlySignal<Brand | null>;
  /** Whether everything asked for is there and right. */
  readonly complete: ReadonlySignal<boolean>;
  /** The same of some fields. */
  isRight(names: readonly FieldName[]): boolean;
  /** Takes an edit in and gives back what the field is to show, with the caret in it. */
  input(name: FieldName, edit: Edit): Formatted;
  /** The field was left: says what is wrong, unless nothing was typed yet. */
  blur(name: FieldName): void;
  /** Says everything that is wrong, in all fields or in these; the first such field, or null when all is right. */
  validate(names?: readonly FieldName[]): FieldName | null;
  /** Shows at its field that the server refused it; null when the code is about no field. */
  refuse(code: ErrorCode): FieldName | null;
  /** Who pays, as far as it was asked and said. */
  billing(): CardPayment['billing'];
  /** What `confirm` sends. @throws RangeError when called before `validate()` found nothing wrong. */
  paymentMethod(): CardPayment;
  clearSecurityCode(): void;
  /** Forgets the card; who pays (name, email, postal code) stays. */
  clear(): void;
  /** Replaces the card; says who pays only where nothing is said yet. */
  fill(form: FilledForm): void;
}

interface Deps {
  readonly collect: CollectedFields;
  readonly prefill: PublicSession['customer'];
  readonly now: () => Date;
}

/** The fields of the card itself; any other tells who pays. */
export const CARD_NAMES = ['number', 'expiry', 'securityCode'] as const;

const LONGEST_SECURITY_CODE = 4;

/** The field that the server refused, by the code of its answer. */
const REFUSED = {
  card_number_invalid: 'number',
  card_expiry_invalid: 'expiry',
  card_cvc_invalid: 'securityCode',
} as const satisfies Partial<Record<ErrorCode, FieldName>>;

/** Makes the model of one card form. `now` judges whether a card has expired. */
export function createCardForm({ collect, prefill, now }: Deps): CardForm {
  const values = eachField(() => signal(''));
  const errors = eachField(() => signal<MessageKey | null>(null));
  values.name.value = prefill.name ?? '';
  values.email.value = prefill.email ?? '';
  const shown = shownFields(collect);
  const brand = computed(() => brandOf(digitsOf(values.number.value)));
  const faultOf = (name: FieldName) => judgeField(name, values[name].value, brand.value, now());
  const isRight = (names: readonly FieldName[]) => names.every((name) => faultOf(name) === null);
  const forget = (...names: readonly FieldName[]) =>
    batch(() => {
      for (const name of names) {
        values[name].value = '';
        errors[name].value = null;
      }
    });

  return {
    fields: eachField((name) => ({ value: values[name], error: errors[name] })),
    shown,
    brand,
    complete: computed(() => isRight(shown)),
    isRight,
    input(name, edit) {
      const formatted = format(name, edit);
      batch(() => {
        values[name].value = formatted.value;
        errors[name].value = null;
      });
      return formatted;
    },
    blur(name) {
      const tidied = tidy(name, values[name].value);
      batch(() => {
        values[name].value = tidied;
        // Passing through an empty field is no mistake yet; pressing Pay makes it one.
        if (tidied !== '') errors[name].value = faultOf(name);
      });
    },
    validate(names = shown) {
      batch(() => {
        for (const name of names) errors[name].value = faultOf(name);
      });
      return names.find((name) => errors[name].value !== null) ?? null;
    },
    refuse(code) {
      if (!isRefusal(code)) return null;
      errors[REFUSED[code]].value = `errors.${code}`;
      return REFUSED[code];
    },
    billing: () => toBilling(shown, (name) => values[name].value),
    paymentMethod: () => toPaymentMethod(shown, (name) => values[name].value),
    clearSecurityCode: () => forget('securityCode'),
    clear: () => forget(...CARD_NAMES),
    fill: (form) =>
      batch(() => {
        forget(...CARD_NAMES);
        for (const name of shown) {
          if (values[name].value === '') values[name].value = format(name, typed(form[name])).value;
          errors[name].value = null;
        }
      }),
  };
}

function shownFields(collect: CollectedFields): readonly FieldName[] {
  const optional = (['name', 'email', 'postalCode'] as const).filter((name) => collect[name]);
  // The card first: its fields stand in the document before it is known what else is asked for, and must not move.
  return [...CARD_NAMES, ...optional];
}

function format(name: FieldName, edit: Edit): Formatted {
  if (name === 'number') return editNumber(edit);
  if (name === 'expiry') return editExpiry(edit);
  if (name !== 'securityCode') return { value: edit.raw, caret: edit.caret };
  const caret = digitsOf(edit.raw.slice(0, edit.caret)).length;
  return { value: digitsOf(edit.raw).slice(0, LONGEST_SECURITY_CODE), caret };
}

/** The edit that types a whole text into an empty field. */
function typed(text: string): Edit {
  return { previous: '', raw: text, caret: text.length };
}

/** What the field shows once it is left: `3 / 27` becomes `03 / 27`, spaces around an address go. */
function tidy(name: FieldName, value: string): string {
  return name === 'expiry' ? formatExpiry(value) : value.trim();
}

function toPaymentMethod(shown: readonly FieldName[], textOf: (name: FieldName) => string): CardPayment {
  const expiry = parseExpiry(textOf('expiry'));
  if (!expiry)
    throw new RangeError('paymentMethod() was called on an incomplete form. Call validate() first.');
  return {
    type: 'card',
    card: {
      number: digitsOf(textOf('number')),
      expMonth: expiry.month,
      expYear: expiry.year,
      cvc: textOf('securityCode'),
    },
    billing: toBilling(shown, textOf),
  };
}

function toBilling(shown: readonly FieldName[], textOf: (name: FieldName) => string): CardPayment['billing'] {
  const given = (name: 'name' | 'email' | 'postalCode') => {
    const value = textOf(name).trim();
    if (!shown.includes(name) || value === '') return {};
    return { [name]: name === 'postalCode' ? withAsciiDigits(value) : value };
  };
  return { ...given('name'), ...given('email'), ...given('postalCode') };
}

function isRefusal(code: ErrorCode): code is keyof typeof REFUSED {
  return Object.hasOwn(REFUSED, code);
}

function eachField<T>(make: (name: FieldName) => T): Record<FieldName, T> {
  return {
    number: make('number'),
    expiry: make('expiry'),
    securityCode: make('securityCode'),
    name: make('name'),
    email: make('email'),
    postalCode: make('postalCode'),
  };
}
