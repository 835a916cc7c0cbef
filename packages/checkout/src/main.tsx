// The app of the frame: makes the models, starts the effects, renders. The inline script imports it and hands over.

import { computed, effect, signal } from '@preact/signals';
import type { View } from '@xpay/protocol/boot-data';
import { render } from 'preact';
import './theme/tokens.css';
import './theme/base.css';
import './theme/layout.css';
import './theme/skeleton.css';
import './theme/view.css';
import './boot/failure.css';
import { createEarlyFields, type EarlyFields } from './boot/early-fields.ts';
import { awaitTouch } from './boot/first-touch.ts';
import { type Handover, takeHandover } from './boot/handover.ts';
import { Checkout } from './checkout.tsx';
import { browserClock } from './clock.ts';
import { followExtras } from './form/follow-extras.ts';
import { createFullSize } from './host/full-size.ts';
import { createHost } from './host/host.ts';
import { createLaterButton } from './host/later-button.ts';
import { reportAll } from './host/report-all.ts';
import type { ShopButton, ShopButtonDeps } from './host/shop-button.ts';
import { createI18n, type I18n } from './i18n/i18n.ts';
import { chosenLocale, createLanguageChoice } from './i18n/language-choice.ts';
import { createTextsLoader, firstTexts } from './i18n/texts.ts';
import { listen } from './listen.ts';
import { followSession } from './live-start.ts';
import type { CardForm } from './methods/card/card-form.ts';
import { createClosing } from './overlay/closing.ts';
import { createPagePayment, importThreeDs } from './page-payment.ts';
import { followOutcome, type LaterOutcome } from './payment/later-outcome.tsx';
import { createPace } from './payment/pace.ts';
import type { Payment } from './payment/payment.ts';
import { createPresence } from './payment/presence.ts';
import { createSessionForm } from './session-form.ts';

// Whatever fails here fails the import, and the inline script shows that the form could not be loaded.
await start(takeHandover());

async function start(handover: Handover): Promise<void> {
  const { boot } = handover;
  const chosen = chosenLocale(storage);
  const i18n = await loadWords(handover, chosen);
  const host = createHost();
  const presence = createPresence();
  const pace = createPace(browserClock);
  const payment = createPagePayment(boot, { host, i18n, presence, pace });
  const isRenewed = signal(false);
  const form = createSessionForm(payment.state, isRenewed);
  /** The form that stands, of which the host has been told: it comes back from other screens without news. */
  const standing = signal<CardForm | null>(null);
  const followed = followExtras(form, { payment, i18n });
  addEventListener('pagehide', () => form.peek()?.clear());
  const { isComposing } = handover;
  const app = elementOf('app');
  const early = createEarlyFields({ skeleton: elementOf('skeleton'), app, isComposing, clock: browserClock });

  const isTouched = awaitTouch(document, early.hasTyped());

  showLanguage(i18n, elementOf('close'));
  const { online } = presence;
  const outcome = followOutcome(payment, { standing, isTouched, isLost: followed.isLost, online });
  const waits = computed(
    () => early.isComposing.value || followed.isMissing.value || outcome.isMissing.value,
  );
  showSkeleton(payment, early, outcome);
  reportAll(host, { payment, i18n, form, extras: followed.extras, content: elementOf('page') });
  const fullSize = createFullSize(host, payment);
  const language = createLanguageChoice({
    state: payment.state,
    i18n,
    first: boot.locale,
    chosen,
    browser: navigator.languages,
    storage,
    warn: warnDeveloper,
  });
  const button = shopButton(boot.view, { host, payment, i18n, form, extras: followed.extras, standing });
  const askClose = createClosing({
    host,
    payment,
    form,
    i18n,
    hasEarly: early.hasTyped,
    load: () => import('./overlay/leave-dialog.tsx'),
    say: (words) => {
      elementOf('leave').textContent = words;
    },
  });
  handover.leaving.takeOver(askClose);
  const orders = { fullSize, language, button, askClose };
  listen(handover, { host, payment, i18n, ...orders, fetch: get, warn: warnDeveloper });
  render(
    <Checkout
      view={boot.view}
      payment={payment}
      i18n={i18n}
      onLanguage={language.buyerSays}
      form={form}
      followed={followed}
      outcome={outcome}
      online={online}
      waits={waits}
      news={followSession({ payment, i18n, presence, pace, isRenewed, isTouched }, standing)}
      onReady={() => {
        const shown = form.peek();
        if (shown === null) return;
        // The shop hears of what was typed early after that.
        if (shown !== standing.peek()) host.send({ type: 'ready' });
        early.handOver(shown);
        standing.value = shown;
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

/** @param chosen The language that the buyer chose before, in this tab. */
async function loadWords({ boot, texts }: Handover, chosen: string | null): Promise<I18n> {
  const load = createTextsLoader({ fetch: get, clock: browserClock, localesUrl: boot.localesUrl });
  // After a reload the browser has the file of the language that was chosen before it.
  const coming = chosen === null ? texts : get(`${boot.localesUrl}${chosen}.json`);
  const first = await firstTexts(chosen ?? boot.locale, coming, { clock: browserClock, load });
  return createI18n(first.tag, first.texts, load);
}

function showLanguage(i18n: I18n, close: HTMLElement): void {
  effect(() => {
    document.documentElement.lang = i18n.locale.value;
    document.documentElement.dir = i18n.direction.value;
    // A page of its own says more, and keeps it.
    if (document.documentElement.dataset['view'] !== 'page') document.title = i18n.t('frame.title');
    close.ariaLabel = i18n.t('overlay.close');
  });
}

/** Where a form comes, it takes over by itself; anything else just takes the place of the skeleton. */
function showSkeleton(payment: Payment, early: EarlyFields, { isMissing }: LaterOutcome): void {
  effect(() => {
    const state = payment.state.value;
    if (state.name !== 'loading') {
      if (state.name !== 'ready' && !early.isComposing.value && !isMissing.value) early.drop();
    } else if (state.before === undefined) early.show();
  });
}

/** Only a form without a button of its own is told by the shop's. */
function shopButton(view: View, deps: ShopButtonDeps): ShopButton | null {
  if (view !== 'element') return null;
  void importButton().catch(() => {});
  return createLaterButton(importButton, deps);
}

function importButton() {
  return import('./host/shop-button.ts');
}

function storage(): Storage {
  return sessionStorage;
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
