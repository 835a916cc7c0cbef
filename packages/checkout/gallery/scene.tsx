// The real checkout, standing in one state: what the gallery shows, and what is searched for words that do not fit.
/** @jsxImportSource preact */

import { signal } from '@preact/signals';
import { render } from 'preact';
import { Checkout } from '../src/checkout.tsx';
import { browserClock } from '../src/clock.ts';
import type { I18n, MessageKey } from '../src/i18n/i18n.ts';
import { type CardForm, createCardForm } from '../src/methods/card/card-form.ts';
import type { Payment } from '../src/payment/payment.ts';
import skeleton from '../src/theme/skeleton.html?raw';
import { BANK } from '../src/threeds/bank.ts';
import type { Picture } from './states.ts';

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
  render(
    <Checkout
      view={view}
      payment={aStillPayment(picture)}
      i18n={i18n}
      onLanguage={i18n.setLocale}
      form={signal(aForm(picture))}
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
