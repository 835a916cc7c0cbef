import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manualClock } from './clock.ts';
import { hasRightCheckDigits, instructionsFor, toIban, toReference } from './transfer.ts';

const NOW = manualClock().now();
const anOrder = (currency: string, seed = 'c0ffee0123456789') => ({
  seed,
  accountHolder: 'Moss & Fern',
  amount: 4900,
  currency,
});

describe('transfers', () => {
  // The examples of the SWIFT IBAN registry, and of ISO 11649.
  it.each([
    ['DE', '370400440532013000', 'DE89370400440532013000'],
    ['GB', 'NWBK60161331926819', 'GB29NWBK60161331926819'],
    ['CH', '00762011623852957', 'CH9300762011623852957'],
  ])('have the check digits of ISO 13616 in %s', (country, bban, iban) => {
    expect(toIban(country, bban)).toBe(iban);
    expect(hasRightCheckDigits(iban)).toBe(true);
  });

  it('have the check digits of ISO 11649 in their reference', () => {
    expect(toReference('539007547034')).toBe('RF18539007547034');
  });

  it.each([
    ['EUR', 22, /^DE\d{20}$/],
    ['GBP', 22, /^GB\d\dXPAY\d{14}$/],
    ['CHF', 21, /^CH\d{19}$/],
  ])('in %s go to an IBAN of %d characters that is right for any payment', (currency, length, shape) => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (seed) => {
        const { iban, accountNumber, reference } = instructionsFor(anOrder(currency, seed.toString(16)), NOW);
        expect(iban).toHaveLength(length);
        expect(iban).toMatch(shape);
        expect(hasRightCheckDigits(iban ?? '')).toBe(true);
        expect(hasRightCheckDigits(reference)).toBe(true);
        expect(accountNumber).toBeNull();
      }),
    );
  });

  it('go to an account number where the country has no IBAN', () => {
    const instructions = instructionsFor(anOrder('USD'), NOW);
    expect(instructions).toMatchObject({ iban: null, bic: 'XPAYUS33', amount: 4900, currency: 'USD' });
    expect(instructions.accountNumber).toMatch(/^\d{12}$/);
  });

  it('count for seven days', () => {
    expect(instructionsFor(anOrder('EUR'), NOW).expiresAt).toBe('2026-01-22T12:00:00.000Z');
  });

  it('of one payment go to one account, and of two to two', () => {
    expect(instructionsFor(anOrder('EUR'), NOW)).toEqual(instructionsFor(anOrder('EUR'), NOW));
    expect(instructionsFor(anOrder('EUR', 'ab'), NOW).iban).not.toBe(
      instructionsFor(anOrder('EUR'), NOW).iban,
    );
  });
});
