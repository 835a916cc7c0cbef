// A few appearances to begin with, and what the checkout looks like without any.

import type { AppearanceVariables } from '@xpay/protocol/appearance';
import type { LookSettings } from '../settings/settings.ts';

export interface Preset {
  readonly name: 'plain' | 'ink' | 'meadow' | 'plum' | 'paper' | 'midnight';
  readonly theme: LookSettings['theme'];
  readonly variables: AppearanceVariables;
}

export const PRESETS: readonly Preset[] = [
  { name: 'plain', theme: 'auto', variables: {} },
  {
    name: 'ink',
    theme: 'light',
    variables: { colorPrimary: '#111111', colorText: '#111111', colorBorder: '#757575', borderRadius: '0px' },
  },
  {
    name: 'meadow',
    theme: 'light',
    variables: {
      colorPrimary: '#0f766e',
      colorBackground: '#f3faf7',
      colorText: '#10322c',
      colorTextSecondary: '#4a665f',
      colorBorder: '#6f8a83',
      borderRadius: '16px',
      spacingUnit: '5px',
    },
  },
  {
    name: 'plum',
    theme: 'light',
    variables: {
      colorPrimary: '#7a2e8e',
      colorBackground: '#fcf7fd',
      colorText: '#2c1533',
      colorBorder: '#94809b',
      borderRadius: '24px',
    },
  },
  {
    name: 'paper',
    theme: 'light',
    variables: {
      colorPrimary: '#8a3b12',
      colorBackground: '#faf6ee',
      colorSurface: '#fffdf8',
      colorText: '#2b2118',
      colorTextSecondary: '#6b5d4d',
      colorBorder: '#958672',
      fontFamily: 'Georgia, serif',
      fontSizeBase: '17px',
      borderRadius: '4px',
    },
  },
  {
    name: 'midnight',
    theme: 'dark',
    variables: {
      colorPrimary: '#7dd3fc',
      colorOnPrimary: '#06202e',
      colorBackground: '#0b1220',
      colorSurface: '#121c30',
      colorText: '#e8eefc',
      colorTextSecondary: '#a3b1cc',
      colorBorder: '#64748b',
      borderRadius: '12px',
    },
  },
];

/** The theme's own values, by day and by night: packages/checkout/src/theme/tokens.css. */
export const OWN_COLORS = {
  colorPrimary: ['#2150d8', '#8fb0ff'],
  colorOnPrimary: ['#ffffff', '#0d1526'],
  colorBackground: ['#ffffff', '#15181e'],
  colorSurface: ['#ffffff', '#1b1f27'],
  colorText: ['#171b24', '#eef0f4'],
  colorTextSecondary: ['#5a6271', '#a6aebb'],
  colorBorder: ['#868e9c', '#6c7585'],
  colorDanger: ['#b3261e', '#ff9a90'],
  colorSuccess: ['#15753f', '#63d190'],
} as const satisfies Partial<Record<keyof AppearanceVariables, readonly [day: string, night: string]>>;

export type ColorName = keyof typeof OWN_COLORS;

export const COLOR_NAMES = Object.keys(OWN_COLORS) as readonly ColorName[];

/** Lengths in px, with the theme's own. */
export const LENGTHS = {
  fontSizeBase: { limits: [16, 20], own: 16 },
  borderRadius: { limits: [0, 24], own: 8 },
  spacingUnit: { limits: [3, 6], own: 4 },
} as const satisfies Partial<
  Record<keyof AppearanceVariables, { readonly limits: readonly [number, number]; readonly own: number }>
>;

export type LengthName = keyof typeof LENGTHS;

export const LENGTH_NAMES = Object.keys(LENGTHS) as readonly LengthName[];

/** Typefaces that most systems have, with what follows where one has not; written as the checkout writes them. */
export const FONTS = [
  'system-ui',
  'Inter, Arial, sans-serif',
  'Arial, sans-serif',
  'Verdana, sans-serif',
  '"Trebuchet MS", sans-serif',
  'Georgia, serif',
  '"Times New Roman", serif',
  'monospace',
] as const;
