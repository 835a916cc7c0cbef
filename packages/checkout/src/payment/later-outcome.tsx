// The screens that take the form's place, fetched at the buyer's first touch; where they are not there yet, their first words.

import { computed, type ReadonlySignal } from '@preact/signals';
import type { I18n } from '../i18n/i18n.ts';
import { laterCode } from '../later-code.ts';
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

export interface OutcomeGiven {
  /** The form on the page, null before. */
  readonly standing: ReadonlySignal<unknown>;
  /** The buyer has begun to use it. */
  readonly isTouched: ReadonlySignal<boolean>;
  /** The form cannot be had, which takes a screen to say. */
  readonly isLost: ReadonlySignal<boolean>;
  readonly online: ReadonlySignal<boolean>;
}

/** Fetches them beside a form that stands when it is touched, or paid with by the shop's own button; at once where there is no form. */
export function followOutcome(
  { state }: Pick<Payment, 'state'>,
  { standing, isTouched, isLost, online }: OutcomeGiven,
  load: () => Promise<OutcomeCode> = importOutcome,
): LaterOutcome {
  const isForm = computed(() => state.value.name === 'loading' || hasForm(state.value));
  const { code, isLost: isGone } = laterCode(load, () => {
    const { name } = state.value;
    const isUsed = isTouched.value || name === 'confirming' || name === 'acting';
    const isWanted = !isForm.value || isLost.value || (standing.value !== null && isUsed);
    return isWanted ? `${name} ${online.value}` : null;
  });
  return {
    code,
    isMissing: computed(
      () => code.value === null && !isGone.value && !isForm.value && standing.value === null,
    ),
  };
}

/** What a buyer must know of an outcome, where its screen is not there. */
export function OutcomeWords({ name, i18n }: { readonly name: OutcomeState['name']; readonly i18n: I18n }) {
  return <Notice locale={i18n.locale.value}>{i18n.t(`outcome.${name}.title`)}</Notice>;
}

function importOutcome() {
  return import('./outcome.tsx');
}
