// Whether the frame needs the host page's whole window: one wish of two who do not know each other.

import { effect, signal } from '@preact/signals';
import type { Payment } from '../payment/payment.ts';
import type { State } from '../payment/state.ts';
import type { Host } from './host.ts';

export interface FullSize {
  /** A bank's page needs it, or no longer. */
  forBank(on: boolean): void;
  /** This frame is hidden: from now on whatever the buyer has to read or do while the bank checks needs it. */
  forAll(): void;
}

/** Asks for the window, and gives it back, once each. */
export function createFullSize(host: Host, payment: Pick<Payment, 'state'>): FullSize {
  const bank = signal(false);
  const isHidden = signal(false);
  let isTaken = false;
  effect(() => {
    const isNeeded = bank.value || (isHidden.value && hasBuyer(payment.state.value));
    if (isNeeded !== isTaken) host.send({ type: 'full_size', on: isNeeded });
    isTaken = isNeeded;
  });
  return {
    forBank(on) {
      bank.value = on;
    },
    forAll() {
      isHidden.value = true;
    },
  };
}

/** Whether the check is where the buyer has a part in it. */
function hasBuyer(state: State): boolean {
  return state.name === 'acting' && state.step.kind !== 'method' && state.step.kind !== 'authenticating';
}
