// Amounts as this API writes them: decimal text in major units, "100" for one hundred dollars. No floating point touches them.

import { exponentOf } from '@xpay/protocol/currencies';
import { LARGEST_AMOUNT } from '../../domain/session.ts';

/**
 * The minor units of a decimal text, or why it is none: digits, and behind a full stop at most as many as the currency has
 * (ISO 4217). No sign, no exponent, no grouping, no leading zero: "100.50", not "1e2", "1,000" or "007".
 */
export function parseDecimal(text: string, currency: string): number | { readonly problem: string } {
  const exponent = exponentOf(currency) ?? 2;
  const [, whole = '', fraction = ''] = /^(0|[1-9]\d{0,14})(?:\.(\d+))?$/.exec(text) ?? [];
  const example = formatDecimal(100 * 10 ** exponent, currency);
  if (whole === '') return { problem: `is no amount. Send digits as text, such as "${example}".` };
  if (fraction.length > exponent) {
    const most = exponent === 0 ? 'no digits' : `at most ${exponent} digits`;
    return { problem: `has ${fraction.length} digits behind the full stop; ${currency} has ${most} there.` };
  }
  const amount = Number(whole + fraction.padEnd(exponent, '0'));
  if (amount >= 1 && amount <= LARGEST_AMOUNT) return amount;
  const [least, most] = [formatDecimal(1, currency), formatDecimal(LARGEST_AMOUNT, currency)];
  return { problem: `is out of bounds: expected "${least}" to "${most}".` };
}

/** Minor units as decimal text, with all digits that the currency has: 10000 in USD is "100.00". */
export function formatDecimal(amount: number, currency: string): string {
  const exponent = exponentOf(currency) ?? 2;
  const digits = String(amount).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  return exponent === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
}
