// Which word is proposed for a misspelt one, against the textbook's Levenshtein distance.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

const OPTIONS = ['locale', 'appearance', 'origin', 'onReady', 'on', 'mode'] as const;

describe('nearest', () => {
  it.each([
    ['local', 'locale'],
    ['apperance', 'appearance'],
    ['ONREADY', 'onReady'],
    ['orgini', 'origin'],
    ['onReadyNow', undefined],
    ['colour', undefined],
    ['', undefined],
    ['n', 'on'],
    ['xy', undefined],
    ['x'.repeat(1_000_000), undefined],
  ])('takes %j for %s', (word, expected) => {
    expect(nearest(word, OPTIONS)).toBe(expected);
  });

  it('prefers fewer slips, then the earlier word', () => {
    expect(nearest('colour', ['colours', 'colour', 'color'])).toBe('colour');
    expect(nearest('lint', ['mint', 'hint'])).toBe('mint');
  });

  it('takes as many slips as it is allowed', () => {
    expect(nearest('--webhoka', ['--webhook'], 1)).toBeUndefined();
    expect(nearest('--wehoka', ['--webhook'], 3)).toBe('--webhook');
  });

  it('finds a word of 8 letters exactly when it is within two slips', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 6, maxLength: 10 });
    const known = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(letters, known, (word, candidate) => {
        expect(nearest(word, [candidate]) === candidate).toBe(distance(word, candidate) <= 2);
      }),
      { numRuns: 2000 },
    );
  });
});

function distance(from: string, to: string): number {
  if (from === '' || to === '') return from.length + to.length;
  const [rows, columns] = [from.length + 1, to.length + 1];
  const table = Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => i + j));
  const at = (i: number, j: number) => table[i]?.[j] ?? Number.NaN;
  for (let i = 1; i < rows; i += 1) {
    for (let j = 1; j < columns; j += 1) {
      const changed = at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      (table[i] ?? [])[j] = Math.min(changed, at(i - 1, j) + 1, at(i, j - 1) + 1);
    }
  }
  return at(rows - 1, columns - 1);
}
