// A bank's field rules against what real browsers say of themselves.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { browserFields, shortLanguage, toAscii } from './browser-fields.ts';
import { AREQ_FIELDS } from './fields.ts';

const INFO = {
  acceptHeader: 'text/html,application/xhtml+xml,*/*;q=0.8',
  language: 'en-US',
  colorDepth: 24,
  screenHeight: 900,
  screenWidth: 1440,
  timeZoneOffset: -60,
  javaEnabled: false,
  windowSize: '02',
} as const;

const SEEN = { info: INFO, userAgent: 'Mozilla/5.0', acceptHeader: '*/*', ip: '2001:db8::1' };

describe('the browser of an AReq', () => {
  it('is told as it is', () => {
    expect(browserFields(SEEN, null)).toEqual({
      browserAcceptHeader: INFO.acceptHeader,
      browserIP: '2001:db8::1',
      browserJavaEnabled: false,
      browserJavascriptEnabled: true,
      browserLanguage: 'en-US',
      browserColorDepth: '24',
      browserScreenHeight: '900',
      browserScreenWidth: '1440',
      browserTZ: '-60',
      browserUserAgent: 'Mozilla/5.0',
    });
  });

  it('that said nothing of itself is told as one without scripts, by its request alone', () => {
    expect(browserFields({ ...SEEN, info: null, ip: null }, 'de')).toEqual({
      browserAcceptHeader: '*/*',
      browserJavascriptEnabled: false,
      browserLanguage: 'de',
      browserUserAgent: 'Mozilla/5.0',
    });
  });

  it.each([
    [1, '1'],
    [4, '4'],
    [8, '8'],
    [12, '8'],
    [15, '15'],
    [16, '16'],
    [24, '24'],
    [30, '24'],
    [32, '32'],
    [36, '32'],
    [48, '48'],
    [64, '48'],
    [0, '24'],
  ])('has a colour depth of %s told as %s', (colorDepth, expected) => {
    const fields = browserFields({ ...SEEN, info: { ...INFO, colorDepth } }, null);
    expect(fields.browserColorDepth).toBe(expected);
  });

  it('fills in what a request did not say, and cuts what is too long', () => {
    const silent = {
      info: { ...INFO, acceptHeader: '' },
      userAgent: '',
      acceptHeader: '',
      ip: 'x'.repeat(46),
    };
    expect(browserFields(silent, null)).toMatchObject({
      browserAcceptHeader: '*/*',
      browserUserAgent: 'unknown',
    });
    expect(browserFields(silent, null)).not.toHaveProperty('browserIP');
    const long = { ...SEEN, userAgent: 'a'.repeat(3000), info: { ...INFO, acceptHeader: 'b'.repeat(3000) } };
    const { browserUserAgent, browserAcceptHeader } = browserFields(long, null);
    expect([browserUserAgent.length, browserAcceptHeader.length]).toEqual([2048, 2048]);
  });

  it('keeps the rules of EMV 3DS, whatever a browser sends', () => {
    const { browserAcceptHeader, browserIP, browserLanguage, browserColorDepth } = AREQ_FIELDS;
    const { browserScreenHeight, browserScreenWidth, browserTZ, browserUserAgent } = AREQ_FIELDS;
    const schema = z.object({
      browserAcceptHeader,
      browserIP,
      browserLanguage,
      browserColorDepth,
      browserScreenHeight,
      browserScreenWidth,
      browserTZ,
      browserUserAgent,
    });
    // Any code unit, halves of characters too.
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const anything = fc.string({ unit, maxLength: 30 });
    fc.assert(
      fc.property(
        fc.record({
          info: fc.option(
            fc.record({
              acceptHeader: anything,
              language: fc.oneof(
                anything,
                fc.constantFrom('zh-Hant-TW', 'de-DE-u-co-phonebk', 'fil-PH', 'es-419'),
              ),
              colorDepth: fc.integer({ min: 0, max: 128 }),
              screenHeight: fc.integer({ min: 0, max: 9_999_999 }),
              screenWidth: fc.integer({ min: 0, max: 999_999 }),
              timeZoneOffset: fc.integer({ min: -1440, max: 1440 }),
              javaEnabled: fc.boolean(),
              windowSize: fc.constant('01' as const),
            }),
          ),
          userAgent: anything,
          acceptHeader: anything,
          ip: fc.option(anything.map((text) => text || null)),
        }),
        (browser) => {
          expect(schema.safeParse(browserFields(browser, null)).error).toBeUndefined();
        },
      ),
    );
  });
});

it.each([
  ['en', 'en'],
  ['en-US', 'en-US'],
  ['zh-Hant', 'zh-Hant'],
  ['zh-Hant-TW', 'zh-TW'],
  ['sr-Cyrl-RS', 'sr-RS'],
  ['sr-Latn-RS', 'sr-Latn'],
  ['zh-Hans-HK', 'zh-Hans'],
  ['zh-Hant-HK', 'zh-HK'],
  ['mni-Mtei-IN-x-private', 'mni-Mtei'],
  ['es-419', 'es-419'],
  ['fil-PH', 'fil-PH'],
  ['de-DE-u-co-phonebk', 'de-DE'],
  ['de-u-co-phonebk', 'de'],
  ['not a language', 'en'],
  ['', 'en'],
])('shortens the language %s to %s', (tag, expected) => {
  expect(shortLanguage(tag)).toBe(expected);
});

it.each([
  ['Ada Lovelace', 'Ada Lovelace'],
  ['Zoë Müller-Łódź', 'Zoe Muller-odz'],
  ['  Ada\t Lovelace\n', 'Ada Lovelace'],
  ['山田 太郎', ''],
  ['Ада', ''],
  ['ﬁne', 'fine'],
])('writes %j as %j, in ASCII', (text, expected) => {
  expect(toAscii(text)).toBe(expected);
});
