// What each setting of the preview may be, in the order in which it is offered: for the controls, the address and the server.

import type { AppearanceVariables } from '@xpay/protocol/appearance';
import type { FrameSettings, SessionSettings, Way } from './settings.ts';

export const WAYS = [
  'inline',
  'overlay',
  'tag',
  'element',
  'link',
  'hosted',
  'payment-link',
] as const satisfies readonly Way[];

export const METHODS = [
  'wallet',
  'bnpl',
  'bank_transfer',
  'apple_pay',
  'google_pay',
] as const satisfies readonly SessionSettings['methods'][number][];

export const FIELDS = [
  'name',
  'email',
  'phone',
  'billing',
  'shipping',
  'custom',
] as const satisfies readonly SessionSettings['fields'][number][];

export const SUBMITS = [
  'pay',
  'book',
  'donate',
  'subscribe',
] as const satisfies readonly SessionSettings['submit'][];

export const CAPTURES = ['automatic', 'manual'] as const satisfies readonly SessionSettings['capture'][];
export const THEMES = ['light', 'dark', 'auto'] as const;
export const DIRECTIONS = ['ltr', 'rtl'] as const satisfies readonly FrameSettings['direction'][];
export const DEVICES = [
  'none',
  'phone',
  'tablet',
  'desktop',
] as const satisfies readonly FrameSettings['device'][];
export const PAGE_LANGUAGES = ['en', 'ar'] as const;

/** Whole numbers, both ends included. */
export const LIMITS = {
  items: [1, 50],
  amount: [1, 99_999_999],
  discount: [0, 90],
  expires: [30, 1440],
  width: [280, 1600],
} as const satisfies Readonly<Record<string, readonly [least: number, most: number]>>;

/** Every variable of the appearance; each is a key of the address. */
export const VARIABLE_NAMES = [
  'colorPrimary',
  'colorOnPrimary',
  'colorBackground',
  'colorSurface',
  'colorText',
  'colorTextSecondary',
  'colorBorder',
  'colorDanger',
  'colorSuccess',
  'fontFamily',
  'fontSizeBase',
  'borderRadius',
  'spacingUnit',
] as const satisfies readonly (keyof AppearanceVariables)[];
