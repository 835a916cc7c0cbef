// The gallery's own list, against the pictures that there are, and its address.

import { describe, expect, it } from 'vitest';
import { CATALOG, search } from './catalog.ts';
import { hashOf, readChoice } from './choice.ts';
import { ALL } from './pictures.ts';

describe('the catalog', () => {
  it('lists every picture once, and no other', () => {
    const listed = CATALOG.flatMap(({ states }) => Object.keys(states));
    expect(listed.toSorted()).toEqual([...ALL.keys()].toSorted());
  });

  it('is searched by words, names and groups', () => {
    const names = (words: string) => search(words).flatMap(({ states }) => Object.keys(states));
    expect(names('bank asks silent')).toEqual(['silent', 'approval_silent']);
    expect(names('CONTACTJAPAN')).toEqual(['contactJapan']);
    expect(names('nothing like that')).toEqual([]);
    expect(search('')).toEqual(CATALOG);
  });
});

describe('the address', () => {
  it('says what is shown', () => {
    const choice = { state: 'declined', lang: 'ar', theme: 'dark', width: 960, isGroup: true } as const;
    expect(readChoice(hashOf(choice), 'light')).toEqual(choice);
  });

  it.each(['', '#', '#state=__proto__&lang=xx&theme=neon&width=1', '#state'])('%s shows the form', (hash) => {
    expect(readChoice(hash, 'dark')).toEqual({
      state: 'ready',
      lang: 'en',
      theme: 'dark',
      width: 480,
      isGroup: false,
    });
  });
});
