// The security code of a card that is kept: what was typed of it, and what is wrong with that.

import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { MessageKey } from '../../i18n/i18n.ts';
import type { Brand } from '../card/brand.ts';
import type { Edit, Formatted } from '../card/caret.ts';
import { judgeField } from '../card/judge.ts';
import { digitsOf } from '../card/number.ts';

export interface Code {
  readonly value: ReadonlySignal<string>;
  /** Null until the field is left or submitted, and again while it is being mended. */
  readonly error: ReadonlySignal<MessageKey | null>;
  /** What is wrong, said or not. */
  fault(): MessageKey | null;
  input(edit: Edit): Formatted;
  blur(): void;
  /** Says what is wrong; whether anything is. */
  validate(): boolean;
  /** The server refused it. */
  refuse(): void;
  /** It is kept for no longer than one attempt (PCI DSS 3.3.1). */
  clear(): void;
}

const LONGEST = 4;

/** The code of a card of this brand, which decides how long it is; null for a brand that is not known here. */
export function createCode(brand: Brand | null): Code {
  const value = signal('');
  const error = signal<MessageKey | null>(null);
  // A code has no date: the clock is for other fields.
  const fault = () => judgeField('securityCode', value.value, brand, new Date(0));
  return {
    value,
    error,
    fault,
    input({ raw, caret }) {
      batch(() => {
        value.value = digitsOf(raw).slice(0, brand?.securityCodeLength ?? LONGEST);
        error.value = null;
      });
      return { value: value.peek(), caret: digitsOf(raw.slice(0, caret)).length };
    },
    blur() {
      // Passing through an empty field is no mistake yet; pressing Pay makes it one.
      if (value.peek() !== '') error.value = fault();
    },
    validate() {
      error.value = fault();
      return error.peek() !== null;
    },
    refuse() {
      error.value = 'errors.card_cvc_invalid';
    },
    clear() {
      batch(() => {
        value.value = '';
        error.value = null;
      });
    },
  };
}
