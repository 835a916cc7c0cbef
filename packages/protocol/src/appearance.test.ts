// What passes of an appearance, and the sentence a developer reads about what does not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAppearance } from './appearance.ts';

const FULL = {
  theme: 'dark',
  variables: {
    colorPrimary: '#06c',
    colorOnPrimary: '#FFFFFF',
    colorBackground: 'rgb(10, 10, 10)',
    colorSurface: 'hsl(0, 0%, 10%)',
    colorText: '#eeeeee',
    colorTextSecondary: '#aaaaaa',
    colorBorder: '#444444',
    colorDanger: '#ff6666',
    colorSuccess: '#66cc66',
    fontFamily: "Georgia, 'Times New Roman', serif",
    fontSizeBase: '18px',
    borderRadius: '0px',
    spacingUnit: '4px',
  },
};

describe('parseAppearance', () => {
  it('normalises what is right', () => {
    expect(parseAppearance(FULL)).toEqual({
      problems: [],
      appearance: {
        theme: 'dark',
        variables: {
          ...FULL.variables,
          colorPrimary: '#0066cc',
          colorOnPrimary: '#ffffff',
          colorBackground: '#0a0a0a',
          colorSurface: '#1a1a1a',
          fontFamily: 'Georgia, "Times New Roman", serif',
        },
      },
    });
  });

  it('gives back its own result unchanged, as a fresh object', () => {
    const { appearance } = parseAppearance(FULL);
    const again = parseAppearance(appearance);
    expect(again).toEqual({ appearance, problems: [] });
    expect(again.appearance).not.toBe(appearance);
    expect(again.appearance.variables).not.toBe(appearance.variables);
  });

  it.each([[undefined], [{}], [Object.create(null)], [{ theme: undefined, variables: undefined }]])(
    'has nothing to say about %j',
    (input) => {
      expect(parseAppearance(input)).toEqual({ appearance: {}, problems: [] });
    },
  );

  it.each([
    [{ theme: 'blue' }, 'appearance.theme is "blue". Use light, dark or auto.'],
    [{ theme: 1 }, 'appearance.theme is 1. Use light, dark or auto.'],
    [{ theme: null }, 'appearance.theme is null. Use light, dark or auto.'],
    [{ colour: 'red' }, 'appearance has no "colour". It may have theme, variables.'],
    [null, 'appearance is null. Pass a plain object with theme, variables.'],
    [['dark'], 'appearance is an array. Pass a plain object with theme, variables.'],
    ['dark', 'appearance is "dark". Pass a plain object with theme, variables.'],
    [
      { variables: { fontSizeBase: '12px' } },
      'appearance.variables.fontSizeBase is "12px". Use 16px to 20px.',
    ],
    [{ variables: { borderRadius: 8 } }, 'appearance.variables.borderRadius is 8. Use 0px to 24px.'],
    [{ variables: { spacingUnit: '7px' } }, 'appearance.variables.spacingUnit is "7px". Use 3px to 6px.'],
    [
      { variables: { colorText: 'red' } },
      'appearance.variables.colorText is "red". Use #rgb, #rrggbb, rgb(0, 128, 255) or hsl(210, 100%, 50%).',
    ],
    [
      { variables: { fontFamily: 'Papyrus' } },
      'appearance.variables.fontFamily is "Papyrus". Use a list of installed or generic families, such as "Georgia, serif"; web fonts cannot be loaded.',
    ],
  ])('says of %j: %s', (input, problem) => {
    expect(parseAppearance(input).problems).toEqual([problem]);
  });

  it('names the allowed variables where one is not known', () => {
    const [problem] = parseAppearance({ variables: { colourPrimary: '#06c' } }).problems;
    expect(problem).toMatch(/^appearance\.variables has no "colourPrimary"\. It may have colorPrimary, /);
  });

  it('keeps the right parts beside the wrong ones', () => {
    const { appearance, problems } = parseAppearance({
      theme: 'light',
      variables: { colorText: 'url(//evil.test)', colorPrimary: '#06c' },
    });
    expect(appearance).toEqual({ theme: 'light', variables: { colorPrimary: '#0066cc' } });
    expect(problems).toHaveLength(1);
  });

  it('quotes a long value shortened and a strange one escaped', () => {
    const [long = ''] = parseAppearance({ theme: 'x'.repeat(1_000_000) }).problems;
    expect(long.length).toBeLessThan(100);
    const [strange] = parseAppearance({ theme: 'a\n"b' }).problems;
    expect(strange).toBe('appearance.theme is "a\\n\\"b". Use light, dark or auto.');
  });

  it('does not read a value of more than 200 characters', () => {
    const padded = (length: number) =>
      parseAppearance({ variables: { fontFamily: 'serif'.padEnd(length) } }).appearance;
    expect(padded(200)).toEqual({ variables: { fontFamily: 'serif' } });
    expect(padded(201)).toEqual({ variables: {} });
  });

  it('looks at a limited number of properties', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x${index}`, '']));
    expect(parseAppearance(many).problems.length).toBeLessThanOrEqual(50);
  });

  it('takes nothing from a prototype and pollutes none', () => {
    const inherited = Object.create({ theme: 'dark' });
    expect(parseAppearance(inherited).appearance).toEqual({});
    const own = JSON.parse('{"__proto__": {"polluted": 1}, "variables": {"__proto__": {"polluted": 1}}}');
    const { appearance, problems } = parseAppearance(own);
    expect(problems).toHaveLength(2);
    expect(Object.getPrototypeOf(appearance)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(appearance.variables)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });

  it.each([
    [
      'a getter that throws',
      {
        get theme() {
          throw new Error('no');
        },
      },
    ],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          ownKeys() {
            throw new Error('no');
          },
        },
      ),
    ],
  ])('survives %s', (_, input) => {
    const { appearance, problems } = parseAppearance(input);
    expect(appearance).toEqual({});
    expect(problems).toEqual(['appearance cannot be read. Pass a plain object.']);
  });

  it('never throws and lets nothing through but its own kinds of values', () => {
    const value = fc.oneof(fc.anything(), fc.constantFrom('#fff', '16px', 'serif', 'dark'));
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom(...Object.keys(FULL.variables), 'theme', 'variables', '__proto__'),
    );
    const input = fc.oneof(
      fc.anything({ withNullPrototype: true, withMap: true, withTypedArray: true }),
      fc.record({ theme: value, variables: fc.dictionary(name, value) }),
    );
    fc.assert(
      fc.property(input, (anything) => {
        const { appearance, problems } = parseAppearance(anything);
        expect(Object.keys(appearance).filter((key) => key !== 'theme' && key !== 'variables')).toEqual([]);
        for (const [key, text] of Object.entries(appearance.variables ?? {})) {
          expect(Object.keys(FULL.variables)).toContain(key);
          expect(text).toMatch(/^(#[0-9a-f]{6}|[\d.]+px|[\w ",-]+)$/);
        }
        for (const problem of problems) expect(problem).toMatch(/^appearance/);
      }),
    );
  });
});
