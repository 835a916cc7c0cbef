// Shows any picture of any state with the real checkout: `?state=declined&lang=ar&theme=dark&width=320`. The language
// `en-XA` is English, 40 % longer.
/** @jsxImportSource preact */

import '../src/theme/tokens.css';
import '../src/theme/base.css';
import '../src/theme/layout.css';
import '../src/theme/skeleton.css';
import '../src/theme/view.css';
import './gallery.css';
import { render } from 'preact';
import { formatDuration } from '../src/i18n/duration.ts';
import { createI18n, type Texts } from '../src/i18n/i18n.ts';
import en from '../src/i18n/locales/en.json';
import { pseudo } from '../src/i18n/pseudo.ts';
import { METHOD_PICTURES } from './method-states.ts';
import { show } from './scene.tsx';
import { PICTURES, type Picture } from './states.ts';
import { VIEW_PICTURES } from './view-states.ts';

/** What a script may have shown, one after the other, without loading the page anew. */
export interface Stage {
  readonly states: readonly string[];
  /** Resolves when it is asked for; parts that are fetched then may still come. */
  show(state: string, tag: string): Promise<void>;
  /** What this browser makes of an amount, of one in the language's usual currency, and of a time. */
  say(tag: string, currency: string): Promise<readonly string[]>;
}

declare global {
  interface Window {
    stage?: Stage;
  }
}

const PSEUDO = 'en-XA';
const WIDTHS = [320, 480, 960] as const;
const LOCALES = import.meta.glob<{ default: Texts }>(['../src/i18n/locales/*.json', '!**/*.notes.json']);
const ALL = new Map(
  [...Object.values(PICTURES), VIEW_PICTURES, METHOD_PICTURES].flatMap((pictures) =>
    Object.entries<Picture>(pictures),
  ),
);

const query = new URLSearchParams(location.search);
const load = async (tag: string) => (await LOCALES[`../src/i18n/locales/${tag}.json`]?.())?.default ?? null;
const bankUrl = new URL(query.has('blank') ? 'about:blank' : './bank.html', location.href).href;
/** A language of nobody, which is never shipped. */
const inPseudo = createI18n('en', pseudo(en), async () => null);
const inOurs = createI18n('en', en, load);

const root = document.getElementById('app');
const theme = query.get('theme');
document.documentElement.dataset['theme'] = theme === 'light' || theme === 'dark' ? theme : 'auto';
const state = query.get('state');
if (root !== null && state === null) render(<Contents />, root);
else if (root !== null && state !== null) {
  root.className = 'xp-gallery__frame';
  root.style.inlineSize = `${Number(query.get('width')) || 480}px`;
  const stage: Stage = {
    states: [...ALL.keys()],
    async show(name, tag) {
      const picture = ALL.get(name);
      if (picture === undefined) throw new Error(`The gallery has no picture "${name}".`);
      const i18n = tag === PSEUDO ? inPseudo : inOurs;
      if (tag !== PSEUDO) await i18n.setLocale(tag);
      document.documentElement.lang = i18n.locale.value;
      document.documentElement.dir = i18n.direction.value;
      show(root, picture, { i18n, bankUrl });
    },
    async say(tag, currency) {
      await inOurs.setLocale(tag);
      return [
        inOurs.money(123_456_789, 'USD', 2),
        inOurs.money(123_456_789, currency, 2),
        formatDuration(4, 'minute', inOurs.locale.value),
        inOurs.t('summary.items', { count: 5 }),
      ];
    },
  };
  window.stage = stage;
  await stage.show(state, query.get('lang') ?? 'en');
}

function Contents() {
  return (
    <main class="xp-gallery">
      <h1>Gallery</h1>
      {Object.entries({ ...PICTURES, views: VIEW_PICTURES, methods: METHOD_PICTURES }).map(
        ([state, pictures]) => (
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
        ),
      )}
    </main>
  );
}
