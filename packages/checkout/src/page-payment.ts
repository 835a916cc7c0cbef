// The payment of this page: with the browser's own clock, chance, storage and network.

import type { BootData } from '@xpay/protocol/boot-data';
import { createNonce } from '@xpay/protocol/nonce';
import { browserClock } from './clock.ts';
import type { Host } from './host/host.ts';
import type { I18n } from './i18n/i18n.ts';
import type { Pace } from './payment/pace.ts';
import { createPayment, type Payment } from './payment/payment.ts';
import type { Presence } from './payment/presence.ts';
import { readBrowserInfo } from './threeds/browser-info.ts';

interface Around {
  readonly host: Host;
  readonly i18n: I18n;
  readonly presence: Presence;
  readonly pace: Pace;
}

export function createPagePayment(boot: BootData, { host, i18n, presence, pace }: Around): Payment {
  const isPage = boot.view === 'page';
  return createPayment({
    clock: browserClock,
    presence,
    pace,
    random: Math.random,
    newAttemptId: createNonce,
    // A page of its own comes with another key to its session.
    askHost: () => (isPage ? location.reload() : host.send({ type: 'retry' })),
    canNest: !boot.isolated,
    loadBank() {
      // What comes after it in most checks is on its way beside it; whoever needs that asks for it again.
      void importThreeDs().catch(() => {});
      void i18n.need('threeds');
      return import('./threeds/bank.ts').then(({ BANK }) => BANK);
    },
    browserInfo: () =>
      readBrowserInfo(window, { acceptHeader: boot.acceptHeader, language: i18n.locale.peek() }),
    storage: () => sessionStorage,
    onLeave: (url) => (isPage ? location.assign(url) : host.send({ type: 'leave', url })),
  });
}

/** The dialog around a bank's page, which few payments need. */
export function importThreeDs() {
  return import('./threeds/threeds.tsx');
}
