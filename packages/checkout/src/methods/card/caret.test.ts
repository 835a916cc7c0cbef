// Carets counted in digits, and deletions recognised from texts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caretAfter, digitsBefore, isDeletion, withGapsSkipped } from './caret.ts';

describe('caretAfter', () => {
  it.each([
    ['1234 5678', 0, 0],
    ['1234 5678', 4, 4],
    ['1234 5678', 5, 6],
    ['1234 5678', 99, 9],
    ['(12) 3', 1, 2],
    ['', 3, 0],
  ])('puts the caret of "%s" after digit %i at %i', (text, n, index) => {
    expect(caretAfter(text, n)).toBe(index);
  });

  it('is undone by counting the digits before it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\d /]{0,20}$/), fc.nat(20), (value, n) => {
        const digits = value.replaceAll(/\D/g, '').length;
        expect(digitsBefore({ value, caret: caretAfter(value, n) })).toBe(Math.min(n, digits));
      }),
    );
  });
});

describe('isDeletion', () => {
  it.each([
    ['the end', '1234', '123', 3, true],
    ['the middle', '1234 5', '124 5', 2, true],
    ['a selection', '1234 5678', '1278', 2, true],
    ['an insertion', '123', '1234', 4, false],
    ['a selection typed over', '1234', '9', 1, false],
    ['nothing', '1234', '1234', 2, false],
  ])('judges %s', (_, previous, raw, caret, expected) => {
    expect(isDeletion({ previous, raw, caret })).toBe(expected);
  });
});

describe('withGapsSkipped', () => {
  it.each([
    ['Backspace over a gap takes the digit before it', '1234 5', '12345', 4, false, '1235', 3],
    ['Delete over a gap takes the digit after it', '1234 56', '123456', 4, true, '12346', 4],
    ['a digit that was deleted is deleted once', '1234 5', '1234 ', 5, false, '1234 ', 5],
    ['with no digit before the caret nothing more goes', ' 12', '12', 0, false, '12', 0],
    ['with no digit after the caret nothing more goes', '12 / ', '12 /', 4, true, '12 /', 4],
  ])('%s', (_, previous, raw, caret, forward, value, at) => {
    expect(withGapsSkipped({ previous, raw, caret, forward })).toEqual({ value, caret: at });
  });
});
