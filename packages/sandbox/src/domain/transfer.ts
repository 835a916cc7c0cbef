// Transfers that buyers make from their own bank: an account for this payment alone, and a reference, each with check digits.

import type { PaymentInstructions } from '@xpay/protocol/payment-methods';
import { type Instant, later } from './clock.ts';

/** How long the banks of the sandbox take. */
export const TRANSFER_SETTLES_AFTER_MS = 2 * 86_400_000;
/** What has not come by then does not count any more. */
export const TRANSFER_LIFETIME_MS = 7 * 86_400_000;

/** The account's bank by currency: where the country has IBANs, what stands before the account in them (ISO 13616). */
const BANKS: Readonly<Record<string, { country: string; bank: string; digits: number; bic: string }>> = {
  EUR: { country: 'DE', bank: '99900001', digits: 10, bic: 'XPAYDEFF' },
  GBP: { country: 'GB', bank: 'XPAY999001', digits: 8, bic: 'XPAYGB2L' },
  CHF: { country: 'CH', bank: '99901', digits: 12, bic: 'XPAYCHZZ' },
};
const ELSEWHERE = { digits: 12, bic: 'XPAYUS33' };

export interface TransferOrder {
  /** 64 random bits at least, in hex: the same for the same payment. */
  readonly seed: string;
  readonly accountHolder: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
}

/** How to pay: where to, what to write on it, until when. */
export function instructionsFor(
  { seed, accountHolder, amount, currency }: TransferOrder,
  now: Instant,
): PaymentInstructions {
  const bank = BANKS[currency];
  const account = digitsOf(seed, bank?.digits ?? ELSEWHERE.digits);
  return {
    accountHolder,
    bankName: 'Sandbox Bank',
    iban: bank === undefined ? null : toIban(bank.country, bank.bank + account),
    bic: bank?.bic ?? ELSEWHERE.bic,
    accountNumber: bank === undefined ? account : null,
    reference: toReference(digitsOf(seed, 12)),
    amount,
    currency,
    expiresAt: later(now, TRANSFER_LIFETIME_MS),
  };
}

/** An IBAN of this country code and BBAN, with its check digits (ISO 13616-1; ISO/IEC 7064, MOD 97-10). */
export function toIban(country: string, bban: string): string {
  return `${country}${checkDigits(bban, country)}${bban}`;
}

/** A creditor reference of up to 21 letters and digits (ISO 11649). */
export function toReference(text: string): string {
  return `RF${checkDigits(text, 'RF')}${text}`;
}

/** Whether the check digits of an IBAN or a creditor reference are right. */
export function hasRightCheckDigits(text: string): boolean {
  return mod97(text.slice(4) + text.slice(0, 4)) === 1;
}

function checkDigits(text: string, prefix: string): string {
  return String(98 - mod97(`${text}${prefix}00`)).padStart(2, '0');
}

/** Letters count as 10 to 35. */
function mod97(text: string): number {
  let rest = 0;
  for (const character of text) {
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}

function digitsOf(seed: string, length: number): string {
  return (BigInt(`0x${seed}`) % 10n ** BigInt(length)).toString().padStart(length, '0');
}
