// Appearance: the theme and its variables as typed values that are checked and normalised, never raw CSS.

import { isPlainObject } from './checks.ts';
import { parseColor, parseFontFamily, parseLength } from './css-values.ts';

/** Each is optional; what is absent keeps the theme's own value. */
export interface AppearanceVariables {
  /** Buttons, focus rings, the chosen method. Colours are `#rgb`, `#rrggbb`, `rgb()` or `hsl()`, without alpha. */
  readonly colorPrimary?: string;
  /** Text on `colorPrimary`. */
  readonly colorOnPrimary?: string;
  /** The page behind the form. */
  readonly colorBackground?: string;
  /** Fields, cards and dialogs. */
  readonly colorSurface?: string;
  readonly colorText?: string;
  readonly colorTextSecondary?: string;
  readonly colorBorder?: string;
  readonly colorDanger?: string;
  readonly colorSuccess?: string;
  /** Installed families and generic names, separated by commas: `'Georgia, "Times New Roman", serif'`. */
  readonly fontFamily?: string;
  /** `16px` to `20px`; smaller text makes phones zoom into fields. */
  readonly fontSizeBase?: string;
  /** `0px` to `24px`. */
  readonly borderRadius?: string;
  /** `3px` to `6px`; all distances are multiples of it. */
  readonly spacingUnit?: string;
}

export interface Appearance {
  /** `auto` follows the buyer's system. */
  readonly theme?: 'light' | 'dark' | 'auto';
  readonly variables?: AppearanceVariables;
}

export interface ParsedAppearance {
  /** Holds only what passed: colours as `#rrggbb`, lengths in px, families spelt and quoted as CSS wants them. */
  readonly appearance: Appearance;
  /** One sentence for each part that was left out: what it is, what was got, what is allowed. */
  readonly problems: readonly string[];
}

/**
 * Reads the appearance a page asks for. Never throws: what is wrong is left out and becomes a problem.
 * Nothing passes as it came, so no value can smuggle CSS (`url()`, `;`, `}`) into the frame.
 */
export function parseAppearance(input: unknown): ParsedAppearance {
  const problems: string[] = [];
  if (input === undefined) return { appearance: {}, problems };
  try {
    return { appearance: readParts('appearance', input, PARTS, problems) ?? {}, problems };
  } catch {
    // A getter or a proxy of the page threw.
    return { appearance: {}, problems: ['appearance cannot be read. Pass a plain object.'] };
  }
}

/** Reads one part under its name, or notes a problem and answers undefined. */
type Read = (name: string, value: unknown, problems: string[]) => unknown;

const COLOR = parsed('#rgb, #rrggbb, rgb(0, 128, 255) or hsl(210, 100%, 50%)', parseColor);

const VARIABLES: Readonly<Record<keyof AppearanceVariables, Read>> = {
  colorPrimary: COLOR,
  colorOnPrimary: COLOR,
  colorBackground: COLOR,
  colorSurface: COLOR,
  colorText: COLOR,
  colorTextSecondary: COLOR,
  colorBorder: COLOR,
  colorDanger: COLOR,
  colorSuccess: COLOR,
  fontFamily: parsed(
    'a list of installed or generic families, such as "Georgia, serif"; web fonts cannot be loaded',
    parseFontFamily,
  ),
  fontSizeBase: length(16, 20),
  borderRadius: length(0, 24),
  spacingUnit: length(3, 6),
};

const PARTS: Readonly<Record<keyof Appearance, Read>> = {
  theme: parsed('light, dark or auto', (text) => (/^(light|dark|auto)$/.test(text) ? text : null)),
  variables: (name, value, problems) => readParts(name, value, VARIABLES, problems),
};

/** Copies the parts that have a reader and pass it; every other own property is a problem. */
function readParts(
  name: string,
  value: unknown,
  readers: Readonly<Record<string, Read>>,
  problems: string[],
): Record<string, unknown> | undefined {
  if (!isPlainObject(value)) {
    problems.push(`${name} is ${show(value)}. Pass a plain object with ${Object.keys(readers).join(', ')}.`);
    return undefined;
  }
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).slice(0, MOST_PARTS)) {
    const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (read === undefined) {
      problems.push(`${name} has no ${show(key)}. It may have ${Object.keys(readers).join(', ')}.`);
      continue;
    }
    const part = value[key];
    const result = part === undefined ? undefined : read(`${name}.${key}`, part, problems);
    if (result !== undefined) copy[key] = result;
  }
  return copy;
}

/** Beyond this many properties the rest is not looked at: no honest appearance has them. */
const MOST_PARTS = 50;
const LONGEST_VALUE = 200;

/* @__NO_SIDE_EFFECTS__ */
function parsed(allowed: string, parse: (text: string) => string | null): Read {
  return (name, value, problems) => {
    const result = typeof value === 'string' && value.length <= LONGEST_VALUE ? parse(value) : null;
    if (result !== null) return result;
    problems.push(`${name} is ${show(value)}. Use ${allowed}.`);
    return undefined;
  };
}

/* @__NO_SIDE_EFFECTS__ */
function length(least: number, most: number): Read {
  return parsed(`${least}px to ${most}px`, (text) => parseLength(text, least, most));
}

/** The value as a problem quotes it: short, and on one line. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
