// For tests: the whole screen over a server whose answers the test sets, and what a buyer does with it.

import { signal } from '@preact/signals';
import { cleanup, render, screen } from '@testing-library/preact';
import { userEvent as createUser } from '@testing-library/user-event';
import type { ConfirmRequest, PublicSession } from '@xpay/protocol/api';
import { createError } from '@xpay/protocol/error-types';
import { aPaidSession, aSession } from './api/a-session.ts';
import type { Calls } from './api/calls.ts';
import type { Answer } from './api/http.ts';
import { Checkout } from './checkout.tsx';
import { createFakeClock } from './fake-clock.ts';
import { aPlainForm } from './form/plain-form.ts';
import { createI18n } from './i18n/i18n.ts';
import ar from './i18n/locales/ar.json';
import de from './i18n/locales/de.json';
import en from './i18n/locales/en.json';
import { createPayment } from './payment/payment.ts';
import { SHOWN_OUTCOME } from './payment/shown-outcome.ts';
import { createSessionForm } from './session-form.ts';
import { BANK } from './threeds/bank.ts';
import { readBrowserInfo } from './threeds/browser-info.ts';
import type { ThreeDsDeps } from './threeds/threeds-deps.ts';

type CallName = 'readSession' | 'confirm' | 'authenticate' | 'cancelAction' | 'restartAction';

/** What the server answers next, and what else a test may set. */
type Answers = Record<CallName, () => Promise<Answer<PublicSession>>> & {
  /** Fetches the dialog around the bank's page. */
  load: ThreeDsDeps['load'];
};

const FILES: Record<string, typeof de> = { ar, de };

export const userEvent = createUser.setup({ delay: null });
export const says = (value: PublicSession) => async () => ({ value });
export const lost = async () => ({ error: createError('connection_failed', 'x') });

declare const happyDOM: {
  readonly settings: { enableIframePageLoading: boolean };
  setViewport(size: { readonly width: number; readonly height: number }): void;
};
/** Else a frame has no window. What is loaded into it is `about:blank`. */
happyDOM.settings.enableIframePageLoading = true;
happyDOM.setViewport({ width: 800, height: 760 });

export type ShownCheckout = ReturnType<typeof showCheckout>;

/** Without a session: `begin` or `open` brings it. */
export function showCheckout() {
  const answers: Answers = {
    readSession: says(aSession()),
    confirm: says(aPaidSession()),
    authenticate: says(aPaidSession(3)),
    cancelAction: says(aPaidSession(3)),
    restartAction: says(aPaidSession(3)),
    load: () => import('./threeds/threeds.tsx'),
  };
  const clock = createFakeClock();
  const online = signal(true);
  const shown = {
    answers,
    clock,
    /** What was sent to be paid. */
    confirms: [] as ConfirmRequest[],
    /** Addresses that the page was left for. */
    left: [] as string[],
    /** How often the form said that it is ready. */
    readies: 0,
    payment: createPayment({
      clock,
      presence: { online, isAway: () => false, onReturn: () => {} },
      random: () => 1,
      newAttemptId: () => 'attempt',
      askHost: () => {},
      canNest: true,
      loadBank: async () => BANK,
      browserInfo: () => readBrowserInfo(window, { acceptHeader: 'text/html', language: 'en' }),
      storage: () => sessionStorage,
      onLeave: (url) => shown.left.push(url),
    }),
    /** Gives it the session, whatever becomes of that. */
    begin: () => shown.payment.open(callsOf(answers, shown.confirms)),
    /** Resolves when the form stands. */
    async open() {
      shown.begin();
      await screen.findByLabelText('Card number');
    },
  };
  const i18n = createI18n('en', en, async (tag) => FILES[tag] ?? null);
  render(
    <Checkout
      view="inline"
      payment={shown.payment}
      i18n={i18n}
      onLanguage={i18n.setLocale}
      form={createSessionForm(shown.payment.state)}
      followed={aPlainForm()}
      outcome={SHOWN_OUTCOME}
      online={online}
      waits={signal(false)}
      onReady={() => {
        shown.readies += 1;
      }}
      threeds={{ bridgeUrl: 'about:blank', clock, onFullSize: () => {}, load: () => answers.load() }}
    />,
  );
  return shown;
}

export function endCheckout(): void {
  cleanup();
  // What a payment under way leaves for the page that comes after it.
  sessionStorage.clear();
}

function callsOf(answers: Answers, confirms: ConfirmRequest[]): Calls {
  return {
    readSession: () => answers.readSession(),
    confirm(request) {
      confirms.push(request);
      return answers.confirm();
    },
    authenticate: () => answers.authenticate(),
    cancelAction: () => answers.cancelAction(),
    restartAction: () => answers.restartAction(),
  };
}

export const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
export const press = () => userEvent.click(screen.getByRole('button', { name: 'Pay $49.00' }));

export async function fill(): Promise<void> {
  await userEvent.type(field('Card number'), '4242424242424242');
  await userEvent.type(field('Expiry date'), '1239');
  await userEvent.type(field('Security code'), '123');
}
