// Fetches the files of the languages. A checkout without words must not be shown: the first file is asked for again, then
// those of the nearest languages, English last, and only then the document's own sentence says that nothing could be loaded.

import { type Answer, exchange } from '../api/http.ts';
import type { Clock } from '../clock.ts';
import { fallbacksOf } from './fallbacks.ts';
import type { LoadTexts, Texts } from './i18n.ts';

const DEADLINE_MS = 10_000;

export interface TextsDeps {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly clock: Clock;
  /** Prefix of the files: `<localesUrl><tag>.json`, `<localesUrl><tag>.<part>.json`. */
  readonly localesUrl: string;
}

/** Fetches the texts of a language, or a later part of them; null when that failed twice. */
export function createTextsLoader({ fetch, clock, localesUrl }: TextsDeps): LoadTexts {
  return async (tag, part) => {
    const name = part === undefined ? tag : `${tag}.${part}`;
    const ask = () => receive((signal) => fetch(`${localesUrl}${name}.json`, { signal }), clock);
    const { value } = await ask();
    return value ?? (await ask()).value ?? null;
  };
}

/**
 * The first language: the file that is on its way, or what can be had in its place.
 * @throws {Error} when there are no words at all.
 */
export async function firstTexts(
  tag: string,
  started: Promise<Response>,
  { clock, load }: { readonly clock: Clock; readonly load: LoadTexts },
): Promise<{ readonly tag: string; readonly texts: Texts }> {
  const texts = (await receive(() => started, clock)).value ?? (await load(tag));
  if (texts !== null) return { tag, texts };
  for (const near of fallbacksOf(tag)) {
    const fallback = await load(near);
    if (fallback !== null) return { tag: near, texts: fallback };
  }
  throw new Error('No language file could be loaded.');
}

function receive(send: (signal: AbortSignal) => Promise<Response>, clock: Clock): Promise<Answer<Texts>> {
  return exchange(send, { parse: parseTexts, clock, deadlineMs: DEADLINE_MS });
}

function parseTexts(body: unknown): Texts | undefined {
  return isTexts(body) ? body : undefined;
}

function isTexts(body: unknown): body is Texts {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  return Object.values(body).every((entry) => typeof entry === 'string' || isTexts(entry));
}
