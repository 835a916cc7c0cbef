// What the code says of language and appearance: nothing, where it is what the checkout does anyway.

import type { Appearance } from '@xpay/protocol/appearance';
import type { Settings } from '../settings/settings.ts';

export interface Look {
  readonly locale: string | undefined;
  readonly appearance: Appearance | undefined;
}

/** Locale and appearance that differ from `auto`, as the checkout's options take them. */
export function chosenLook({ look: { locale, theme, variables } }: Settings): Look {
  const appearance: Appearance = {
    ...(theme === 'auto' ? {} : { theme }),
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
  };
  return {
    locale: locale === 'auto' ? undefined : locale,
    appearance: Object.keys(appearance).length === 0 ? undefined : appearance,
  };
}

/** The address of a page of ours in the language and theme chosen. */
export function withLook(url: string, settings: Settings): string {
  const { locale, appearance } = chosenLook(settings);
  const query = new URLSearchParams();
  if (locale !== undefined) query.set('locale', locale);
  if (appearance?.theme !== undefined) query.set('theme', appearance.theme);
  return query.size === 0 ? url : `${url}?${query}`;
}
