// Closing a checkout that lies over the shop's page: at once where nothing would be lost, else the buyer is asked first.

import { effect, type ReadonlySignal, untracked } from '@preact/signals';
import type { Host } from '../host/host.ts';
import type { I18n } from '../i18n/i18n.ts';
import type { CardForm } from '../methods/card/card-form.ts';
import type { Payment } from '../payment/payment.ts';
import { type Stake, stakeOf } from './stake.ts';

export interface ClosingDeps {
  readonly host: Host;
  readonly payment: Pick<Payment, 'state'>;
  readonly form: ReadonlySignal<CardForm | null>;
  /** Whether something stands in the document's own fields, from before the form. */
  readonly hasEarly: () => boolean;
  readonly i18n: I18n;
  /** Imports the question. */
  readonly load: () => Promise<Pick<typeof import('./leave-dialog.tsx'), 'askToLeave'>>;
  /** Says the question beside the close button, where the dialog cannot be had; an empty text takes it back. */
  readonly say: (words: string) => void;
}

/** The function to call when the buyer wants to leave. It never closes over a loss that they have not been told of. */
export function createClosing({ host, payment, form, hasEarly, i18n, load, say }: ClosingDeps): () => void {
  const stake = () => stakeOf(payment.state.value, form.value, hasEarly());
  let isAsking = false;
  /** What was said without the dialog, and still holds. */
  let told: Stake = null;
  effect(() => {
    if (stake() !== told) forget();
  });

  function forget(): void {
    if (told !== null) say('');
    told = null;
  }

  function leave(): void {
    // What the buyer was told would be lost is: no card stays in a frame that nobody sees.
    if (untracked(stake) === 'typed') form.peek()?.clear();
    forget();
    host.send({ type: 'close' });
  }

  async function ask(): Promise<void> {
    isAsking = true;
    // Once more, since what could not be had a moment ago often can.
    const question = await load()
      .catch(load)
      .catch(() => null);
    isAsking = false;
    const known = untracked(stake);
    // It came to an end meanwhile: that is what the buyer should see.
    if (known === null) return;
    if (question === null) {
      told = known;
      say(`${i18n.t('overlay.leave.title')} ${i18n.t(textOf(known))}`);
      return;
    }
    isAsking = true;
    const onDone = () => {
      isAsking = false;
    };
    question.askToLeave({ stake, i18n, onLeave: leave, onDone });
  }

  return () => {
    if (isAsking) return;
    const known = untracked(stake);
    if (known === null || known === told) leave();
    else void ask();
  };
}

/** What leaving means. */
export function textOf(stake: Exclude<Stake, null>) {
  return stake === 'busy' ? 'overlay.leave.busy' : 'overlay.leave.text';
}
