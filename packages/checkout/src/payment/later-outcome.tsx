// The screens that take the form's place, fetched when the form stands; where they are not there yet, their first words.

import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { I18n } from '../i18n/i18n.ts';
import { Notice } from '../ui/notice.tsx';
import type { OutcomeState } from './outcome.tsx';
import type { Payment } from './payment.ts';
import { hasForm } from './session-of.ts';

type OutcomeCode = typeof import('./outcome.tsx');

export interface LaterOutcome {
  /** Null until it is there. */
  readonly code: ReadonlySignal<OutcomeCode | null>;
  /** It is on its way, and nothing has been shown yet. */
  readonly isMissing: ReadonlySignal<boolean>;
}

/**
 * @param standing The form on the page, null before.
 * @param isLost The form cannot be had, which takes a screen to say.
 */
export function followOutcome(
  { state }: Pick<Payment, 'state'>,
  standing: ReadonlySignal<unknown>,
  isLost: ReadonlySignal<boolean>,
  load: () => Promise<OutcomeCode> = importOutcome,
): LaterOutcome {
  const code = signal<OutcomeCode | null>(null);
  const isOnItsWay = signal(true);
  const isForm = computed(() => state.value.name === 'loading' || hasForm(state.value));
  effect(function (this: { dispose(): void }) {
    if (isForm.value && standing.value === null && !isLost.value) return;
    this.dispose();
    load()
      // Once more, since what could not be had a moment ago often can.
      .catch(load)
      .then((found) => {
        code.value = found;
      })
      .catch(() => {})
      .finally(() => {
        isOnItsWay.value = false;
      });
  });
  return {
    code,
    isMissing: computed(() => isOnItsWay.value && !isForm.value && standing.value === null),
  };
}

/** What a buyer must know of an outcome, where its screen is not there. */
export function OutcomeWords({ name, i18n }: { readonly name: OutcomeState['name']; readonly i18n: I18n }) {
  return <Notice locale={i18n.locale.value}>{i18n.t(`outcome.${name}.title`)}</Notice>;
}

function importOutcome() {
  return import('./outcome.tsx');
}
