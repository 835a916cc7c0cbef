// What the gallery shows, as its address says it: `#state=declined&lang=ar&theme=dark&width=320`.

import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { CATALOG } from './catalog.ts';

/** English, 40 % longer: a language of nobody. */
export const PSEUDO = 'en-XA';
export const WIDTHS = [320, 480, 960] as const;
export const THEMES = ['light', 'dark'] as const;
export const LANGUAGES: readonly string[] = [...SHIPPED_LOCALES, PSEUDO];

export interface Choice {
  readonly state: string;
  readonly lang: string;
  readonly theme: (typeof THEMES)[number];
  readonly width: (typeof WIDTHS)[number];
  /** All of the state's group side by side, in place of it alone. */
  readonly isGroup: boolean;
}

const FIRST: Choice = { state: 'ready', lang: 'en', theme: 'light', width: 480, isGroup: false };

/** What is unknown falls back to what is shown first; where the address has no theme, `theme` is taken. */
export function readChoice(hash: string, theme: Choice['theme']): Choice {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  const state = query.get('state') ?? '';
  return {
    state: CATALOG.some(({ states }) => Object.hasOwn(states, state)) ? state : FIRST.state,
    lang: LANGUAGES.find((tag) => tag === query.get('lang')) ?? FIRST.lang,
    theme: THEMES.find((name) => name === query.get('theme')) ?? theme,
    width: WIDTHS.find((px) => px === Number(query.get('width'))) ?? FIRST.width,
    isGroup: query.has('group'),
  };
}

export function hashOf({ state, lang, theme, width, isGroup }: Choice): string {
  const query = new URLSearchParams({ state, lang, theme, width: String(width) });
  return `#${query}${isGroup ? '&group' : ''}`;
}

/** The document with that state alone. */
export function stageUrl({ state, lang, theme, width }: Choice): string {
  return `?${new URLSearchParams({ state, lang, theme, width: String(width) })}`;
}
