// Shows any picture of any state with the real checkout: `?state=declined&lang=ar&theme=dark&width=320`. The language
// `en-XA` is English, 40 % longer.

import '../src/theme/base.css';
import '../src/theme/layout.css';
import '../src/theme/skeleton.css';
import '../src/theme/view.css';
import './gallery.css';
import { formatDuration } from '../src/i18n/duration.ts';
import { createI18n, type Texts } from '../src/i18n/i18n.ts';
import en from '../src/i18n/locales/en.json';
import { pseudo } from '../src/i18n/pseudo.ts';
import { PSEUDO } from './choice.ts';
import { ALL } from './pictures.ts';
import { show } from './scene.tsx';

/** What a script may have shown, one after the other, without loading the page anew. */
export interface Stage {
  readonly states: readonly string[];
  /** Resolves when it is asked for; parts that are fetched then may still come. */
  show(state: string, tag: string): Promise<void>;
  /** Drawn so from now on; the width in CSS pixels. */
  look(theme: string, width: number): void;
  /** What this browser makes of an amount, of one in the language's usual currency, and of a time. */
  say(tag: string, currency: string): Promise<readonly string[]>;
}

declare global {
  interface Window {
    stage?: Stage;
  }
}

const LOCALES = import.meta.glob<{ default: Texts }>(['../src/i18n/locales/*.json', '!**/*.notes.json']);

/** Shows what the address asks for, and leaves `window.stage` for scripts. */
export async function startStage(root: HTMLElement, query: URLSearchParams): Promise<void> {
  const bankUrl = new URL(query.has('blank') ? 'about:blank' : './bank.html', location.href).href;
  const load = async (tag: string) => (await LOCALES[`../src/i18n/locales/${tag}.json`]?.())?.default ?? null;
  const inOurs = createI18n('en', en, load);
  /** Never shipped. */
  const inPseudo = createI18n('en', pseudo(en), async () => null);
  root.className = 'xp-gallery__frame';
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
    look(theme, width) {
      document.documentElement.dataset['theme'] = theme === 'light' || theme === 'dark' ? theme : 'auto';
      root.style.inlineSize = `${width}px`;
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
  stage.look(query.get('theme') ?? 'auto', Number(query.get('width')) || 480);
  window.stage = stage;
  await stage.show(query.get('state') ?? 'ready', query.get('lang') ?? 'en');
}
