// The place of what a page of its own adds to an outcome: its code is fetched when there is something to pay, or was.

import { effect, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { I18n } from '../i18n/i18n.ts';
import type { AfterProps } from '../payment/outcome.tsx';
import type { Payment } from '../payment/payment.ts';

export interface HostedGiven {
  readonly payment: Pick<Payment, 'state' | 'calls'>;
  readonly i18n: I18n;
}

/** Until its code is there it shows what it takes the place of. */
export function createAfter(given: HostedGiven): ComponentType<AfterProps> {
  const code = signal<ComponentType<AfterProps> | null>(null);
  const load = () => import('./hosted.ts');
  effect(function (this: { dispose(): void }) {
    if (given.payment.state.value.name === 'loading') return;
    this.dispose();
    load()
      // Once more, since what could not be had a moment ago often can.
      .catch(load)
      .then(({ startHosted }) => {
        code.value = startHosted(given);
      })
      // Without it the link at the start of the page leads back.
      .catch(() => {});
  });
  return (props) => {
    const After = code.value;
    return After === null ? props.children : <After {...props} />;
  };
}
