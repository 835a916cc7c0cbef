// The real checkout, standing in one state: what the gallery shows, and what is searched for words that do not fit.
/** @jsxImportSource preact */

import { signal } from '@preact/signals';
import { render } from 'preact';
import { Checkout } from '../src/checkout.tsx';
import { browserClock } from '../src/clock.ts';
import { type Extras, NO_EXTRAS } from '../src/form/extras.ts';
import { aPlainForm } from '../src/form/plain-form.ts';
import type { I18n, MessageKey } from '../src/i18n/i18n.ts';
import { type CardForm, createCardForm } from '../src/methods/card/card-form.ts';
import type { Payment } from '../src/payment/payment.ts';
import { SHOWN_OUTCOME } from '../src/payment/shown-outcome.ts';
import skeleton from '../src/theme/skeleton.html?raw';
import { BANK } from '../src/threeds/bank.ts';
import { extrasOf } from './extras.ts';
import type { Picture } from './states.ts';
import { stillOutcome } from './still-ending.ts';

export interface Scene {
  readonly i18n: I18n;
  /** Address of the document that stands for the bank's. */
  readonly bankUrl: string;
}

/** Shows a picture in the place of what is there. */
export function show(frame: HTMLElement, picture: Picture, { i18n, bankUrl }: Scene): void {
  const { view = 'inline' } = picture;
  document.documentElement.dataset['view'] = view;
  render(null, frame);
  frame.replaceChildren();
  if (picture.state.name === 'loading') {
    // As the server fills it in.
    const html = skeleton.replace(/__([a-zA-Z.]+)__/g, (_, key: MessageKey) => i18n.t(key));
    const { firstElementChild } = new DOMParser().parseFromString(html, 'text/html').body;
    frame.append(firstElementChild ?? '');
    return;
  }
  const form = aForm(picture);
  render(
    <Checkout
      view={view}
      payment={aStillPayment(picture)}
      i18n={i18n}
      onLanguage={i18n.setLocale}
      form={signal(form)}
      followed={aPlainForm(theExtras(picture, form, i18n))}
      outcome={picture.result === undefined ? SHOWN_OUTCOME : stillOutcome(i18n, picture.result)}
      online={signal(!picture.offline)}
      waits={signal(false)}
      onReady={() => {}}
      threeds={{
        bridgeUrl: bankUrl,
        clock: browserClock,
        onFullSize: () => {},
        load: () => import('../src/threeds/threeds.tsx'),
      }}
    />,
    frame,
  );
  choose(frame, picture.chosen ?? []);
}

/** Presses one radio after the other, each as soon as it is there. */
function choose(frame: HTMLElement, [value, ...others]: readonly string[]): void {
  if (value === undefined) return;
  const press = () => {
    const radio = frame.querySelector<HTMLInputElement>(`input[type="radio"][value="${value}"]`);
    radio?.click();
    if (radio !== null) choose(frame, others);
    return radio !== null;
  };
  if (press()) return;
  const watch = new MutationObserver(() => press() && watch.disconnect());
  watch.observe(frame, { childList: true, subtree: true });
}

function theExtras({ state, pressed = false }: Picture, form: CardForm | null, i18n: I18n): Extras {
  if (form === null || !('session' in state)) return NO_EXTRAS;
  const extras = extrasOf(state.session, form, i18n);
  if (pressed) for (const part of extras.parts) part.validate();
  return extras;
}

/** Stands in its state, whatever is pressed. */
function aStillPayment({ state }: Picture): Payment {
  const nothing = () => {};
  return {
    state: signal(state),
    bank: signal(BANK),
    open: nothing,
    withhold: nothing,
    pay: nothing,
    retry: nothing,
    checkAgain: nothing,
    refresh: nothing,
    changed: nothing,
    heard: nothing,
    calls: () => null,
    takeOver: nothing,
    bankAsked: nothing,
    bankSaid: nothing,
    bridgeLost: nothing,
    cancelAction: nothing,
    restartAction: nothing,
    leave: nothing,
  };
}

function aForm({ state, typed = {}, pressed = false }: Picture): CardForm | null {
  if (!('session' in state)) return null;
  const { collect, customer } = state.session;
  const form = createCardForm({ collect, prefill: customer, now: () => new Date() });
  for (const name of form.shown) {
    const raw = typed[name] ?? '';
    if (raw !== '') form.input(name, { previous: '', raw, caret: raw.length });
  }
  if (pressed) form.validate();
  return form;
}
