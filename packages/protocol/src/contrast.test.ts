// WCAG's own examples of contrast, and the promise that an adjusted colour can be read.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrastRatio, ensureContrast } from './contrast.ts';

const hex = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }))
  .map((channels) => `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`);

describe('contrastRatio', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.478],
    ['#767676', '#ffffff', 4.542],
    ['#ff0000', '#ffffff', 3.998],
    ['#0000ff', '#ffffff', 8.592],
    ['#00ff00', '#000000', 15.304],
  ])('of %s on %s is %d', (a, b, ratio) => {
    expect(contrastRatio(a, b)).toBeCloseTo(ratio, 2);
  });

  it('is the same both ways, and from 1 to 21', () => {
    fc.assert(
      fc.property(hex, hex, (a, b) => {
        expect(contrastRatio(a, b)).toBe(contrastRatio(b, a));
        expect(contrastRatio(a, b)).toBeGreaterThanOrEqual(1);
        expect(contrastRatio(a, b)).toBeLessThanOrEqual(21);
      }),
    );
  });
});

describe('ensureContrast', () => {
  it('keeps a colour that contrasts enough', () => {
    expect(ensureContrast('#767676', '#ffffff', 4.5)).toBe('#767676');
    expect(ensureContrast('#ffffff', '#000000', 21)).toBe('#ffffff');
  });

  it('does not round in favour of a colour: 4.48 is under 4.5', () => {
    expect(ensureContrast('#777777', '#ffffff', 4.5)).toBe('#767676');
  });

  it('darkens on light and lightens on dark, keeping the hue', () => {
    expect(ensureContrast('#7aa7ff', '#ffffff', 4.5)).toBe('#5575b3');
    expect(ensureContrast('#1d3a8a', '#111827', 4.5)).toBe('#6e81b4');
  });

  it('crosses the background where only the other side has room', () => {
    const readable = ensureContrast('#808080', '#a0a0a0', 4.5);
    expect(contrastRatio(readable, '#000000')).toBeLessThan(contrastRatio('#808080', '#000000'));
    expect(contrastRatio(readable, '#a0a0a0')).toBeGreaterThanOrEqual(4.5);
  });

  it('answers black or white, whichever is better, where the minimum cannot be reached', () => {
    expect(ensureContrast('#336699', '#777777', 7)).toBe('#000000');
    expect(ensureContrast('#336699', '#666666', 7)).toBe('#ffffff');
  });

  it('always reaches a minimum up to 4.5', () => {
    fc.assert(
      fc.property(
        hex,
        hex,
        fc.double({ min: 1, max: 4.5, noNaN: true }),
        (foreground, background, minimum) => {
          const result = ensureContrast(foreground, background, minimum);
          expect(result).toMatch(/^#[0-9a-f]{6}$/);
          expect(contrastRatio(result, background)).toBeGreaterThanOrEqual(minimum);
        },
      ),
    );
  });

  it('reaches any minimum that black or white reaches', () => {
    fc.assert(
      fc.property(
        hex,
        hex,
        fc.double({ min: 1, max: 21, noNaN: true }),
        (foreground, background, minimum) => {
          const reachable = Math.max(
            contrastRatio('#000000', background),
            contrastRatio('#ffffff', background),
          );
          const result = ensureContrast(foreground, background, minimum);
          expect(contrastRatio(result, background)).toBeGreaterThanOrEqual(Math.min(minimum, reachable));
        },
      ),
    );
  });
});
