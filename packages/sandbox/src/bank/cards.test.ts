// Facts about the enrolled test cards and the digits that stand for them.

import { describe, expect, it } from 'vitest';
import { checkCard, passesLuhn } from '../domain/cards.ts';
import { profileOf, readReference, referenceTo } from './cards.ts';

const ENROLLED = [
  ['4000002500003155', true, 'C'],
  ['4000002760003184', false, 'C'],
  ['4000000000003220', true, 'C'],
  ['4000000000003063', false, 'C'],
  ['4000000000003055', true, 'Y'],
  ['4000008400001629', false, 'C'],
  ['4000008260003178', false, 'C'],
  ['4000000000003014', false, 'A'],
  ['4000000000003022', false, 'N'],
  ['4000000000003030', false, 'R'],
  ['4000000000003048', false, 'U'],
  ['4000000000003071', false, 'D'],
  ['4000000000003089', false, 'I'],
] as const;

describe('profileOf', () => {
  it.each(ENROLLED)('knows %s: method page %s, answer %s', (number, hasMethod, status) => {
    expect(profileOf(number)).toEqual({ hasMethod, status });
  });

  it.each(['4242424242424242', '5555555555554444', ''])('knows nothing of %j', (number) => {
    expect(profileOf(number)).toBeNull();
  });
});

describe('referenceTo', () => {
  it.each(ENROLLED)('stands for %s without being a card number', (number) => {
    const reference = referenceTo(number);
    expect(reference).toMatch(/^\d{16}$/);
    expect(passesLuhn(reference)).toBe(false);
    expect(reference).not.toContain(number.slice(0, 12));
    expect(readReference(reference)).toEqual({ profile: profileOf(number), last4: number.slice(-4) });
  });

  it.each(['4242424242424242', '9990000001990000', '999000000100', 'abc'])(
    'is not taken for one: %s',
    (digits) => {
      expect(readReference(digits)).toBeNull();
    },
  );
});

it('every enrolled card is one that the checkout takes', () => {
  const now = new Date('2026-01-15T12:00:00Z');
  for (const [number] of ENROLLED) {
    const checked = checkCard({ number, expMonth: 3, expYear: 2027, cvc: '123' }, now);
    expect(number + JSON.stringify(checked)).toContain('brand');
  }
});
