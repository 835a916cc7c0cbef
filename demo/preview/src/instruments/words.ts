// How the logs write times and values, and which entries are asked for.

import { language } from '../texts/texts.ts';
import type { Entry } from './logs.ts';

/** Seconds since the run began, to the millisecond: `+1.234`. */
export function sinceBegin(at: number, began: number): string {
  const seconds = Math.max(0, at - began) / 1000;
  const options = { minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: 'always' } as const;
  return new Intl.NumberFormat(language.value, options).format(seconds);
}

/** Milliseconds with their unit. */
export function milliseconds(value: number): string {
  const options = { style: 'unit', unit: 'millisecond', unitDisplay: 'short' } as const;
  return new Intl.NumberFormat(language.value, options).format(Math.round(value));
}

/** The entries that have the text in them somewhere, whatever its case. */
export function found<What>(entries: readonly Entry<What>[], wanted: string): readonly Entry<What>[] {
  const text = wanted.trim().toLowerCase();
  if (text === '') return entries;
  return entries.filter(({ what }) => JSON.stringify(what).toLowerCase().includes(text));
}

/** A value in one line, as far as it fits. */
export function brief(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 120;
