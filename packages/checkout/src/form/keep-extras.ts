// Keeps what sessions ask for besides a card: made with each new form, before it is shown, and added to while it stands.

import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { browserClock } from '../clock.ts';
import type { CardForm } from '../methods/card/card-form.ts';
import { hasForm, sessionOf } from '../payment/session-of.ts';
import { type Extras, NO_EXTRAS } from './extras.ts';
import type { ExtrasGiven, KeptExtras } from './follow-extras.ts';
import { type Kind, kindsOf } from './kinds.ts';
import { fetchKinds, isFetched, makeExtras } from './make-extras.ts';

/** @returns What tries once more, after something was lost. */
export function keepExtras(
  form: ReadonlySignal<CardForm | null>,
  { payment, i18n }: ExtrasGiven,
  { extras, isLost }: KeptExtras,
): () => void {
  /** As the session would be paid. */
  const made = signal(extras.peek());
  const isFree = computed(() => sessionOf(payment.state.value)?.amountTotal === 0);
  const tries = signal(0);
  const asked = new Set<Kind>();
  let card: CardForm | null = null;

  function make(kinds: readonly Kind[], to: CardForm): void {
    if (card !== to) return;
    const deps = { payment, i18n, card: to, clock: browserClock };
    made.value = makeExtras(kinds, deps, made.peek() ?? NO_EXTRAS);
  }

  function add(kinds: readonly Kind[], to: CardForm): void {
    // At once where all the code is there: a form that takes another's place keeps the focus.
    if (isFetched(kinds, i18n)) make(kinds, to);
    else
      fetchKinds(kinds, i18n)
        .then(() => make(kinds, to))
        .catch(() => {
          for (const kind of kinds) asked.delete(kind);
          isLost.value = true;
        });
  }

  effect(() => {
    const next = form.value;
    const state = payment.state.value;
    const session = hasForm(state) ? sessionOf(state) : undefined;
    if (next === null || session === undefined || tries.value < 0) return;
    const kinds = kindsOf(session);
    if (next !== card) {
      // The form that stands was made for this very session, with what it asked for until now.
      if (card !== null || kinds.length === 0) made.value = kinds.length === 0 ? NO_EXTRAS : null;
      card = next;
      asked.clear();
    }
    const more = kinds.filter((kind) => !asked.has(kind));
    for (const kind of more) asked.add(kind);
    if (more.length > 0) add(more, next);
  });

  effect(() => {
    extras.value = isFree.value ? asFree(made.value) : made.value;
  });

  return () => {
    isLost.value = false;
    tries.value += 1;
  };
}

/** What was typed and chosen stays with what is not shown meanwhile. */
function asFree(extras: Extras | null): Extras | null {
  return extras?.free === undefined ? extras : { ...extras, methods: extras.free };
}
