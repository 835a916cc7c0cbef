// Amounts in minor units and how they are written: with the digits that the server names (currencies.ts), since browsers
// disagree about those of 17 currencies.

/**
 * Chromium has no number formats of these languages (its ICU is reduced): it would write `AZN 1,234.56` in Azerbaijani,
 * and Georgian in whichever language the browser has. Each is written like another with the same marks, its own currency
 * with the sign that CLDR gives it. All browsers write the same.
 */
const WRITTEN_LIKE: ReadonlyMap<string, readonly [locale: string, currency: string, sign: string]> = new Map([
  ['az', ['da', 'AZN', '₼']],
  ['ka', ['pl', 'GEL', '₾']],
  ['kk', ['ru', 'KZT', '₸']],
  ['uz', ['cs', 'UZS', 'soʻm']],
]);

/** The language whose way of writing numbers every browser knows, and uses for this one. */
export function numberLocale(locale: string): string {
  return writing(locale)?.[0] ?? withDigits(locale);
}

/**
 * The locale with its digits named, where engines disagree about them: those of Arabic without a region are Latin in CLDR 48
 * and were Arabic in CLDR 42, which WebKit on Debian 12 has. A region, or a tag that names its digits, is left alone.
 */
export function withDigits(locale: string): string {
  return locale === 'ar' ? 'ar-u-nu-latn' : locale;
}

/**
 * Writes an amount the way the language writes it, always with the digits of the currency: `$49.00`, `￥4,900`.
 * Exact for every safe integer: the amount reaches `Intl` as a decimal string, never as a fraction.
 * What is no currency code, such as one of a future server, stands as it is before the number.
 *
 * @param amount Minor units.
 * @param currency ISO 4217.
 * @param locale BCP 47.
 * @param exponent Digits after the decimal mark.
 * @throws RangeError when the amount is no safe integer, or `Intl` does not accept the locale or the exponent.
 */
export function formatMoney(amount: number, currency: string, locale: string, exponent: number): string {
  if (!Number.isSafeInteger(amount)) {
    throw new RangeError(`The amount is ${amount}. Pass a whole number of minor units, at most 2^53 - 1.`);
  }
  const code = currency.toUpperCase();
  const options = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
  const value = toDecimal(amount, exponent);
  const writer = numberLocale(locale);
  const [, own, sign = ''] = writing(locale) ?? [];
  if (!/^[A-Z]{3}$/.test(code))
    return `${currency}\u00a0${new Intl.NumberFormat(writer, options).format(value)}`;
  const text = new Intl.NumberFormat(writer, { style: 'currency', currency: code, ...options }).format(value);
  return keepSymbolTogether(code === own ? text.replace(code, sign) : text);
}

function writing(locale: string) {
  return WRITTEN_LIKE.get(locale.split('-')[0] ?? '');
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
