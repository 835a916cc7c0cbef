// The checkout takes the colours of the page, by day and by night.

import type { Appearance } from '@xpay/xpay-js';
import { useSyncExternalStore } from 'react';

const night = matchMedia('(prefers-color-scheme: dark)');

/** The page's own colours, again when they change. */
export function useAppearance(): Appearance {
  const isNight = useSyncExternalStore(subscribe, () => night.matches);
  const { theme } = document.documentElement.dataset;
  const { backgroundColor, color, accentColor } = getComputedStyle(document.body);
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : isNight ? 'dark' : 'light',
    variables: { colorBackground: backgroundColor, colorText: color, colorPrimary: accentColor },
  };
}

function subscribe(listen: () => void): () => void {
  night.addEventListener('change', listen);
  return () => night.removeEventListener('change', listen);
}
