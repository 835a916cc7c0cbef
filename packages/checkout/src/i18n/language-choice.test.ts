// Whose language counts, in the order in which they speak, and what is no language of ours.

import { type Signal, signal } from '@preact/signals';
import { beforeEach, describe, expect, it } from 'vitest';
import { aSession } from '../api/a-session.ts';
import type { State } from '../payment/state.ts';
import { chosenLocale, createLanguageChoice, type LanguageChoice } from './language-choice.ts';

let taken: string[];
let warnings: string[];
let kept: Map<string, string>;
let state: Signal<State>;
let choice: LanguageChoice;

const storage = () => ({
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
});
const ready = (session = aSession({ locale: 'de' })): State => ({ name: 'ready', session, problem: null });

function aChoice(chosen = chosenLocale(storage)) {
  state = signal<State>({ name: 'loading', failures: 0 });
  return createLanguageChoice({
    state,
    i18n: { setLocale: async (tag) => void taken.push(tag) },
    first: 'en',
    chosen,
    browser: ['xx', 'fr-CA', 'en'],
    storage,
    warn: (message) => void warnings.push(message),
  });
}

beforeEach(() => {
  taken = [];
  warnings = [];
  kept = new Map();
  choice = aChoice();
});

describe('the language', () => {
  it('is the one that the host page names, whatever the session says', () => {
    choice.hostSays('ja');
    state.value = ready();
    expect(taken).toEqual(['ja']);
  });

  it('is that of the session where the host page leaves it open', () => {
    choice.hostSays('auto');
    state.value = ready();
    expect(taken).toEqual(['de']);
  });

  it('stays that of the document where nobody names one', () => {
    choice.hostSays('auto');
    state.value = ready(aSession({ locale: null }));
    expect(taken).toEqual([]);
  });

  it('follows a later word of the host page, and goes back to the session when that is taken back', () => {
    choice.hostSays('auto');
    state.value = ready();
    choice.hostSays('ar');
    choice.hostSays('auto');
    expect(taken).toEqual(['de', 'ar', 'de']);
  });

  it('goes back to the browser’s own where there is no session’s', () => {
    choice.hostSays('ja');
    choice.hostSays('auto');
    expect(taken).toEqual(['ja', 'fr-CA']);
  });

  it('is not set again when the session is read again', () => {
    state.value = ready();
    state.value = ready(aSession({ locale: 'de', version: 2 }));
    expect(taken).toEqual(['de']);
  });
});

describe('the buyer’s own choice', () => {
  it('counts before everything that the host page and the session say', async () => {
    await choice.buyerSays('ja');
    choice.hostSays('ar');
    state.value = ready();
    expect(taken).toEqual(['ja']);
  });

  it('may change again', async () => {
    await choice.buyerSays('ja');
    await choice.buyerSays('fr');
    expect(taken).toEqual(['ja', 'fr']);
  });

  it('is still theirs after a reload, when the first texts are of it already', async () => {
    await choice.buyerSays('zh-TW');
    expect(chosenLocale(storage)).toBe('zh-Hant');
    taken = [];
    const reloaded = aChoice();
    reloaded.hostSays('ar');
    state.value = ready();
    expect(taken).toEqual([]);
  });

  it('holds without a storage', async () => {
    const broken = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    expect(chosenLocale(broken)).toBeNull();
    const { buyerSays } = createLanguageChoice({
      state,
      i18n: { setLocale: async (tag) => void taken.push(tag) },
      first: 'en',
      chosen: null,
      browser: [],
      storage: broken,
      warn: () => {},
    });
    await buyerSays('ja');
    expect(taken).toEqual(['ja']);
  });

  it.each(['', 'xx', '../../x', '__proto__'])('is none when %j is kept', (text) => {
    kept.set('xpay.locale', text);
    expect(chosenLocale(storage)).toBeNull();
  });
});

describe('a locale that is none of ours', () => {
  const HOSTILE = ['xx', 'und', '../../x', '<img>', 'a'.repeat(10_000), '__proto__'];

  it.each(HOSTILE.map((tag) => [tag.slice(0, 20), tag]))('counts as auto: %s', (_, tag) => {
    choice.hostSays(tag);
    state.value = ready(aSession({ locale: 'ja' }));
    expect(taken).toEqual(['ja']);
    expect(warnings).toHaveLength(1);
  });

  it('counts as auto in a session too', () => {
    choice.hostSays('auto');
    state.value = ready(aSession({ locale: 'tlh' }));
    expect(taken).toEqual([]);
    expect(warnings).toEqual([
      'no language of the checkout fits the locale "tlh", so the buyer’s browser decides.',
    ]);
  });

  it('is told of once, however often it comes', () => {
    for (const tag of [...HOSTILE, ...HOSTILE]) choice.hostSays(tag);
    state.value = ready(aSession({ locale: 'xx' }));
    expect(warnings).toHaveLength(1);
  });
});
