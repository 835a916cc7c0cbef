// Whose language counts: the host page's, where it names one; else the session's; else the one the document came in.

import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { State } from '../payment/state.ts';
import type { I18n } from './i18n.ts';

/** Takes what the host page says, a tag or `auto`. What the buyer has chosen meanwhile stays until it speaks again. */
export function createLocaleFollower(
  state: ReadonlySignal<State>,
  i18n: Pick<I18n, 'setLocale'>,
): (locale: string) => void {
  const isAuto = signal(false);
  let followed: string | null = null;
  effect(() => {
    if (!isAuto.value || !('session' in state.value) || state.value.session.id === followed) return;
    const { id, locale } = state.value.session;
    followed = id;
    if (locale !== null) void i18n.setLocale(locale);
  });
  return (locale) => {
    isAuto.value = locale === 'auto';
    if (locale !== 'auto') void i18n.setLocale(locale);
  };
}
