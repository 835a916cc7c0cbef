// The table of accepted currencies: its count, the digits of each one, and that nothing else is a currency.
import { describe, expect, it } from 'vitest';
import { CURRENCIES, exponentOf, isCurrency } from './currencies.ts';

/** The seeds' own list of 158, in their order. XCG came later. */
const LISTED = [
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL',
  'BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD',
  'EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS',
  'INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD',
  'LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK',
  'NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK',
  'SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH',
  'UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG ZWL',
].flatMap((row) => row.split(' '));

// Where CLDR rounds to what is in use, against ISO 4217 (ICU 78 and Chromium 156 together).
const INTL_DIFFERS = 'AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR RSD SOS SYP YER'.split(' ');

const WITHOUT_DIGITS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ');
const WITH_THREE = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');

describe('the table of currencies', () => {
  it('holds the 158 listed ones and XCG, once each, in order', () => {
    expect(LISTED).toHaveLength(158);
    expect(CURRENCIES).toEqual([...LISTED, 'XCG'].sort());
    expect(new Set(CURRENCIES).size).toBe(159);
    expect(CURRENCIES.filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([]);
  });

  it.each(CURRENCIES)('has the digits of ISO 4217 for %s', (currency) => {
    const expected = WITHOUT_DIGITS.includes(currency) ? 0 : WITH_THREE.includes(currency) ? 3 : 2;
    expect(exponentOf(currency)).toBe(expected);
  });

  it('has 16 currencies without digits, 7 with three, and 136 with two', () => {
    const counts = [0, 2, 3].map((digits) => CURRENCIES.filter((code) => exponentOf(code) === digits).length);
    expect(counts).toEqual([16, 136, 7]);
  });

  it.each(CURRENCIES.filter((code) => !INTL_DIFFERS.includes(code)))(
    'agrees with Intl about %s',
    (currency) => {
      const { maximumFractionDigits } = new Intl.NumberFormat('en', {
        style: 'currency',
        currency,
      }).resolvedOptions();
      expect(exponentOf(currency)).toBe(maximumFractionDigits);
    },
  );
});

describe('isCurrency', () => {
  it.each(['USD', 'EUR', 'JPY', 'KWD', 'XCG', 'ANG', 'ZWL', 'ZWG', 'VED'])('accepts %s', (code) => {
    expect(isCurrency(code)).toBe(true);
  });

  it.each(['XAU', 'XTS', 'XXX', 'CLF', 'UYI', 'USN', 'usd', 'US', 'USDT', '', ' USD', null, 840, ['USD']])(
    'does not accept %j',
    (value) => {
      expect(isCurrency(value)).toBe(false);
    },
  );
});

describe('exponentOf', () => {
  it.each(['', 'usd', 'US', 'USDT', 'F C', 'JPY ', '¥', 'CLF', '__proto__', 'constructor'])(
    'is undefined for %j',
    (text) => {
      expect(exponentOf(text)).toBeUndefined();
    },
  );
});
