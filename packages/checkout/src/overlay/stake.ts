// What the buyer would lose by leaving: a payment that is under way, what they typed, or nothing.

import type { CardForm } from '../methods/card/card-form.ts';
import { sessionOf } from '../payment/session-of.ts';
import type { State } from '../payment/state.ts';

/** `busy`: leaving does not stop the payment. Null: the checkout can be closed without a word. */
export type Stake = 'busy' | 'typed' | null;

/**
 * Reads signals: of the form, where anything can still be typed.
 * @param hasEarly Whether something was typed into the document's own fields, which no form has taken over yet.
 */
export function stakeOf(state: State, form: CardForm | null, hasEarly: boolean): Stake {
  switch (state.name) {
    case 'confirming':
    case 'acting':
    case 'checking':
      return 'busy';
    case 'loading':
    case 'ready': {
      const prefill = sessionOf(state)?.customer;
      const isTyped = hasEarly || (form !== null && prefill !== undefined && differs(form, prefill));
      return isTyped ? 'typed' : null;
    }
    default:
      return null;
  }
}

/** Something else stands in the form than the session brought. */
function differs({ fields, shown }: CardForm, prefill: { readonly [name: string]: string | null }): boolean {
  return shown.some((name) => fields[name].value.value !== (prefill[name] ?? ''));
}
