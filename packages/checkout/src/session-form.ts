// The card form that belongs to the present session: a new one for a new session, empty when nothing more can be paid.

import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { PublicSession } from '@xpay/protocol/api';
import { type CardForm, createCardForm } from './methods/card/card-form.ts';
import type { State } from './payment/state.ts';

/** What another session may ask for as well, and nobody has to protect. */
const KEPT = ['name', 'email', 'postalCode'] as const;

/**
 * Null until a session is known. What was typed stays through every state in which it may be needed again. Into the form of
 * another session goes what is not sensitive.
 * @param isRenewed Holds from when a card that was typed is gone, with the session it was typed for, to the next attempt.
 */
export function createSessionForm(
  state: ReadonlySignal<State>,
  isRenewed: Signal<boolean> = signal(false),
): ReadonlySignal<CardForm | null> {
  const form = signal<CardForm | null>(null);
  let known: PublicSession | null = null;
  let hadCard = false;

  function forgetCard(): void {
    const { number } = form.peek()?.fields ?? {};
    hadCard ||= number !== undefined && number.value.peek() !== '';
    form.peek()?.clear();
  }

  function renew(session: PublicSession): void {
    const { collect, customer } = session;
    const next = createCardForm({ collect, prefill: customer, now: () => new Date() });
    const old = form.peek();
    if (old !== null && known !== null) carryOver(old, known, next);
    forgetCard();
    form.value = next;
    known = session;
    isRenewed.value = hadCard;
    hadCard = false;
  }

  effect(() => {
    if (!('session' in state.value)) return;
    const { name, session } = state.value;
    if (session.id !== known?.id) renew(session);
    if (name === 'confirming') isRenewed.value = false;
    // Sent once, and not needed for the bank's own check: nobody may keep it for longer (PCI DSS 3.3.1).
    if (name === 'acting') form.peek()?.clearSecurityCode();
    if (name === 'succeeded' || name === 'expired' || name === 'canceled') forgetCard();
  });
  return form;
}

/** What the buyer typed goes before what the shop says of them; what the shop had said goes with its session. */
function carryOver(from: CardForm, { customer }: PublicSession, to: CardForm): void {
  const prefilled: { readonly [name: string]: string | null } = customer;
  for (const name of KEPT) {
    const raw = from.fields[name].value.peek();
    if (raw === '' || raw === prefilled[name]) continue;
    to.input(name, { previous: '', raw, caret: raw.length });
  }
}
