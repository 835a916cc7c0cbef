// How words are found: by our own list of languages, never by what somebody sends, and in English where there are none.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requestedLocales } from './requested-locales.ts';
import { createWords } from './words.ts';

const ENGLISH = { title: 'Hello', page: { body: 'Text' } };
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xpay-words-'));
  const files = {
    de: '{"title":"Hallo","page":{"body":"Worte"}}',
    ja: '{"title":"こんにちは","page":{}}',
    fr: '{"title":"Bonjour","page":"Texte"}',
    ar: '{"title":"مرحبا","page":{"body":""}}',
    ru: '{"title":',
    xx: '{"title":"Never","page":{"body":"Never"}}',
    __proto__: '{}',
  };
  for (const [tag, text] of Object.entries(files)) await writeFile(join(folder, `${tag}.json`), text);
});

afterAll(() => rm(folder, { recursive: true }));

const wordsFor = (...requested: readonly string[]) =>
  createWords(pathToFileURL(`${folder}/`), ENGLISH)(requested);

it('are those of the first language that there is', () => {
  expect(wordsFor('xx', 'fi', 'de-AT', 'en')).toEqual({
    locale: 'de',
    words: { title: 'Hallo', page: { body: 'Worte' } },
  });
});

it.each([
  ['that is no language of ours', 'xx'],
  ['without a file', 'fi'],
  ['with a text missing', 'ja'],
  ['with a text where texts belong', 'fr'],
  ['with an empty text', 'ar'],
  ['whose file is broken', 'ru'],
])('are English for one %s', (_why, tag) => {
  expect(wordsFor(tag)).toEqual({ locale: 'en', words: ENGLISH });
});

it.each([
  '../de',
  './de',
  'de.json',
  '<img>',
  '__proto__',
  'constructor',
  '',
  'd'.repeat(10_000),
  'de\u0000',
])('are English for %.40j, which is no language', (tag) => {
  expect(wordsFor(tag)).toEqual({ locale: 'en', words: ENGLISH });
});

it('are read once', async () => {
  const read = createWords(pathToFileURL(`${folder}/`), ENGLISH);
  const first = read(['de']);
  await rm(join(folder, 'de.json'));
  expect(read(['de'])).toBe(first);
});

it.each([
  ['', null, '', []],
  ['?locale=de', 'fr', 'ja', ['de', 'fr', 'ja']],
  ['?locale=auto', 'fr', 'ja', ['fr', 'ja']],
  ['?locale=', null, 'fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5', ['fr-CH', 'fr', 'en']],
  ['', null, 'de;q=0.1, ja;q=0.9, ar;q=0, en', ['en', 'ja', 'de']],
  ['?locale=de&locale=ja', null, '', ['de']],
])(
  'are asked for by %j, a session in %j and a browser in %j as %j',
  (query, preferred, accepted, expected) => {
    const headers = accepted === '' ? {} : { 'accept-language': accepted };
    expect(requestedLocales(new Request(`https://a.example/${query}`, { headers }), preferred)).toEqual(
      expected,
    );
  },
);

it('are asked for by twenty languages at most', () => {
  const headers = { 'accept-language': Array.from({ length: 5_000 }, (_, i) => `x${i}`).join() };
  expect(requestedLocales(new Request('https://a.example/', { headers }))).toHaveLength(20);
});
