// For tests: one tab of a browser in which a payment meets its bank, and may be reloaded.

import type { NextAction } from '@xpay/protocol/next-action';
import { aChallenge, anActingSession } from '../api/a-session.ts';
import { settled } from '../fake-clock.ts';
import { aPayment, aServer, aStorage, ORDER, says } from './a-payment.ts';

/** Of the action in these tests. */
export const id = 'auth_1';

interface Given {
  readonly canNest?: boolean;
  readonly storage?: ReturnType<typeof aStorage>;
}

export function aTab({ canNest = true, storage = aStorage() }: Given = {}) {
  const server = aServer();
  const tab = {
    server,
    storage,
    page: aPayment({ server, storage, canNest }),
    state: () => tab.page.payment.state.value,
    /** The kind of the present step, or the name of the state. */
    stepKind() {
      const state = tab.state();
      return state.name === 'acting' ? state.step.kind : state.name;
    },
    say(type: 'method_done' | 'bank_shown' | 'look_again' | 'refused', about = id) {
      tab.page.payment.bankSaid({ type, id: about });
    },
    async open() {
      tab.page.payment.open(tab.page.calls);
      await settled();
    },
    /** Presses Pay; the server answers that this is to be done. */
    async payAndMeet(action: NextAction) {
      await tab.open();
      const read = action.type === 'three_ds_challenge' ? aChallenge({ ...action, creq: null }) : action;
      server.confirm = says(anActingSession(action));
      server.read = says(anActingSession(read));
      tab.page.payment.pay(ORDER);
      await settled();
      tab.page.sent.read = 0;
    },
    /** The same tab, its document loaded anew: only the storage is left. */
    async reload() {
      tab.page = aPayment({ server, storage, canNest, page: 'reloaded' });
      await tab.open();
    },
  };
  return tab;
}
