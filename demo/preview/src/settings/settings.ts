// What can be chosen in the preview; each has a default, and all of it fits into an address.

import type { AppearanceVariables } from '@xpay/protocol/appearance';

/** How the checkout is reached; docs/ways-in.md has the same names. */
export type Way = 'inline' | 'overlay' | 'tag' | 'element' | 'link' | 'hosted' | 'payment-link';

/** What the session is created with, in the words of the preview; `session-input.ts` says it in the API's. */
export interface SessionSettings {
  /** Line items, 1 to 50. */
  readonly items: number;
  /** Of the first item, in minor units of the currency. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** Methods offered besides the card, which is always first. */
  readonly methods: readonly ('wallet' | 'bnpl' | 'bank_transfer' | 'apple_pay' | 'google_pay')[];
  /** What is asked besides the card. */
  readonly fields: readonly ('name' | 'email' | 'phone' | 'billing' | 'shipping' | 'custom')[];
  /** Whether quantities can be changed. */
  readonly quantities: boolean;
  /** Whether a promotion code can be entered; the preview makes one, `SPRING25`. */
  readonly promotion: boolean;
  /** Percent off, 0 to 90, given by the shop itself. */
  readonly discount: number;
  /** Whether the buyer is a customer who has a saved card. */
  readonly returning: boolean;
  readonly submit: 'pay' | 'book' | 'donate' | 'subscribe';
  readonly capture: 'automatic' | 'manual';
  /** Minutes until the session expires, 30 to 1440. */
  readonly expires: number;
}

/** What a change of these needs: `update()` of the mounted checkout, and nothing is lost. */
export interface LookSettings {
  /** A language of the checkout, or `auto`. */
  readonly locale: string;
  readonly theme: 'light' | 'dark' | 'auto';
  readonly variables: AppearanceVariables;
}

/** How the shop's page around the checkout is shown. */
export interface FrameSettings {
  /** Of the shop's page, which is English from left to right and Arabic from right to left; the checkout's own follows its language. */
  readonly direction: 'ltr' | 'rtl';
  readonly device: 'none' | 'phone' | 'tablet' | 'desktop';
  /** Inline size of the shop's page in CSS pixels, 280 to 1600, or 0 for all there is. */
  readonly width: number;
}

/** What the sandbox is told about the session: nothing of it is in the code. */
export interface WorldSettings {
  /** Digits of a documented test card, or an outcome of `POST /sandbox/sessions/:id/pay`. */
  readonly card: string;
  /** `fast`, `slow`, or a kind of fault (docs/testing.md). */
  readonly network: string;
  /** A behaviour of the bank (docs/testing.md), or `none`. */
  readonly bank: string;
  /** In which order webhooks come (docs/testing.md). */
  readonly webhooks: string;
}

/** The page's own language and colours. */
export interface PageSettings {
  readonly lang: 'en' | 'ar';
  readonly scheme: 'light' | 'dark' | 'auto';
}

export interface Settings {
  readonly way: Way;
  readonly session: SessionSettings;
  readonly look: LookSettings;
  readonly frame: FrameSettings;
  readonly world: WorldSettings;
  readonly page: PageSettings;
}

export const DEFAULTS: Settings = {
  way: 'inline',
  session: {
    items: 2,
    amount: 4900,
    currency: 'USD',
    methods: [],
    fields: [],
    quantities: false,
    promotion: false,
    discount: 0,
    returning: false,
    submit: 'pay',
    capture: 'automatic',
    expires: 1440,
  },
  look: { locale: 'auto', theme: 'auto', variables: {} },
  frame: { direction: 'ltr', device: 'none', width: 0 },
  world: { card: '4242424242424242', network: 'fast', bank: 'none', webhooks: 'normal' },
  page: { lang: 'en', scheme: 'auto' },
};

/**
 * What an address without a word means to somebody with these languages, the favourite first: the page and the shop in the first of
 * them that both have.
 * @param languages Language tags, as `navigator.languages` has them.
 */
export function defaultsFor(languages: readonly string[]): Settings {
  const spoken = languages.map((tag) => tag.toLowerCase().split('-')[0]);
  if (spoken.find((tag) => tag === 'ar' || tag === 'en') !== 'ar') return DEFAULTS;
  return {
    ...DEFAULTS,
    frame: { ...DEFAULTS.frame, direction: 'rtl' },
    page: { ...DEFAULTS.page, lang: 'ar' },
  };
}
