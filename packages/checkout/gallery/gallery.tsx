// Shows any picture of any state with the real checkout: `?state=declined&lang=ar&theme=dark&width=320`.
/** @jsxImportSource preact */

import '../src/theme/tokens.css';
import '../src/theme/base.css';
import '../src/theme/layout.css';
import '../src/theme/skeleton.css';
import './gallery.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { Checkout } from '../src/checkout.tsx';
import { browserClock } from '../src/clock.ts';
import { createI18n, type MessageKey, type Texts } from '../src/i18n/i18n.ts';
import en from '../src/i18n/locales/en.json';
import { type CardForm, createCardForm } from '../src/methods/card/card-form.ts';
import type { Payment } from '../src/payment/payment.ts';
import skeleton from '../src/theme/skeleton.html?raw';
import { PICTURES, type Picture } from './states.ts';

const WIDTHS = [320, 480, 960] as const;
const LOCALES = import.meta.glob<{ default: Texts }>(['../src/i18n/locales/*.json', '!**/*.notes.json']);
const ALL = new Map(Object.values(PICTURES).flatMap((pictures) => Object.entries<Picture>(pictures)));

const query = new URLSearchParams(location.search);
const i18n = createI18n('en', en, async (tag) => {
  const file = await LOCALES[`../src/i18n/locales/${tag}.json`]?.();
  return file?.default ?? null;
});

await i18n.setLocale(query.get('lang') ?? 'en');
document.documentElement.lang = i18n.locale.value;
document.documentElement.dir = i18n.direction.value;
const theme = query.get('theme');
document.documentElement.dataset['theme'] = theme === 'light' || theme === 'dark' ? theme : 'auto';

const root = document.getElementById('app');
const picture = ALL.get(query.get('state') ?? '');
if (root && picture) show(root, picture);
else if (root) render(<Contents />, root);

function Contents() {
  return (
    <main class="xp-gallery">
      <h1>Gallery</h1>
      {Object.entries(PICTURES).map(([state, pictures]) => (
        <section key={state}>
          <h2>{state}</h2>
          {Object.keys(pictures).map((name) => (
            <p key={name}>
              {WIDTHS.map((width) => (
                <a key={width} href={`?state=${name}&width=${width}`}>
                  {name} {width}
                </a>
              ))}
            </p>
          ))}
        </section>
      ))}
    </main>
  );
}

function show(frame: HTMLElement, picture: Picture): void {
  frame.className = 'xp-gallery__frame';
  frame.style.inlineSize = `${Number(query.get('width')) || 480}px`;
  if (picture.state.name === 'loading') {
    // As the server fills it in.
    const html = skeleton.replace(/__([a-zA-Z.]+)__/g, (_, key: MessageKey) => i18n.t(key));
    const { firstElementChild } = new DOMParser().parseFromString(html, 'text/html').body;
    frame.append(firstElementChild ?? '');
    return;
  }
  render(
    <Checkout
      payment={aStillPayment(picture)}
      i18n={i18n}
      form={signal(aForm(picture))}
      online={signal(!picture.offline)}
      waits={signal(false)}
      onReady={() => {}}
      threeds={{
        bridgeUrl: new URL(query.has('blank') ? 'about:blank' : './bank.html', location.href).href,
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
    open: nothing,
    withhold: nothing,
    pay: nothing,
    retry: nothing,
    checkAgain: nothing,
    refresh: nothing,
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
