// Which texts are there: each file of a language is fetched once, and what cannot be had is replaced.

import { fallbacksOf } from './fallbacks.ts';
import type { LoadTexts, Texts } from './i18n.ts';
import { LATER_PARTS, type LaterPart } from './parts.ts';

export interface Shelf {
  /** Remembers which parts of a language these texts are. */
  put(tag: string, texts: Texts): void;
  holds(tag: string, part?: LaterPart): boolean;
  /**
   * Resolves with whether the texts are there: fetched now, or before. The first texts of a language are its own or none;
   * a later part, without which something would be shown without words, may be that of the nearest language.
   */
  fetch(tag: string, part?: LaterPart): Promise<boolean>;
  /** What to take for a part of which no file at all can be had. */
  keepSpare(part: LaterPart, texts: Texts): void;
}

/** `onArrival` gets the texts that were fetched, before they count as there. */
export function createShelf(load: LoadTexts, onArrival: (tag: string, texts: Texts) => void): Shelf {
  const there = new Set<string>();
  const coming = new Map<string, Promise<boolean>>();
  const spares = new Map<LaterPart, Texts>();

  async function find(tag: string, part: LaterPart | undefined): Promise<Texts | null> {
    if (part === undefined) return load(tag);
    for (const near of [tag, ...fallbacksOf(tag)]) {
      const texts = await load(near, part);
      if (texts !== null) return texts;
    }
    return spares.get(part) ?? null;
  }

  async function take(tag: string, part: LaterPart | undefined): Promise<boolean> {
    const texts = await find(tag, part);
    coming.delete(nameOf(tag, part));
    if (texts === null) return false;
    onArrival(tag, texts);
    if (part === undefined) there.add(tag);
    putParts(tag, texts);
    return there.has(nameOf(tag, part));
  }

  function putParts(tag: string, texts: Texts): void {
    for (const part of LATER_PARTS) if (Object.hasOwn(texts, part)) there.add(nameOf(tag, part));
  }

  return {
    put(tag, texts) {
      there.add(tag);
      putParts(tag, texts);
    },
    holds: (tag, part) => there.has(nameOf(tag, part)),
    fetch(tag, part) {
      const name = nameOf(tag, part);
      if (there.has(name)) return Promise.resolve(true);
      const arrival = coming.get(name) ?? take(tag, part);
      coming.set(name, arrival);
      return arrival;
    },
    keepSpare(part, texts) {
      spares.set(part, texts);
    },
  };
}

function nameOf(tag: string, part: LaterPart | undefined): string {
  return part === undefined ? tag : `${tag}.${part}`;
}
