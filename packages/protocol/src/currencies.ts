// The currencies that a payment may be made in, each with its digits. The server's: the frame is told what it needs.

// ISO 4217 list one of 2024-06-25 without funds, metals and test codes, with ZWL, and with XCG, which replaced ANG in 2025.
// Digits of the list of 2026-01-01. CLDR, and with it Intl, rounds seventeen of these to what is in use.
const BY_EXPONENT: readonly (readonly [exponent: number, ...codes: string[]])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [
    2,
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD',
    'CAD CDF CHF CNY COP CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP',
    'GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL',
    'MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK',
    'PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB',
    'TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL',
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
];

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  BY_EXPONENT.flatMap(([exponent, ...rows]) =>
    rows.flatMap((row) => row.split(' ')).map((code) => [code, exponent] as const),
  ),
);

/** Every accepted code, in alphabetical order. */
export const CURRENCIES: readonly string[] = [...EXPONENTS.keys()].sort();

/** Whether a value is the upper-case code of an accepted currency. */
export function isCurrency(value: unknown): value is string {
  return typeof value === 'string' && EXPONENTS.has(value);
}

/** How many digits an accepted currency has after the decimal mark; undefined for every other. */
export function exponentOf(currency: string): number | undefined {
  return EXPONENTS.get(currency);
}
