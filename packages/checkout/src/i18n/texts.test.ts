// What happens when a language file does not come.

import { describe, expect, it } from 'vitest';
import { createFakeClock, settled } from '../fake-clock.ts';
import { createTextsLoader, firstTexts } from './texts.ts';

const EN = { frame: { title: 'Secure payment form' } };
const DE = { frame: { title: 'Sicheres Zahlungsformular' } };

function aServer(...answers: (object | 'down')[]) {
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(url);
    const answer = answers.shift() ?? 'down';
    if (answer === 'down') throw new TypeError('Failed to fetch');
    return Response.json(answer);
  };
  const clock = createFakeClock();
  const load = createTextsLoader({ fetch, clock, localesUrl: '/l/' });
  return { asked, clock, load };
}

const lost = () => Promise.reject<Response>(new TypeError('Failed to fetch'));

describe('the first language', () => {
  it('is the file that was on its way', async () => {
    const { asked, ...server } = aServer();
    const first = await firstTexts('de', Promise.resolve(Response.json(DE)), server);
    expect(first).toEqual({ tag: 'de', texts: DE });
    expect(asked).toEqual([]);
  });

  it('is asked for again when it was lost', async () => {
    const { asked, ...server } = aServer('down', DE);
    expect(await firstTexts('de', lost(), server)).toEqual({ tag: 'de', texts: DE });
    expect(asked).toEqual(['/l/de.json', '/l/de.json']);
  });

  it('is English when its file cannot be had', async () => {
    const { asked, ...server } = aServer('down', 'down', EN);
    expect(await firstTexts('de', lost(), server)).toEqual({ tag: 'en', texts: EN });
    expect(asked).toEqual(['/l/de.json', '/l/de.json', '/l/en.json']);
  });

  it('is the nearest one before English', async () => {
    const { asked, ...server } = aServer('down', 'down', DE);
    expect(await firstTexts('pt-BR', lost(), server)).toEqual({ tag: 'pt', texts: DE });
    expect(asked).toEqual(['/l/pt-BR.json', '/l/pt-BR.json', '/l/pt.json']);
  });

  it('fails when there are no words at all', async () => {
    const { asked, ...server } = aServer();
    await expect(firstTexts('de', lost(), server)).rejects.toThrow('No language file');
    expect(asked).toHaveLength(4);
  });

  it.each([
    ['an error page', new Response('<h1>Not found</h1>', { status: 404 })],
    ['something else', Response.json(['a'])],
    ['a text that is none', Response.json({ frame: { title: 7 } })],
  ])('is not %s', async (_, response) => {
    const { load, clock } = aServer(DE);
    expect(await firstTexts('de', Promise.resolve(response), { load, clock })).toEqual({
      tag: 'de',
      texts: DE,
    });
  });

  it('is given up on when it does not come for ten seconds', async () => {
    const { load, clock } = aServer(DE);
    const first = firstTexts('de', new Promise<Response>(() => {}), { load, clock });
    await settled();
    await clock.advance(10_000);
    expect(await first).toEqual({ tag: 'de', texts: DE });
  });
});

describe('a later part', () => {
  it('has a file of its own, which is asked for twice at most', async () => {
    const { asked, load } = aServer('down', DE);
    expect(await load('de', 'threeds')).toEqual(DE);
    expect(asked).toEqual(['/l/de.threeds.json', '/l/de.threeds.json']);
    expect(await load('de', 'testCards')).toBeNull();
  });
});
