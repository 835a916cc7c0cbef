// What brand marks are drawn with: plain shapes and a stroke alphabet of our own.

import type { ComponentChildren } from 'preact';

/** The drawing on a plate of 32 by 20. */
export interface Mark {
  readonly plate: string;
  readonly draw: () => ComponentChildren;
}

/** Letters by their strokes, six units tall, each with its width. */
export type Alphabet = Readonly<Record<string, readonly [width: number, path: string]>>;

interface WordProps {
  readonly text: string;
  readonly letters?: Alphabet;
  readonly x: number;
  readonly y?: number;
  readonly colour: string;
  readonly slant?: boolean;
  readonly scale?: number;
}

/** A word in strokes: no font of the buyer's machine decides what a mark looks like. */
export function Word({ text, letters = LETTERS, x, y = 7, colour, slant = false, scale = 1 }: WordProps) {
  let at = 0;
  const glyphs = Array.from(text, (letter) => {
    const [width, path] = letters[letter] ?? [0, ''];
    const glyph = <path key={at} d={path} transform={`translate(${at})`} />;
    at += width + 1.9;
    return glyph;
  });
  const skew = slant ? ' skewX(-12)' : '';
  return (
    <g transform={`translate(${x} ${y})${skew} scale(${scale})`} stroke={colour} {...STROKE}>
      {glyphs}
    </g>
  );
}

export function TwoCircles({ start, end, both }: Readonly<Record<'start' | 'end' | 'both', string>>) {
  return (
    <>
      <circle cx="12.2" cy="10" r="6.2" fill={start} />
      <circle cx="19.8" cy="10" r="6.2" fill={end} />
      <path d="M16 5.1a6.2 6.2 0 0 1 0 9.8 6.2 6.2 0 0 1 0-9.8z" fill={both} />
    </>
  );
}

const STROKE = {
  fill: 'none',
  'stroke-width': '1.4',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const;

/** Those of the marks that are always there. */
export const LETTERS: Alphabet = {
  A: [4, 'M0 6 2 0l2 6M.8 4.2h2.4'],
  C: [3.7, 'M3.7 1a2.3 2.3 0 0 0-1.4-1c-3 0-3 6 0 6a2.3 2.3 0 0 0 1.4-1'],
  D: [3.8, 'M0 0v6h1.200c3.5 0 3.5-6 0-6z'],
  E: [3, 'M3 0H0v6h3M0 3h2.6'],
  I: [0, 'M0 0v6'],
  M: [4.8, 'M0 6V0l2.4 3.800L4.8 0v6'],
  S: [3.2, 'M3.1.9A1.9 1.9 0 0 0 1.6 0C-.3 0-.4 2.5 1.6 2.900c2.3.5 2 3.1 0 3.100A2 2 0 0 1 0 5.1'],
  V: [4, 'm0 0 2 6 2-6'],
  X: [3.8, 'm0 0 3.8 6m0-6L0 6'],
};
