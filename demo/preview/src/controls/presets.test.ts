// Facts about the presets: the checkout takes every one, and what is called the theme's own is the theme's own.

import { readFileSync } from 'node:fs';
import { parseAppearance } from '@xpay/protocol/appearance';
import { contrastRatio } from '@xpay/protocol/contrast';
import { expect, it } from 'vitest';
import { COLOR_NAMES, type ColorName, FONTS, LENGTHS, OWN_COLORS, PRESETS } from './presets.ts';

it.each(PRESETS)('$name is taken as it is', ({ theme, variables }) => {
  expect(parseAppearance({ theme, variables })).toEqual({ appearance: { theme, variables }, problems: [] });
});

/** As packages/checkout/src/theme/apply.ts has them: it changes colours that are nearer, and tells the console. */
const READABLE: readonly (readonly [front: ColorName, back: ColorName, least: number])[] = [
  ['colorText', 'colorBackground', 4.9],
  ['colorTextSecondary', 'colorBackground', 4.9],
  ['colorPrimary', 'colorBackground', 3],
  ['colorBorder', 'colorBackground', 3],
  ['colorBorder', 'colorSurface', 3],
];

it.each(PRESETS)('$name has colours that need no change to be read', ({ theme, variables }) => {
  const color = (name: ColorName) => variables[name] ?? OWN_COLORS[name][theme === 'dark' ? 1 : 0];
  for (const [front, back, least] of READABLE) {
    const ratio = contrastRatio(color(front), color(back));
    expect([front, back, ratio >= least]).toEqual([front, back, true]);
  }
});

it.each(FONTS)('the checkout knows %s', (fontFamily) => {
  expect(parseAppearance({ variables: { fontFamily } })).toEqual({
    appearance: { variables: { fontFamily } },
    problems: [],
  });
});

it('calls the theme’s own what the checkout’s theme has', () => {
  const tokens = readFileSync(
    new URL('../../../../packages/checkout/src/theme/tokens.css', import.meta.url),
    'utf8',
  );
  for (const name of COLOR_NAMES) {
    const token = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    expect(tokens).toContain(`--xp-${token}: light-dark(${OWN_COLORS[name].join(', ')});`);
  }
  expect(tokens).toContain(`--xp-font-size: ${LENGTHS.fontSizeBase.own}px;`);
  expect(tokens).toContain(`--xp-radius: ${LENGTHS.borderRadius.own}px;`);
  expect(tokens).toContain(`--xp-space: ${LENGTHS.spacingUnit.own}px;`);
});
