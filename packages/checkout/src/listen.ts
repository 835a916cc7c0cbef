// Does what the host page says, once one speaks; a page of its own begins by itself.

import { createCalls } from './api/calls.ts';
import type { Handover } from './boot/handover.ts';
import { browserClock } from './clock.ts';
import { reportActed } from './host/action-reports.ts';
import type { FullSize } from './host/full-size.ts';
import type { Host } from './host/host.ts';
import { createOrders } from './host/orders.ts';
import type { ShopButton } from './host/shop-button.ts';
import type { I18n } from './i18n/i18n.ts';
import type { LanguageChoice } from './i18n/language-choice.ts';
import { createOwnSession } from './own-session.ts';
import type { Payment } from './payment/payment.ts';
import { createTheme } from './theme/theme.ts';

/** A host page repeats its greeting for five seconds; one that has not spoken by now is none of ours. */
const GREETING_PATIENCE_MS = 15_000;

interface Parts {
  readonly host: Host;
  readonly payment: Payment;
  readonly i18n: I18n;
  readonly fullSize: FullSize;
  readonly language: LanguageChoice;
  readonly button: ShopButton | null;
  /** The buyer wants to leave. */
  readonly askClose: () => void;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Tells the shop's developer. */
  readonly warn: (message: string) => void;
}

export function listen(handover: Handover, parts: Parts): void {
  const { host, payment, i18n, fullSize, fetch } = parts;
  const { apiOrigin, publishableKey, view } = handover.boot;
  const access = { fetch, clock: browserClock, apiOrigin, publishableKey };
  let started = true;
  const callsFor = (clientSecret: string) => {
    const isFirst = started && handover.session?.clientSecret === clientSecret;
    started = false;
    return createCalls({ ...access, clientSecret, started: isFirst ? handover.session.response : null });
  };
  const openOwn = createOwnSession({ secret: handover.ownSecret, callsFor, host, payment, i18n });
  const obey = createOrders({
    payment,
    callsFor,
    openOwn,
    button: parts.button,
    askClose: parts.askClose,
    setLocale: parts.language.hostSays,
    reportActed() {
      fullSize.forAll();
      reportActed(host, { payment, i18n });
    },
    setAppearance: createTheme({
      root: document.documentElement,
      clock: browserClock,
      load: () => import('./theme/apply.ts'),
      warn: parts.warn,
    }),
  });
  void handover.line.then((line) => host.connect(line, obey));
  if (view === 'page' && handover.ownSecret !== null) {
    // In place of a host page: what its address says goes before what the session says.
    parts.language.hostSays(new URLSearchParams(location.search).get('locale') ?? 'auto');
    openOwn();
    return;
  }
  const isAlone = window.parent === window;
  browserClock.after(isAlone ? 0 : GREETING_PATIENCE_MS, () => {
    if (!host.connected.peek()) payment.withhold('frame_unreachable', false);
  });
}
