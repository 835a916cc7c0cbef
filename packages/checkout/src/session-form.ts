// The card form that belongs to the present session: a new one for a new session, empty when nothing more can be paid.

import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { type CardForm, createCardForm } from './methods/card/card-form.ts';
import type { State } from './payment/state.ts';

/** Null until a session is known. What was typed stays through every state in which it may be needed again. */
export function createSessionForm(state: ReadonlySignal<State>): ReadonlySignal<CardForm | null> {
  const form = signal<CardForm | null>(null);
  let sessionId: string | null = null;
  effect(() => {
    if (!('session' in state.value)) return;
    const { name, session } = state.value;
    if (session.id !== sessionId) {
      sessionId = session.id;
      const { collect, customer } = session;
      form.value = createCardForm({ collect, prefill: customer, now: () => new Date() });
    }
    // Sent once, and not needed for the bank's own check: nobody may keep it for longer (PCI DSS 3.3.1).
    if (name === 'acting') form.peek()?.clearSecurityCode();
    if (name === 'succeeded' || name === 'expired' || name === 'canceled') form.peek()?.clear();
  });
  return form;
}
