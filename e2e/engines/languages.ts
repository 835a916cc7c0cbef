// What the sources say of every language, by which a journey knows that it is shown.

import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../packages/checkout/src/i18n/locales/', import.meta.url);

export interface Language {
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  /** What the field for the card number is called. */
  readonly cardNumber: string;
}

/** All that the checkout speaks. */
export const LANGUAGES: readonly Language[] = readdirSync(FOLDER)
  .filter((file) => /^[\w-]+\.json$/.test(file))
  .map((file) => {
    const tag = file.replace('.json', '');
    const texts = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as {
      readonly card: { readonly number: { readonly label: string } };
    };
    return {
      tag,
      direction: ['ar', 'fa', 'he'].includes(tag) ? 'rtl' : 'ltr',
      cardNumber: texts.card.number.label,
    };
  });
