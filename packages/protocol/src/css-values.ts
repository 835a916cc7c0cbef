// Reads the few CSS values that an appearance may hold, and writes each in one canonical form.

/** `#rrggbb` of a colour written as `#rgb`, `#rrggbb`, `rgb()` or `hsl()` (CSS Color 4, without alpha), or null. */
export function parseColor(text: string): string | null {
  if (text.length > LONGEST_COLOR) return null;
  const color = text.trim().toLowerCase();
  return parseHex(color) ?? parseRgb(color) ?? parseHsl(color);
}

/** Longer than any sensible spelling, and short enough that no pattern can take long. */
const LONGEST_COLOR = 60;

/** The length in px when it is written as such and within the limits, or null. */
export function parseLength(text: string, least: number, most: number): string | null {
  const [, digits] = /^(\d{1,2}(?:\.\d{1,3})?)px$/.exec(text.trim()) ?? [];
  const length = Number(digits);
  return length >= least && length <= most ? `${length}px` : null;
}

/** The list with each family spelt as it is installed, quoted where CSS wants it; null when one is not known. */
export function parseFontFamily(text: string): string | null {
  const names = text.split(',');
  if (names.length > MOST_FAMILIES) return null;
  const families = names.map((name) => findFamily(unquote(name.trim())));
  return families.includes(null) ? null : families.join(', ');
}

const MOST_FAMILIES = 12;

function parseHex(color: string): string | null {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(color)?.[1];
  if (digits === undefined) return null;
  return digits.length === 6 ? color : `#${digits.replace(/./g, '$&$&')}`;
}

function parseRgb(color: string): string | null {
  const channels = argumentsOf('rgb', color, [/^(\d+)$/, /^(\d+)$/, /^(\d+)$/]);
  return channels?.every((channel) => channel <= 255) ? toHex(channels) : null;
}

function parseHsl(color: string): string | null {
  const parts = argumentsOf('hsl', color, [/^([\d.]+)(?:deg)?$/, /^([\d.]+)%$/, /^([\d.]+)%$/]);
  const [hue = 0, saturation = 0, lightness = 0] = parts ?? [Number.NaN];
  if (!(hue <= 360 && saturation <= 100 && lightness <= 100)) return null;
  // CSS Color 4, section 7.1, "Converting HSL colors to sRGB".
  const light = lightness / 100;
  const reach = (saturation / 100) * Math.min(light, 1 - light);
  const channel = (offset: number) => {
    const position = (offset + hue / 30) % 12;
    return (light - reach * Math.max(-1, Math.min(position - 3, 9 - position, 1))) * 255;
  };
  return toHex([channel(0), channel(8), channel(4)]);
}

/** The numbers between the parentheses, separated by commas throughout or by spaces throughout, or null. */
function argumentsOf(name: string, color: string, patterns: readonly RegExp[]): number[] | null {
  if (!color.startsWith(`${name}(`) || !color.endsWith(')')) return null;
  const list = color.slice(name.length + 1, -1).trim();
  const parts = list.split(list.includes(',') ? /\s*,\s*/ : /\s+/);
  if (parts.length !== patterns.length) return null;
  return patterns.map((pattern, index) => Number(pattern.exec(parts[index] ?? '')?.[1]));
}

function toHex(channels: readonly number[]): string {
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

function unquote(family: string): string {
  return /^(["'])([\w -]+)\1$/.exec(family)?.[2] ?? family;
}

// Only what systems install: a name that is not here would need a web font, and the frame loads none.
const FAMILIES = `
-apple-system, BlinkMacSystemFont, system-ui, ui-sans-serif, ui-serif, ui-monospace, ui-rounded,
sans-serif, serif, monospace,
Arial, Avenir, Avenir Next, Calibri, Candara, Cantarell, Century Gothic, DejaVu Sans, Droid Sans, Fira Sans, Futura,
Geneva, Gill Sans, Helvetica, Helvetica Neue, Inter, Lato, Liberation Sans, Lucida Grande, Open Sans, Optima, Oxygen,
Roboto, Segoe UI, SF Pro Display, SF Pro Text, Tahoma, Trebuchet MS, Ubuntu, Verdana,
Baskerville, Cambria, Didot, Garamond, Georgia, Iowan Old Style, Noto Serif, Palatino, Palatino Linotype, Times,
Times New Roman,
Consolas, Courier New, DejaVu Sans Mono, Liberation Mono, Menlo, Monaco, SF Mono,
Noto Sans, Noto Sans Arabic, Noto Sans Devanagari, Noto Sans Hebrew, Noto Sans JP, Noto Sans KR, Noto Sans SC,
Noto Sans TC, Noto Sans Thai,
Apple SD Gothic Neo, Geeza Pro, Hiragino Kaku Gothic ProN, Hiragino Sans, Leelawadee UI, Malgun Gothic, Meiryo,
Microsoft JhengHei, Microsoft YaHei, Nirmala UI, PingFang HK, PingFang SC, PingFang TC, Yu Gothic`;

function findFamily(name: string): string | null {
  const known = FAMILIES.split(/,\s+/).map((family) => family.trim());
  const family = known.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (family === undefined) return null;
  return family.includes(' ') ? `"${family}"` : family;
}
