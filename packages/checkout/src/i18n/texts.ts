// Fetches the files of the languages. A checkout without words must not be shown: the first file is asked for again, then
// the English one, and only then the document's own sentence says that the form could not be loaded.

import { type Answer, exchange } from '../api/http.ts';
import type { Clock } from '../clock.ts';
import type { Texts } from './i18n.ts';

const DEADLINE_MS = 10_000;
const FALLBACK = 'en';

export interface TextsDeps {
  readonly fetch: (url: string) => Promise<Response>;
  readonly clock: Clock;
  /** Prefix of the files: `<localesUrl><tag>.json`. */
  readonly localesUrl: string;
}

/** Fetches the texts of a language; null when that failed twice. */
export function createTextsLoader({ fetch, clock, localesUrl }: TextsDeps) {
  const ask = (tag: string) => receive(() => fetch(`${localesUrl}${tag}.json`), clock);
  return async (tag: string): Promise<Texts | null> => {
    const { value } = await ask(tag);
    return value ?? (await ask(tag)).value ?? null;
  };
}

/**
 * The first language: the file that is on its way, or what can be had in its place.
 * @throws {Error} when there are no words at all.
 */
export async function firstTexts(
  tag: string,
  started: Promise<Response>,
  { clock, load }: { readonly clock: Clock; readonly load: (tag: string) => Promise<Texts | null> },
): Promise<{ readonly tag: string; readonly texts: Texts }> {
  const texts = (await receive(() => started, clock)).value ?? (await load(tag));
  if (texts !== null) return { tag, texts };
  const fallback = await load(FALLBACK);
  if (fallback === null) throw new Error('No language file could be loaded.');
  return { tag: FALLBACK, texts: fallback };
}

function receive(send: () => Promise<Response>, clock: Clock): Promise<Answer<Texts>> {
  return exchange(send, { parse: parseTexts, clock, deadlineMs: DEADLINE_MS });
}

function parseTexts(body: unknown): Texts | undefined {
  return isTexts(body) ? body : undefined;
}

function isTexts(body: unknown): body is Texts {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  return Object.values(body).every((entry) => typeof entry === 'string' || isTexts(entry));
}
