// The code blocks of the documentation, for the tests that run, compile or parse each of them.

import { readdirSync, readFileSync } from 'node:fs';
import { ROOT } from './run.ts';

export interface Block {
  /** Path from the root, for example `docs/testing.md`. */
  readonly page: string;
  /** What stands behind the fence; empty where nothing does. */
  readonly language: string;
  readonly code: string;
}

/** Every page that people read: those of the root, and those of docs/. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(`${ROOT}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The text of a page. */
export function readPage(page: string): string {
  return readFileSync(ROOT + page, 'utf8');
}

/** The blocks of a page, in order; with a language, those of it alone. */
export function blocksOf(page: string, wanted?: string): readonly Block[] {
  return [...readPage(page).matchAll(/^```([^\n]*)\n(.*?)^```$/gms)]
    .map(([, language = '', code = '']) => ({ page, language: language.trim(), code }))
    .filter(({ language }) => wanted === undefined || language === wanted);
}
