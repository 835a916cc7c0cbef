// The form without a button of its own: judged and paid with when the shop's button is pressed, and the answers to both.

import { effect, type ReadonlySignal, untracked } from '@preact/signals';
import { createError, type ErrorCode } from '@xpay/protocol/error-types';
import type { FrameMessage } from '@xpay/protocol/messages';
import { summarizeSession, toWireError, type WireError } from '@xpay/protocol/wire';
import type { Extras } from '../form/extras.ts';
import { judge, orderOf } from '../form/whole-form.ts';
import type { CardForm } from '../methods/card/card-form.ts';
import type { FieldName } from '../methods/card/judge.ts';
import type { Payment } from '../payment/payment.ts';
import type { State } from '../payment/state.ts';
import { unreachable } from '../unreachable.ts';
import type { Host } from './host.ts';
import { errorOf, type Told, unconfirmedError, unreachableError } from './reports.ts';

export interface ShopButton {
  /** Says what is wrong at every field, and goes to the first; answered by `validated`. */
  validate(): void;
  /** Pays; answered by `confirmed` when that is over. While an attempt is under way or unclear, no other is made. */
  confirm(returnUrl?: string): void;
}

export interface ShopButtonDeps {
  readonly host: Host;
  readonly payment: Pick<Payment, 'state' | 'pay' | 'checkAgain'>;
  readonly i18n: Told['i18n'];
  readonly form: ReadonlySignal<CardForm | null>;
  readonly extras: ReadonlySignal<Extras | null>;
  /** The form that stands on the page, with all in it that was typed before. */
  readonly standing: ReadonlySignal<CardForm | null>;
}

type Confirmed = Omit<Extract<FrameMessage, { type: 'confirmed' }>, 'type'>;

export function createShopButton({
  host,
  payment,
  i18n,
  form,
  extras,
  standing,
}: ShopButtonDeps): ShopButton {
  /** What is to be mended before anything can be paid: the buyer is taken there. */
  function mend(): WireError | null {
    const state = payment.state.peek();
    if (state.name === 'unreachable') return unreachableError(state, i18n);
    const [card, more] = [form.peek(), extras.peek()];
    const goThere = state.name === 'ready' && card !== null && more !== null ? judge(card, more) : null;
    if (goThere === null) return null;
    goThere();
    const param = card?.shown.find((name) => card.fields[name].error.peek() !== null);
    const key = param && card?.fields[param].error.peek();
    if (!key) return toWireError(createError('field_invalid', i18n.t('errors.field_invalid')));
    return toWireError(createError(CODES[param], i18n.t(key), { param }));
  }

  function attempt(returnUrl: string | undefined): void {
    const state = payment.state.peek();
    const [card, more] = [form.peek(), extras.peek()];
    if (state.name === 'ready' && card !== null && more !== null)
      payment.pay({ ...orderOf(card, more), ...(returnUrl === undefined ? {} : { returnUrl }) });
    else if (state.name === 'checking' && state.gaveUp) payment.checkAgain();
  }

  /** Once the form stands, or it is known that none will. */
  function whenKnown(act: () => void): void {
    once(() => {
      const { name } = payment.state.value;
      const isComing = name === 'loading' || (name === 'ready' && standing.value !== form.value);
      return isComing ? null : name;
    }, act);
  }

  return {
    validate: () =>
      whenKnown(() => {
        const error = mend();
        host.send({ type: 'validated', ...(error === null ? {} : { error }) });
      }),
    confirm: (returnUrl) =>
      whenKnown(() => {
        const error = mend();
        if (error !== null) return host.send({ type: 'confirmed', error });
        attempt(returnUrl);
        once(
          () => settlementOf(payment.state.value, i18n),
          (settlement) => host.send({ type: 'confirmed', ...settlement }),
        );
      }),
  };
}

/** What is said to be wrong with a field. */
const CODES: Readonly<Record<FieldName, ErrorCode>> = {
  number: 'card_number_invalid',
  expiry: 'card_expiry_invalid',
  securityCode: 'card_cvc_invalid',
  name: 'field_invalid',
  email: 'field_invalid',
  postalCode: 'field_invalid',
};

/** What an attempt came to; null while it is under way. */
function settlementOf(state: State, i18n: Told['i18n']): Confirmed | null {
  switch (state.name) {
    case 'loading':
    case 'confirming':
    case 'acting':
      return null;
    case 'checking':
      return state.gaveUp ? { error: unconfirmedError(i18n) } : null;
    case 'ready':
      // Without a reason it never came to the server.
      return { error: errorOf(state.problem ?? { kind: 'error', code: 'connection_failed' }, i18n) };
    case 'processing':
    case 'succeeded':
      return { session: summarizeSession(state.session) };
    case 'expired':
    case 'canceled':
      return {
        error: toWireError(createError(`session_${state.name}`, i18n.t(`outcome.${state.name}.title`))),
      };
    case 'unreachable':
      return { error: unreachableError(state, i18n) };
    default:
      return unreachable(state);
  }
}

/** Calls back once, as soon as there is something to tell. */
function once<T>(look: () => T | null, tell: (found: T) => void): void {
  effect(function (this: { dispose(): void }) {
    const found = look();
    if (found === null) return;
    this.dispose();
    untracked(() => tell(found));
  });
}
