// The app of the frame: makes the models, starts the effects, renders. The inline script imports it and hands over.

import { effect } from '@preact/signals';
import { render } from 'preact';
import './theme/tokens.css';
import './theme/base.css';
import './theme/layout.css';
import './theme/skeleton.css';
import './boot/failure.css';
import { createCalls } from './api/calls.ts';
import { type Handover, takeHandover } from './boot/handover.ts';
import { Checkout } from './checkout.tsx';
import { browserClock } from './clock.ts';
import { createHost, type Host } from './host/host.ts';
import { createOrders } from './host/orders.ts';
import { reportFocus, reportForm, reportPayment, reportSize, reportTitle } from './host/reports.ts';
import { createI18n, type I18n } from './i18n/i18n.ts';
import { createLocaleFollower } from './i18n/locale-follower.ts';
import { createTextsLoader, firstTexts } from './i18n/texts.ts';
import { createPayment, type Payment } from './payment/payment.ts';
import { createPresence } from './payment/presence.ts';
import { createSessionForm } from './session-form.ts';
import { applyAppearance } from './theme/apply.ts';

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
    newAttemptId: () => crypto.randomUUID(),
    askHost: () => host.send({ type: 'retry' }),
  });
  const form = createSessionForm(payment.state);
  addEventListener('pagehide', () => form.peek()?.clear());

  showLanguage(i18n);
  showSkeleton(payment);
  reportTitle(host, i18n);
  reportSize(host, elementOf('page'), browserClock);
  reportFocus(host, window);
  reportForm(host, form, { payment, i18n });
  reportPayment(host, { payment, i18n });
  listen(handover, { host, payment, i18n });
  render(
    <Checkout
      payment={payment}
      i18n={i18n}
      form={form}
      online={presence.online}
      onReady={() => host.send({ type: 'ready' })}
    />,
    elementOf('app'),
  );
}

interface Parts {
  readonly host: Host;
  readonly payment: Payment;
  readonly i18n: I18n;
}

/** Does what the host page says, once one speaks. */
function listen(handover: Handover, { host, payment, i18n }: Parts): void {
  const { apiOrigin, publishableKey } = handover.boot;
  const access = { fetch: get, clock: browserClock, apiOrigin, publishableKey };
  let started = true;
  const setLocale = createLocaleFollower(payment.state, i18n);
  const obey = createOrders({
    payment,
    setLocale,
    setAppearance: (appearance) => applyAppearance(document.documentElement, appearance),
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

function showSkeleton(payment: Payment): void {
  const skeleton = elementOf('skeleton');
  effect(() => {
    skeleton.hidden = payment.state.value.name !== 'loading';
  });
}

function get(url: string, init?: RequestInit): Promise<Response> {
  return fetch(url, init);
}

function elementOf(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The document has no element #${id}.`);
  return element;
}
