// Amounts in minor units and how they are written: digits by ISO 4217, since browsers disagree about 17 currencies.

// ISO 4217 list one (2026-01-01); every other currency has two digits. UYI, CLF and UYW are funds codes.
const DIGITS: readonly (readonly [exponent: number, currencies: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

/**
 * How many digits a currency has after the decimal mark, or undefined for what is no three-letter upper-case code.
 * Does not say whether the currency exists or is accepted: `isCurrency` does.
 */
export function exponentOf(currency: string): number | undefined {
  if (!/^[A-Z]{3}$/.test(currency)) return undefined;
  return DIGITS.find(([, currencies]) => currencies.includes(currency))?.[0] ?? 2;
}

/**
 * Writes an amount the way the language writes it, always with the digits of the currency: `$49.00`, `￥4,900`.
 * Exact for every safe integer: the amount reaches `Intl` as a decimal string, never as a fraction.
 * What is no currency code stands as it is before the number.
 *
 * @param amount Minor units.
 * @param currency ISO 4217.
 * @param locale BCP 47.
 * @param exponent Digits after the decimal mark where the server has said so; otherwise by ISO 4217.
 * @throws RangeError when the amount is no safe integer, or `Intl` does not accept the locale or the exponent.
 */
export function formatMoney(amount: number, currency: string, locale: string, exponent?: number): string {
  if (!Number.isSafeInteger(amount)) {
    throw new RangeError(`The amount is ${amount}. Pass a whole number of minor units, at most 2^53 - 1.`);
  }
  const code = currency.toUpperCase();
  const known = exponentOf(code);
  const digits = exponent ?? known ?? 2;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const value = toDecimal(amount, digits);
  if (known === undefined) return `${currency} ${new Intl.NumberFormat(locale, options).format(value)}`;
  return keepSymbolTogether(
    new Intl.NumberFormat(locale, { style: 'currency', currency: code, ...options }).format(value),
  );
}

/**
 * Right-to-left languages get amounts that begin with U+200F. In their lines the sign of `US$` would be drawn on the other
 * side of its letters, `$US`, and a negative number before its symbol instead of after it (Unicode bidi: a neutral sign
 * takes the direction of what is around it). U+200F before the symbol and U+200E after it hold both in place.
 */
function keepSymbolTogether(text: string): string {
  return text.startsWith('\u200f') ? text.replace(/[A-Z]+\$/u, '\u200f$&\u200e') : text;
}

/** Moves the decimal mark of an integer to the left, on its digits: dividing would lose the last ones. */
function toDecimal(amount: number, exponent: number): `${number}` {
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = digits.slice(digits.length - exponent);
  return `${amount < 0 ? '-' : ''}${whole}${fraction && '.'}${fraction}` as `${number}`;
}
