// The app of the frame: makes the models, starts the effects, renders. The inline script imports it and hands over.

import { effect } from '@preact/signals';
import { createNonce } from '@xpay/protocol/nonce';
import { render } from 'preact';
import './theme/tokens.css';
import './theme/base.css';
import './theme/layout.css';
import './theme/skeleton.css';
import './boot/failure.css';
import { createCalls } from './api/calls.ts';
import { createEarlyFields, type EarlyFields } from './boot/early-fields.ts';
import { type Handover, takeHandover } from './boot/handover.ts';
import { Checkout } from './checkout.tsx';
import { browserClock } from './clock.ts';
import { reportActed, reportAction } from './host/action-reports.ts';
import { createFullSize, type FullSize } from './host/full-size.ts';
import { createHost, type Host } from './host/host.ts';
import { createOrders } from './host/orders.ts';
import { reportFocus, reportForm, reportPayment, reportSize, reportTitle } from './host/reports.ts';
import { createI18n, type I18n } from './i18n/i18n.ts';
import { createLocaleFollower } from './i18n/locale-follower.ts';
import { createTextsLoader, firstTexts } from './i18n/texts.ts';
import type { CardForm } from './methods/card/card-form.ts';
import { createPayment, type Payment } from './payment/payment.ts';
import { createPresence } from './payment/presence.ts';
import { createSessionForm } from './session-form.ts';
import { createTheme } from './theme/theme.ts';
import { readBrowserInfo } from './threeds/browser-info.ts';

/** A host page repeats its greeting for five seconds; one that has not spoken by now is none of ours. */
const GREETING_PATIENCE_MS = 15_000;

// Whatever fails here fails the import, and the inline script shows that the form could not be loaded.
await start(takeHandover());

async function start(handover: Handover): Promise<void> {
  const { boot } = handover;
  const load = createTextsLoader({ fetch: get, clock: browserClock, localesUrl: boot.localesUrl });
  const first = await firstTexts(boot.locale, handover.texts, { clock: browserClock, load });
  const i18n = createI18n(first.tag, first.texts, load);
  const host = createHost();
  const presence = createPresence();
  const payment = createPayment({
    clock: browserClock,
    presence,
    random: Math.random,
    newAttemptId: createNonce,
    askHost: () => host.send({ type: 'retry' }),
    canNest: !boot.isolated,
    browserInfo: () =>
      readBrowserInfo(window, { acceptHeader: boot.acceptHeader, language: i18n.locale.peek() }),
    storage: () => sessionStorage,
    onLeave: (url) => host.send({ type: 'leave', url }),
  });
  const form = createSessionForm(payment.state);
  /** The form that the host has been told of: it comes back from other screens without news. */
  let told: CardForm | null = null;
  addEventListener('pagehide', () => form.peek()?.clear());
  const { isComposing } = handover;
  const app = elementOf('app');
  const early = createEarlyFields({ skeleton: elementOf('skeleton'), app, isComposing, clock: browserClock });

  showLanguage(i18n);
  showSkeleton(payment, early);
  reportTitle(host, i18n);
  reportSize(host, elementOf('page'), browserClock);
  reportFocus(host, window);
  reportForm(host, form, { payment, i18n });
  reportAction(host, { payment });
  reportPayment(host, { payment, i18n });
  preconnect(payment, boot.threedsOrigin);
  const fullSize = createFullSize(host, payment);
  listen(handover, { host, payment, i18n, fullSize });
  render(
    <Checkout
      payment={payment}
      i18n={i18n}
      form={form}
      online={presence.online}
      waits={early.isComposing}
      onReady={() => {
        const shown = form.peek();
        if (shown === null) return;
        if (shown !== told) host.send({ type: 'ready' });
        told = shown;
        early.handOver(shown);
      }}
      threeds={{
        bridgeUrl: `${boot.threedsOrigin}/f/3ds?key=${boot.publishableKey}`,
        clock: browserClock,
        onFullSize: fullSize.forBank,
        // Once more, since what could not be had a moment ago often can; browsers differ in whether they then ask.
        load: () => importThreeDs().catch(importThreeDs),
      }}
    />,
    app,
  );
}

interface Parts {
  readonly host: Host;
  readonly payment: Payment;
  readonly i18n: I18n;
  readonly fullSize: FullSize;
}

/** Does what the host page says, once one speaks. */
function listen(handover: Handover, { host, payment, i18n, fullSize }: Parts): void {
  const { apiOrigin, publishableKey } = handover.boot;
  const access = { fetch: get, clock: browserClock, apiOrigin, publishableKey };
  let started = true;
  const setLocale = createLocaleFollower(payment.state, i18n);
  const obey = createOrders({
    payment,
    setLocale,
    reportActed() {
      fullSize.forAll();
      reportActed(host, { payment, i18n });
    },
    setAppearance: createTheme({
      root: document.documentElement,
      clock: browserClock,
      load: () => import('./theme/apply.ts'),
      warn: warnDeveloper,
    }),
    callsFor(clientSecret) {
      const isFirst = started && handover.session?.clientSecret === clientSecret;
      started = false;
      return createCalls({ ...access, clientSecret, started: isFirst ? handover.session.response : null });
    },
  });
  void handover.line.then((line) => host.connect(line, obey));
  const isAlone = window.parent === window;
  browserClock.after(isAlone ? 0 : GREETING_PATIENCE_MS, () => {
    if (!host.connected.peek()) payment.withhold('frame_unreachable', false);
  });
}

function showLanguage(i18n: I18n): void {
  effect(() => {
    document.documentElement.lang = i18n.locale.value;
    document.documentElement.dir = i18n.direction.value;
    document.title = i18n.t('frame.title');
  });
}

/** Where a form comes, it takes over by itself; anything else just takes the place of the skeleton. */
function showSkeleton(payment: Payment, early: EarlyFields): void {
  effect(() => {
    const { name } = payment.state.value;
    if (name === 'loading') early.show();
    else if (name !== 'ready' && !early.isComposing.value) early.drop();
  });
}

/** The bank's page is behind this origin: its connection is made while the code for it comes. */
function preconnect(payment: Payment, origin: string): void {
  let isDone = false;
  effect(() => {
    if (isDone || payment.state.value.name !== 'acting') return;
    isDone = true;
    const link = document.createElement('link');
    link.rel = 'preconnect';
    link.href = origin;
    document.head.append(link);
  });
}

function importThreeDs() {
  return import('./threeds/threeds.tsx');
}

function get(url: string, init?: RequestInit): Promise<Response> {
  return fetch(url, init);
}

function warnDeveloper(message: string): void {
  // biome-ignore lint/suspicious/noConsole: the shop's developer reads it there; nothing secret is in it.
  console.warn(`XPay: ${message}`);
}

function elementOf(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The document has no element #${id}.`);
  return element;
}
