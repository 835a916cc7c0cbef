// The CSS values an appearance may hold, in each spelling that is read and many that are not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseColor, parseFontFamily, parseLength } from './css-values.ts';

describe('parseColor', () => {
  it.each([
    ['#abc', '#aabbcc'],
    ['#ABC', '#aabbcc'],
    ['#12ef9A', '#12ef9a'],
    [' #123456 ', '#123456'],
    ['rgb(0, 128, 255)', '#0080ff'],
    ['rgb(0 128 255)', '#0080ff'],
    ['RGB(0,128,255)', '#0080ff'],
    ['rgb( 255 , 255 , 255 )', '#ffffff'],
    ['hsl(0, 100%, 50%)', '#ff0000'],
    ['hsl(120 100% 50%)', '#00ff00'],
    ['hsl(240deg, 100%, 50%)', '#0000ff'],
    ['hsl(360, 100%, 50%)', '#ff0000'],
    ['hsl(210.5, 50%, 40%)', '#336599'],
    ['hsl(0, 0%, 100%)', '#ffffff'],
    ['hsl(77, 30%, 0%)', '#000000'],
  ])('reads %j as %s', (text, expected) => {
    expect(parseColor(text)).toBe(expected);
  });

  it.each([
    '',
    'red',
    'transparent',
    'currentColor',
    'inherit',
    '#',
    '#12',
    '#1234',
    '#12345',
    '#12345678',
    '#ggg',
    '123456',
    'rgb(256, 0, 0)',
    'rgb(-1, 0, 0)',
    'rgb(1.5, 0, 0)',
    'rgb(10%, 0%, 0%)',
    'rgb(1, 2)',
    'rgb(1, 2, 3, 4)',
    'rgb(1 2 3 / 50%)',
    'rgba(1, 2, 3, 0.5)',
    'rgb(1, 2 3)',
    'rgb (1, 2, 3)',
    'rgb(123)',
    'rgb(1,2,3',
    'rgb(1,,3)',
    'rgb(,,)',
    'hsl(1.2.3, 0%, 0%)',
    'hsl(., 0%, 0%)',
    'hsl(361, 0%, 0%)',
    'hsl(0, 101%, 0%)',
    'hsl(0, 0%, 101%)',
    'hsl(0, 0, 0)',
    'hsl(1turn, 0%, 0%)',
    'hsl(0 0%, 0%)',
    'var(--x)',
    'url(https://evil.test/x)',
    '#fff;background:url(//evil.test)',
    '#fff}body{display:none',
    'color-mix(in srgb, red, blue)',
    '#fff\\',
    '#fff/**/',
    `rgb(1,${' '.repeat(100_000)}2,3)`,
    `#${'f'.repeat(100_000)}`,
  ])('refuses %#', (text) => {
    expect(parseColor(text)).toBeNull();
  });

  it('reads every colour it writes, in each notation', () => {
    const channel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(channel, channel, channel, (red, green, blue) => {
        const hex = parseColor(`rgb(${red}, ${green}, ${blue})`);
        expect(hex).toMatch(/^#[0-9a-f]{6}$/);
        expect(parseColor(hex ?? '')).toBe(hex);
      }),
    );
  });
});

describe('parseLength', () => {
  it.each([
    ['16px', '16px'],
    ['20px', '20px'],
    ['16.5px', '16.5px'],
    ['17.0px', '17px'],
    [' 18px ', '18px'],
  ])('reads %j as %s', (text, expected) => {
    expect(parseLength(text, 16, 20)).toBe(expected);
  });

  it.each([
    '',
    'px',
    '16',
    '15px',
    '15.999px',
    '20.001px',
    '21px',
    '-16px',
    '+16px',
    '1.6e1px',
    '16 px',
    '16PX',
    '1rem',
    '100%',
  ])('refuses %j', (text) => expect(parseLength(text, 16, 20)).toBeNull());

  it('reads 0px where 0 is the least', () => {
    expect(parseLength('0px', 0, 24)).toBe('0px');
    expect(parseLength('0', 0, 24)).toBeNull();
  });
});

describe('parseFontFamily', () => {
  it.each([
    ['system-ui', 'system-ui'],
    ['georgia,SERIF', 'Georgia, serif'],
    ['"Segoe UI", Roboto, sans-serif', '"Segoe UI", Roboto, sans-serif'],
    ["'times new roman', serif", '"Times New Roman", serif'],
    ['Times New Roman', '"Times New Roman"'],
    ['-apple-system, blinkmacsystemfont', '-apple-system, BlinkMacSystemFont'],
    ['Verdana', 'Verdana'],
    ['Yu Gothic', '"Yu Gothic"'],
  ])('reads %j as %s', (text, expected) => {
    expect(parseFontFamily(text)).toBe(expected);
  });

  it.each([
    '',
    ',',
    'Georgia,',
    'Comic Papyrus',
    '"Georgia',
    'Georgia"',
    '"Georgia\'',
    'Georgia; color: red',
    'url(https://evil.test/font.woff2)',
    'Georgia}',
    'Georgia\\',
    'var(--font)',
    'inherit',
    '__proto__',
    'Roboto, '.repeat(13).slice(0, -2),
  ])('refuses %j', (text) => {
    expect(parseFontFamily(text)).toBeNull();
  });

  it('writes letters, digits, spaces, hyphens, commas and double quotes only', () => {
    fc.assert(
      fc.property(fc.string(), (text) => /^[\w ",-]*$/.test(parseFontFamily(`Georgia, ${text}`) ?? '')),
    );
  });
});
