// Whether the session asks for more than a card; if so, the code that keeps up with it is fetched before the form is shown.

import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { I18n } from '../i18n/i18n.ts';
import type { CardForm } from '../methods/card/card-form.ts';
import type { Payment } from '../payment/payment.ts';
import { hasForm, sessionOf } from '../payment/session-of.ts';
import { type Extras, NO_EXTRAS } from './extras.ts';
import { kindsOf } from './kinds.ts';

export interface FollowedExtras {
  /** Null until all that the session asks for is there. */
  readonly extras: ReadonlySignal<Extras | null>;
  /** It asks for something that is still on its way. */
  readonly isMissing: ReadonlySignal<boolean>;
  /** Something of it could not be had: the form must not be shown without. */
  readonly isLost: ReadonlySignal<boolean>;
  /** Tries once more. */
  readonly retry: () => void;
}

export interface ExtrasGiven {
  readonly payment: Pick<Payment, 'state' | 'calls' | 'heard'>;
  readonly i18n: I18n;
}

/** What the code that keeps up writes. */
export interface KeptExtras {
  readonly extras: Signal<Extras | null>;
  readonly isLost: Signal<boolean>;
}

type Keeper = Pick<typeof import('./keep-extras.ts'), 'keepExtras'>;

export function followExtras(
  form: ReadonlySignal<CardForm | null>,
  given: ExtrasGiven,
  load: () => Promise<Keeper> = importKeeper,
): FollowedExtras {
  const kept: KeptExtras = { extras: signal(null), isLost: signal(false) };
  const { extras, isLost } = kept;
  const isForm = computed(() => hasForm(given.payment.state.value));
  let retry = fetch;

  function fetch(): void {
    isLost.value = false;
    load()
      // Once more, since what could not be had a moment ago often can.
      .catch(load)
      .then(({ keepExtras }) => {
        retry = keepExtras(form, given, kept);
      })
      .catch(() => {
        isLost.value = true;
      });
  }

  effect(function (this: { dispose(): void }) {
    const session = form.value && isForm.value ? sessionOf(given.payment.state.value) : undefined;
    if (session === undefined) return;
    if (kindsOf(session).length === 0) {
      extras.value = NO_EXTRAS;
    } else {
      this.dispose();
      fetch();
    }
  });

  return {
    extras,
    isMissing: computed(() => isForm.value && extras.value === null && !isLost.value),
    isLost,
    retry: () => retry(),
  };
}

function importKeeper() {
  return import('./keep-extras.ts');
}
