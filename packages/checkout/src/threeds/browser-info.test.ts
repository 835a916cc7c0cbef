// What the bank is told of browsers that say something unusual, or nothing.

import { describe, expect, it } from 'vitest';
import { type Browser, readBrowserInfo } from './browser-info.ts';

const KNOWN = { acceptHeader: 'text/html', language: 'de' };

function aBrowser(screen: Partial<Browser['screen']> = {}, javaEnabled?: () => boolean): Browser {
  return {
    innerWidth: 640,
    innerHeight: 740,
    outerWidth: 1280,
    outerHeight: 900,
    screen: { availWidth: 1280, availHeight: 900, width: 1280, height: 960, colorDepth: 24, ...screen },
    navigator: javaEnabled === undefined ? {} : { javaEnabled },
  };
}

describe('the browser', () => {
  it('is described by what it says', () => {
    expect(
      readBrowserInfo(
        aBrowser({}, () => true),
        KNOWN,
      ),
    ).toEqual({
      acceptHeader: 'text/html',
      language: 'de',
      colorDepth: 24,
      screenHeight: 960,
      screenWidth: 1280,
      timeZoneOffset: new Date().getTimezoneOffset(),
      javaEnabled: true,
      windowSize: '03',
    });
  });

  it.each([
    [30, 24],
    [24, 24],
    [48, 48],
    [64, 48],
    [15, 15],
    [0, 24],
    [Number.NaN, 24],
  ])('with %d bits per pixel has %d for the bank', (colorDepth, told) => {
    expect(readBrowserInfo(aBrowser({ colorDepth }), KNOWN).colorDepth).toBe(told);
  });

  it.each([
    ['en', 'en'],
    ['pt-BR', 'pt-BR'],
    ['zh-Hant-TW', 'zh-TW'],
    ['zh-Hant-x-long', 'zh'],
  ])('in %s speaks %s to the bank', (language, told) => {
    expect(readBrowserInfo(aBrowser(), { ...KNOWN, language }).language).toBe(told);
  });

  it.each([
    [1280.4, 1280],
    [-1, 0],
    [Number.NaN, 0],
    [12_345_678, 999_999],
  ])('with a screen %d wide has %d for the bank', (width, told) => {
    expect(readBrowserInfo(aBrowser({ width }), KNOWN).screenWidth).toBe(told);
  });

  it('has no Java where it will not say', () => {
    const throwing = () => {
      throw new Error('hidden');
    };
    expect(readBrowserInfo(aBrowser({}, throwing), KNOWN).javaEnabled).toBe(false);
    expect(readBrowserInfo(aBrowser(), KNOWN).javaEnabled).toBe(false);
  });
});
