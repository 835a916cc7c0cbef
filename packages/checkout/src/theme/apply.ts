// Puts an appearance onto the document as custom properties, and keeps its colours readable. Fetched where a shop has one.

import { type Appearance, type AppearanceVariables, parseAppearance } from '@xpay/protocol/appearance';
import { contrastRatio, ensureContrast } from '@xpay/protocol/contrast';

type Theme = 'light' | 'dark';

/** The themes' own colours: token, light, dark. tokens.css has the same; a test compares them. */
export const THEME_COLORS = {
  colorPrimary: ['--xp-color-primary', '#2150d8', '#8fb0ff'],
  colorOnPrimary: ['--xp-color-on-primary', '#ffffff', '#0d1526'],
  colorBackground: ['--xp-color-background', '#ffffff', '#15181e'],
  colorSurface: ['--xp-color-surface', '#ffffff', '#1b1f27'],
  colorText: ['--xp-color-text', '#171b24', '#eef0f4'],
  colorTextSecondary: ['--xp-color-text-secondary', '#5a6271', '#a6aebb'],
  colorBorder: ['--xp-color-border', '#868e9c', '#6c7585'],
  colorDanger: ['--xp-color-danger', '#b3261e', '#ff9a90'],
  colorSuccess: ['--xp-color-success', '#15753f', '#63d190'],
} as const;

type ColorName = keyof typeof THEME_COLORS;
type Colors = Record<ColorName, string>;

const COLOR_NAMES = [
  'colorPrimary',
  'colorOnPrimary',
  'colorBackground',
  'colorSurface',
  'colorText',
  'colorTextSecondary',
  'colorBorder',
  'colorDanger',
  'colorSuccess',
] as const satisfies readonly ColorName[];

const OTHERS = [
  ['fontFamily', '--xp-font-family'],
  ['fontSizeBase', '--xp-font-size'],
  ['borderRadius', '--xp-radius'],
  ['spacingUnit', '--xp-space'],
] as const;

/**
 * What must be readable on what. WCAG 2.2: 4.5 for text (1.4.3), 3 for edges, rings and icons (1.4.11). Text also
 * stands on tints of the background, which cost it up to a twelfth: hence 4.9.
 */
const PAIRS: readonly (readonly [front: ColorName, back: ColorName, minimum: number])[] = [
  ['colorText', 'colorBackground', 4.9],
  ['colorTextSecondary', 'colorBackground', 4.9],
  ['colorDanger', 'colorBackground', 4.9],
  ['colorSuccess', 'colorBackground', 3],
  ['colorPrimary', 'colorBackground', 3],
  ['colorOnPrimary', 'colorPrimary', 4.5],
  ['colorBorder', 'colorBackground', 3],
  ['colorBorder', 'colorSurface', 3],
];

/**
 * Sets what the appearance names and takes back what an earlier one set. Colours that would be hard to read are changed
 * by as little as makes them readable.
 * @param root The document element.
 * @param given As the host page sent it. A theme left out keeps the present one.
 * @param warn Told of each part that is left out, and once which of the shop's own colours were changed.
 */
export function applyAppearance(root: HTMLElement, given: Appearance, warn: (message: string) => void): void {
  const { appearance, problems } = parseAppearance(given);
  for (const problem of problems) warn(problem);
  const { theme, variables = {} } = appearance;
  if (theme !== undefined) root.dataset['theme'] = theme;
  const adjusted = new Set<string>();
  const palettes = themesOf(root).map((shown) => ({
    own: ownColors(shown),
    now: readableColors({ ...ownColors(shown), ...onlyColors(variables) }, variables, adjusted),
  }));
  for (const name of COLOR_NAMES) {
    const changed = palettes.some(({ own, now }) => now[name] !== own[name]);
    set(root, THEME_COLORS[name][0], changed ? eitherOf(palettes.map(({ now }) => now[name])) : undefined);
  }
  for (const [name, token] of OTHERS) set(root, token, variables[name]);
  if (adjusted.size > 0) warn(`Adjusted for readable contrast: ${[...adjusted].join(', ')}.`);
}

function readableColors(wanted: Colors, given: AppearanceVariables, adjusted: Set<string>): Colors {
  const colors = { ...wanted };
  // Where the shop chose only the background, its fields belong to it.
  if (given.colorBackground !== undefined) colors.colorSurface = given.colorSurface ?? given.colorBackground;
  for (const [front, back, minimum] of PAIRS) {
    const isOurs = given[front] === undefined;
    const readable =
      isOurs && front === 'colorOnPrimary'
        ? textOn(colors[back])
        : ensureContrast(colors[front], colors[back], minimum);
    // The shop hears of its own colours only: ours give way without a word.
    if (!isOurs && readable !== colors[front]) adjusted.add(`${front} on ${back}`);
    colors[front] = readable;
  }
  if (contrastRatio(colors.colorText, colors.colorSurface) < 4.5) {
    if (given.colorSurface !== undefined) adjusted.add('colorSurface under colorText');
    colors.colorSurface = colors.colorBackground;
  }
  return colors;
}

/** White where it can be read, as on most brands' colours; else the darker of our own. */
function textOn(background: string): string {
  const [, white, dark] = THEME_COLORS.colorOnPrimary;
  return contrastRatio(white, background) >= 4.5 ? white : ensureContrast(dark, background, 4.5);
}

function themesOf(root: HTMLElement): readonly Theme[] {
  const theme = root.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? [theme] : ['light', 'dark'];
}

function ownColors(theme: Theme): Colors {
  return eachColor((name) => THEME_COLORS[name][theme === 'light' ? 1 : 2]);
}

function onlyColors(variables: AppearanceVariables): Partial<Colors> {
  const given = COLOR_NAMES.filter((name) => variables[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, variables[name]]));
}

function eachColor(pick: (name: ColorName) => string): Colors {
  return Object.fromEntries(COLOR_NAMES.map((name) => [name, pick(name)])) as Colors;
}

/** One value, or the one that fits the scheme that the buyer's system asks for. */
function eitherOf([light, dark = light]: readonly (string | undefined)[]): string | undefined {
  return light === dark ? light : `light-dark(${light}, ${dark})`;
}

function set(root: HTMLElement, token: string, value: string | undefined): void {
  if (value === undefined) root.style.removeProperty(token);
  else root.style.setProperty(token, value);
}
