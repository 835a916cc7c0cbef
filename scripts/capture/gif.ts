// Makes a GIF of pictures of a page: each frame holds only what has changed, in the very colours that it has.

import { type Color, GIFEncoder, quantize } from './gifenc.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA, eight bits each, without transparency. */
  readonly data: Uint8Array;
  /** How long it is shown, in milliseconds. */
  readonly ms: number;
}

/** GIF89a: a colour table has 256 entries; the first one here stands for "as it was". */
const MOST_COLORS = 255;
/** So many of the commonest are kept as they are: large surfaces and text; the others are as near as can be. */
const EXACT_COLORS = 160;

/** @throws Error when the pictures differ in size. */
export function encodeGif(pictures: readonly Picture[]): Uint8Array {
  const gif = GIFEncoder();
  let before: Picture | undefined;
  for (const picture of pictures) {
    const { width, height, ms } = picture;
    if (before !== undefined && (before.width !== width || before.height !== height))
      throw new Error('The pictures of a GIF have one size.');
    const changed = changedPixels(picture, before);
    const palette: readonly Color[] = [[0, 0, 0], ...paletteOf(changed)];
    const options = { palette, delay: ms, transparent: true, transparentIndex: 0, dispose: 1 };
    gif.writeFrame(toIndices(changed, palette), width, height, options);
    before = picture;
  }
  gif.finish();
  return gif.bytes();
}

/** No colour: the pixel is as it was. */
const SAME = -1;

/** The colour of each pixel that is not as it was, as 0xRRGGBB. */
function changedPixels({ data }: Picture, before: Picture | undefined): Int32Array {
  const pixels = new Int32Array(data.length / 4);
  for (let at = 0; at < pixels.length; at += 1) {
    const color = colorAt(data, at);
    pixels[at] = before !== undefined && colorAt(before.data, at) === color ? SAME : color;
  }
  return pixels;
}

function colorAt(data: Uint8Array, at: number): number {
  const [red = 0, green = 0, blue = 0] = data.subarray(at * 4, at * 4 + 3);
  return (red << 16) | (green << 8) | blue;
}

function paletteOf(pixels: Int32Array): readonly Color[] {
  const counts = new Map<number, number>();
  for (const color of pixels) if (color !== SAME) counts.set(color, (counts.get(color) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([color]) => color);
  if (byCount.length <= MOST_COLORS) return byCount.map(toColor);
  const exact = byCount.slice(0, EXACT_COLORS);
  const rest = new Set(byCount.slice(EXACT_COLORS));
  const rgba = pixels.filter((color) => rest.has(color)).map(toRgba);
  const near = quantize(new Uint8Array(rgba.buffer), MOST_COLORS - EXACT_COLORS, { format: 'rgb565' });
  return [...exact.map(toColor), ...near];
}

/** The palette's nearest entry of each pixel; 0 for one that is as it was. */
function toIndices(pixels: Int32Array, palette: readonly Color[]): Uint8Array {
  const known = new Map<number, number>([[SAME, 0]]);
  const indices = new Uint8Array(pixels.length);
  pixels.forEach((color, at) => {
    const index = known.get(color) ?? nearest(toColor(color), palette);
    known.set(color, index);
    indices[at] = index;
  });
  return indices;
}

function nearest([red, green, blue]: Color, palette: readonly Color[]): number {
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach(([r, g, b], index) => {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (index === 0 || distance >= least) return;
    best = index;
    least = distance;
  });
  return best;
}

function toColor(color: number): Color {
  return [color >> 16, (color >> 8) & 255, color & 255];
}

/** In memory: red first, on a machine that has its lowest byte first. */
function toRgba(color: number): number {
  const [red, green, blue] = toColor(color);
  return red | (green << 8) | (blue << 16) | (255 << 24);
}
