// Small marks that tell card brands apart: our own drawings, made of plain shapes and a stroke alphabet, not artwork.

import type { ComponentChildren } from 'preact';
import './brand-mark.css';

export interface BrandMarkProps {
  /** `visa`, `mastercard`, …; anything else gets a blank card. */
  readonly id: string;
  /** The brand's name; without one the mark is decoration. */
  readonly name?: string;
}

/** A plate of 32 by 20 that stays as it is in every theme, since brands have colours of their own. */
export function BrandMark({ id, name }: BrandMarkProps) {
  const { plate, draw } = (Object.hasOwn(MARKS, id) && MARKS[id]) || BLANK;
  return (
    <svg
      class="xp-brand-mark"
      width="32"
      height="20"
      viewBox="0 0 32 20"
      data-brand={id}
      role="img"
      aria-label={name}
      aria-hidden={name === undefined}
    >
      <rect width="32" height="20" rx="3" fill={plate} />
      {draw()}
      <rect class="xp-brand-mark__edge" x=".5" y=".5" width="31" height="19" rx="2.5" />
    </svg>
  );
}

interface Mark {
  readonly plate: string;
  readonly draw: () => ComponentChildren;
}

interface WordProps {
  readonly text: string;
  readonly x: number;
  readonly y?: number;
  readonly colour: string;
  readonly slant?: boolean;
  readonly scale?: number;
}

function Word({ text, x, y = 7, colour, slant = false, scale = 1 }: WordProps) {
  let at = 0;
  const glyphs = Array.from(text, (letter) => {
    const [width, path] = ALPHABET[letter] ?? [0, ''];
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

function TwoCircles({ start, end, both }: Readonly<Record<'start' | 'end' | 'both', string>>) {
  return (
    <>
      <circle cx="12.2" cy="10" r="6.2" fill={start} />
      <circle cx="19.8" cy="10" r="6.2" fill={end} />
      <path d="M16 5.1a6.2 6.2 0 0 1 0 9.8 6.2 6.2 0 0 1 0-9.8z" fill={both} />
    </>
  );
}

function Panel({
  x,
  colour,
  letter,
}: {
  readonly x: number;
  readonly colour: string;
  readonly letter: string;
}) {
  return (
    <>
      <path d={`M${x} 5.5a3 3 0 0 1 3-3h4.2v12a3 3 0 0 1-3 3H${x}z`} fill={colour} />
      <Word text={letter} x={x + 1.8} colour="#fff" />
    </>
  );
}

const STROKE = {
  fill: 'none',
  'stroke-width': '1.4',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const;

const RING = { fill: 'none', 'stroke-width': '1.8', 'stroke-linecap': 'round' } as const;

/** Width and strokes of each letter, six units tall. */
const ALPHABET: Readonly<Record<string, readonly [width: number, path: string]>> = {
  A: [4, 'M0 6 2 0l2 6M.8 4.2h2.4'],
  B: [3.5, 'M0 0v6h1.9a1.5 1.5 0 0 0 0-3.1H0h1.6a1.4 1.4 0 0 0 0-2.9z'],
  C: [3.7, 'M3.7 1a2.3 2.3 0 0 0-1.4-1c-3 0-3 6 0 6a2.3 2.3 0 0 0 1.4-1'],
  D: [3.8, 'M0 0v6h1.200c3.5 0 3.5-6 0-6z'],
  E: [3, 'M3 0H0v6h3M0 3h2.6'],
  H: [3.8, 'M0 0v6M3.8 0v6M0 3h3.8'],
  I: [0, 'M0 0v6'],
  J: [2.8, 'M2.8 0v4.200a1.5 1.8 0 0 1-2.8.6'],
  M: [4.8, 'M0 6V0l2.4 3.800L4.8 0v6'],
  O: [4.2, 'M2.1 0c-2.8 0-2.8 6 0 6s2.8-6 0-6z'],
  P: [3.2, 'M0 6V0h1.600a1.7 1.7 0 0 1 0 3.400H0'],
  R: [3.4, 'M0 6V0h1.700a1.7 1.7 0 0 1 0 3.400H0m1.7 0L3.4 6'],
  S: [3.2, 'M3.1.9A1.9 1.9 0 0 0 1.6 0C-.3 0-.4 2.5 1.6 2.900c2.3.5 2 3.1 0 3.100A2 2 0 0 1 0 5.1'],
  T: [4, 'M0 0h4M2 0v6'],
  V: [4, 'm0 0 2 6 2-6'],
  X: [3.8, 'm0 0 3.8 6m0-6L0 6'],
  Y: [4, 'm0 0 2 3 2-3M2 3v3'],
  И: [3.8, 'M0 0v6l3.8-6v6'],
};

const BLANK: Mark = {
  plate: '#8b93a1',
  draw: () => <path d="M0 5h32v4H0z" fill="#fff" opacity=".7" />,
};

const MARKS: Readonly<Record<string, Mark>> = {
  visa: { plate: '#1a2b7b', draw: () => <Word text="VISA" x={7.2} colour="#fff" slant /> },
  mastercard: { plate: '#fff', draw: () => <TwoCircles start="#eb1b26" end="#f79f1f" both="#ff6100" /> },
  maestro: { plate: '#fff', draw: () => <TwoCircles start="#1a9fe0" end="#eb1b26" both="#6b6bbf" /> },
  amex: { plate: '#0f6fce', draw: () => <Word text="AMEX" x={4.9} colour="#fff" /> },
  discover: {
    plate: '#fff',
    draw: () => (
      <>
        <path d="M32 12v5a3 3 0 0 1-3 3H15c7.5-1.2 13.2-4 17-8z" fill="#f58220" />
        <Word text="DISC" x={4} y={6.2} scale={0.85} colour="#22262e" />
        <circle cx="24.6" cy="8.7" r="3" fill="#f58220" />
      </>
    ),
  },
  diners: {
    plate: '#fff',
    draw: () => (
      <>
        <circle cx="16" cy="10" r="7.6" fill="#1f5fa8" />
        <path d="M14.3 5.200a5 5 0 0 0 0 9.600zM17.7 5.200a5 5 0 0 1 0 9.600z" fill="#fff" />
      </>
    ),
  },
  jcb: {
    plate: '#fff',
    draw: () => (
      <>
        <Panel x={4} colour="#1b5fb4" letter="J" />
        <Panel x={12.4} colour="#d8193f" letter="C" />
        <Panel x={20.8} colour="#1e8f45" letter="B" />
      </>
    ),
  },
  unionpay: {
    plate: '#fff',
    draw: () => (
      <>
        <path d="M6.5 3h7l-3 14h-7z" fill="#d8222c" />
        <path d="M13.5 3h7l-3 14h-7z" fill="#123f7c" />
        <path d="M20.5 3h8l-3 14h-8z" fill="#0b7f86" />
      </>
    ),
  },
  elo: {
    plate: '#101010',
    draw: () => (
      <>
        <path d="M12.7 4.300A6.6 6.6 0 0 1 22.2 8" stroke="#ffcb05" {...RING} />
        <path d="M22.4 11.300a6.6 6.6 0 0 1-5 5.1" stroke="#ef4123" {...RING} />
        <path d="M11.8 15.100a6.6 6.6 0 0 1-.7-9.3" stroke="#00a4e0" {...RING} />
        <path d="M13.6 10.800h5a2.6 2.6 0 1 0-.9 1.9" stroke="#fff" fill="none" stroke-width="1.4" />
      </>
    ),
  },
  mir: { plate: '#fff', draw: () => <Word text="MИP" x={7.6} colour="#0f8a4b" /> },
  hipercard: { plate: '#b5161f', draw: () => <Word text="HIPER" x={5} colour="#fff" /> },
  troy: { plate: '#fff', draw: () => <Word text="TROY" x={5.2} colour="#0d8d9c" /> },
};
