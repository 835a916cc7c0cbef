// Which language serves a request, what survives of hostile requests, and in which direction languages run.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionOf, matchLocale, SHIPPED_LOCALES } from './locales.ts';

const MANY = [
  'en',
  'en-GB',
  'de',
  'ar',
  'he',
  'fil',
  'id',
  'nb',
  'pt',
  'pt-BR',
  'sr',
  'zh-Hans',
  'zh-Hant',
  'zh-HK',
  'es-419',
];

describe('matchLocale', () => {
  it.each([
    ['en', 'en'],
    ['en-US', 'en'],
    ['en-GB', 'en-GB'],
    ['en-AU', 'en-GB'],
    ['en-CA', 'en'],
    ['EN-gb', 'en-GB'],
    ['en_GB', 'en-GB'],
    ['en-Latn-US', 'en'],
    ['de-AT', 'de'],
    ['de-DE-1996', 'de'],
    ['de-u-co-phonebk', 'de'],
    ['ar-EG', 'ar'],
    ['pt-BR', 'pt-BR'],
    ['pt-PT', 'pt'],
    ['pt', 'pt'],
    ['es-MX', 'es-419'],
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh-MO', 'zh-HK'],
    ['zh-HK', 'zh-HK'],
    ['zh_hant_tw', 'zh-Hant'],
    ['zh-Hant-HK', 'zh-HK'],
    ['cmn-TW', 'zh-Hant'],
    ['no', 'nb'],
    ['no-NO', 'nb'],
    ['nb-NO', 'nb'],
    ['iw', 'he'],
    ['iw-IL', 'he'],
    ['tl', 'fil'],
    ['in', 'id'],
    ['sr-RS', 'sr'],
  ])('serves %s with %s', (request, expected) => {
    expect(matchLocale([request], MANY)).toBe(expected);
  });

  it.each(['fr', 'sr-Latn', 'nn', 'und', 'und-Arab', 'auto', '*', '', 'x-klingon', 'i-klingon'])(
    'serves %j with none of them',
    (request) => {
      expect(matchLocale([request], MANY)).toBeNull();
    },
  );

  it('takes the first request that can be served', () => {
    expect(matchLocale(['sw-KE', 'nonsense!', 'ja-JP', 'de'], SHIPPED_LOCALES)).toBe('ja');
  });

  it('takes the same region, then none, then the likely one, then the first', () => {
    expect(matchLocale(['pt-PT'], ['pt-BR', 'pt', 'pt-PT'])).toBe('pt-PT');
    expect(matchLocale(['pt-PT'], ['pt-BR', 'pt'])).toBe('pt');
    expect(matchLocale(['pt'], ['pt-PT', 'pt-BR'])).toBe('pt-BR');
    expect(matchLocale(['pt-PT'], ['pt-AO', 'pt-BR'])).toBe('pt-AO');
    expect(matchLocale(['zh-HK'], ['zh-Hans', 'zh-Hant'])).toBe('zh-Hant');
    expect(matchLocale(['zh-CN'], ['zh-Hant', 'zh-HK'])).toBeNull();
  });

  it('answers with the tag as the list spells it', () => {
    expect(matchLocale(['nb'], ['no'])).toBe('no');
    expect(matchLocale(['he'], ['iw'])).toBe('iw');
    expect(matchLocale(['zh-tw'], ['ZH_HANT'])).toBe('ZH_HANT');
  });

  it('finds nothing in nothing', () => {
    expect(matchLocale([], SHIPPED_LOCALES)).toBeNull();
    expect(matchLocale(['en'], [])).toBeNull();
  });

  it.each([
    '../../etc/passwd',
    '<script>',
    '__proto__',
    'constructor',
    'en\n',
    'en\0',
    'e',
    'en--US',
    '-en',
    `en-${'a'.repeat(33)}`,
    'en-'.repeat(100_000),
    `de-x-${'abcdefgh-'.repeat(10_000)}a`,
    '💳',
  ])('passes over the hostile tag %#', (request) => {
    expect(matchLocale([request, 'ja'], SHIPPED_LOCALES)).toBe('ja');
  });

  it('passes over what is no text', () => {
    const requests = [null, 7, {}, ['de'], Symbol('de')] as unknown as readonly string[];
    expect(matchLocale(requests, SHIPPED_LOCALES)).toBeNull();
  });

  it('answers only with a supported tag, whatever is asked', () => {
    const tag = fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z]{2,3}([-_][a-zA-Z]{2,4}){0,3}$/));
    fc.assert(
      fc.property(fc.array(tag), (requests) => {
        const match = matchLocale(requests, MANY);
        return match === null || MANY.includes(match);
      }),
    );
  });
});

describe('the shipped languages', () => {
  it('are 48, each found by itself and in alphabetical order', () => {
    expect(SHIPPED_LOCALES).toHaveLength(48);
    expect(SHIPPED_LOCALES.map((tag) => matchLocale([tag], SHIPPED_LOCALES))).toEqual(SHIPPED_LOCALES);
    const folded = SHIPPED_LOCALES.map((tag) => tag.toLowerCase());
    expect([...folded].sort()).toEqual(folded);
  });

  it.each([
    ['zh-TW', 'zh-Hant'],
    ['zh-MO', 'zh-HK'],
    ['zh-CN', 'zh-Hans'],
    ['zh', 'zh-Hans'],
    ['pt-AO', 'pt'],
    ['es-MX', 'es-419'],
    ['es-AR', 'es-419'],
    ['es-US', 'es-419'],
    ['es-ES', 'es'],
    ['es-GQ', 'es'],
    ['en-AU', 'en-GB'],
    ['en-IN', 'en-GB'],
    ['en-US', 'en'],
    ['en-CA', 'en'],
    ['en-PH', 'en'],
    ['fr-CH', 'fr'],
    ['no-NO', 'nb'],
    ['tl-PH', 'fil'],
    ['az-Latn-AZ', 'az'],
    ['uz-Latn', 'uz'],
  ])('serve %s with %s', (request, expected) => {
    expect(matchLocale([request], SHIPPED_LOCALES)).toBe(expected);
  });

  it.each(['az-Cyrl', 'uz-Cyrl', 'uz-AF', 'az-Arab', 'kk-Arab', 'ms-Arab'])(
    'have none in the script of %s',
    (request) => {
      expect(matchLocale([request], SHIPPED_LOCALES)).toBeNull();
    },
  );
});

describe('directionOf', () => {
  it.each([
    'ar',
    'ar-EG',
    'he',
    'iw',
    'fa',
    'ur',
    'ps',
    'dv',
    'yi',
    'ug',
    'ckb',
    'sd',
    'pa-Arab',
    'az-IR',
    'AR_eg',
  ])('says that %s runs from right to left', (tag) => expect(directionOf(tag)).toBe('rtl'));

  it.each(['en', 'de', 'ja', 'ar-Latn', 'pa', 'sd-Deva', 'az', 'tr', 'zh-Hant', '', 'auto', 'not a tag'])(
    'says that %s runs from left to right',
    (tag) => expect(directionOf(tag)).toBe('ltr'),
  );
});
