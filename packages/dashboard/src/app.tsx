// The frame of the dashboard: places at the side, the mode above, and the view of the present place.

import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { type Mode, mode } from './api.ts';
import { chooseLanguage, LANGUAGE_NAMES, language, type TextKey, t } from './texts/texts.ts';
import { addressOf, follow, moves, place } from './ui/place.ts';
import { Events } from './views/events.tsx';
import { Keys } from './views/keys.tsx';
import { PaymentView } from './views/payment.tsx';
import { Payments } from './views/payments.tsx';
import { Requests } from './views/requests.tsx';
import { SandboxView } from './views/sandbox.tsx';
import { Webhooks } from './views/webhooks.tsx';

const PLACES = [
  ['/payments', 'nav.payments'],
  ['/events', 'nav.events'],
  ['/requests', 'nav.requests'],
  ['/webhooks', 'nav.webhooks'],
  ['/keys', 'nav.keys'],
  ['/sandbox', 'nav.sandbox'],
] as const satisfies readonly (readonly [string, TextKey])[];

export function App() {
  return (
    <div class="d-app">
      <a class="d-skip" href="#content">
        {t('skip')}
      </a>
      <header class="d-header">
        <strong>{t('title')}</strong>
        <ModeSwitch />
        <label class="d-inline">
          <span class="d-hidden">{t('language')}</span>
          <select value={language.value} onChange={(event) => chooseLanguage(event.currentTarget.value)}>
            {LANGUAGE_NAMES.map(([tag, name]) => (
              <option key={tag} value={tag} lang={tag}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </header>
      <nav class="d-nav" aria-label={t('places')}>
        {PLACES.map(([path, key]) => (
          <a
            key={path}
            href={addressOf(path)}
            onClick={follow(path)}
            aria-current={place.value.startsWith(path) ? 'page' : undefined}
          >
            {t(key)}
          </a>
        ))}
        <a href="/openapi">{t('nav.reference')}</a>
      </nav>
      <Content />
    </div>
  );
}

function ModeSwitch() {
  return (
    <fieldset class="d-modes">
      <legend class="d-hidden">{t('mode.label')}</legend>
      {(['test', 'live'] as const satisfies readonly Mode[]).map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="mode"
            checked={mode.value === one}
            onChange={() => {
              mode.value = one;
            }}
          />
          <span>{t(`mode.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Another place takes the focus and names the document, as another page would (WCAG 2.4.2, 2.4.3). */
function Content() {
  const main = useRef<HTMLElement>(null);
  // With what is shown, not a picture later: whoever has gone on to something else by then is not pulled back.
  useLayoutEffect(() => {
    if (moves.value > 0) main.current?.focus();
  }, [moves.value]);
  const title = t(PLACES.find(([path]) => place.value.startsWith(path))?.[1] ?? 'nav.payments');
  useEffect(() => {
    document.title = `${title} – ${t('title')}`;
  }, [title, language.value]);
  return (
    <main id="content" class="d-main" ref={main} tabIndex={-1}>
      <View path={place.value} />
    </main>
  );
}

function View({ path }: { readonly path: string }) {
  const [, name = '', id] = path.split('/');
  if (name === 'payments' && id !== undefined) return <PaymentView id={id} />;
  if (name === 'events') return <Events />;
  if (name === 'requests') return <Requests />;
  if (name === 'webhooks') return <Webhooks />;
  if (name === 'keys') return <Keys />;
  if (name === 'sandbox') return <SandboxView />;
  return <Payments />;
}
