// Contrast as WCAG 2.2 measures it, and the smallest change of a colour that makes it readable.

/**
 * The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"). Order does not matter.
 * @param hexA `#rrggbb`.
 * @param hexB `#rrggbb`.
 */
export function contrastRatio(hexA: string, hexB: string): number {
  const a = luminance(hexA);
  const b = luminance(hexB);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/**
 * The foreground itself when it contrasts enough; otherwise mixed with as few percent of black or white as suffice.
 * One of the two always reaches 4.58:1, whatever the background; above that, where neither does, the better one is
 * the answer. No rounding in favour: 4.499 fails 4.5 (WCAG 2.2, success criterion 1.4.3).
 * @param foreground `#rrggbb`.
 * @param background `#rrggbb`.
 * @param minimum A ratio: 4.5 for text, 3 for large text and for borders of fields (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export function ensureContrast(foreground: string, background: string, minimum: number): string {
  for (let percent = 0; percent < 100; percent += 1) {
    const best = moreReadable(mix(foreground, BLACK, percent), mix(foreground, WHITE, percent), background);
    if (contrastRatio(best, background) >= minimum) return best;
  }
  return moreReadable(BLACK, WHITE, background);
}

const BLACK = '#000000';
const WHITE = '#ffffff';

function moreReadable(hexA: string, hexB: string, background: string): string {
  return contrastRatio(hexA, background) >= contrastRatio(hexB, background) ? hexA : hexB;
}

/** WCAG 2.2, "relative luminance": 0 for black, 1 for white. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The colour with so many percent of another in it, in sRGB. */
function mix(hex: string, other: string, percent: number): string {
  const others = channelsOf(other);
  const mixed = channelsOf(hex).map((channel, index) =>
    Math.round(channel + (((others[index] ?? 0) - channel) * percent) / 100),
  );
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

function channelsOf(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}
