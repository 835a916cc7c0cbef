// The marks of the brands that fewer buyers have: fetched when one is to be seen.

import { type Alphabet, LETTERS, type Mark, TwoCircles, Word } from './mark-shapes.tsx';

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
      <Word text={letter} letters={MORE_LETTERS} x={x + 1.8} colour="#fff" />
    </>
  );
}

const RING = { fill: 'none', 'stroke-width': '1.8', 'stroke-linecap': 'round' } as const;

const MORE_LETTERS: Alphabet = {
  ...LETTERS,
  B: [3.5, 'M0 0v6h1.9a1.5 1.5 0 0 0 0-3.1H0h1.6a1.4 1.4 0 0 0 0-2.9z'],
  H: [3.8, 'M0 0v6M3.8 0v6M0 3h3.8'],
  J: [2.8, 'M2.8 0v4.200a1.5 1.8 0 0 1-2.8.6'],
  O: [4.2, 'M2.1 0c-2.8 0-2.8 6 0 6s2.8-6 0-6z'],
  P: [3.2, 'M0 6V0h1.600a1.7 1.7 0 0 1 0 3.400H0'],
  R: [3.4, 'M0 6V0h1.700a1.7 1.7 0 0 1 0 3.400H0m1.7 0L3.4 6'],
  T: [4, 'M0 0h4M2 0v6'],
  Y: [4, 'm0 0 2 3 2-3M2 3v3'],
  И: [3.8, 'M0 0v6l3.8-6v6'],
};

export const MORE_MARKS: Readonly<Record<string, Mark>> = {
  maestro: { plate: '#fff', draw: () => <TwoCircles start="#1a9fe0" end="#eb1b26" both="#6b6bbf" /> },
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
  mir: { plate: '#fff', draw: () => <Word letters={MORE_LETTERS} text="MИP" x={7.6} colour="#0f8a4b" /> },
  hipercard: {
    plate: '#b5161f',
    draw: () => <Word letters={MORE_LETTERS} text="HIPER" x={5} colour="#fff" />,
  },
  troy: { plate: '#fff', draw: () => <Word letters={MORE_LETTERS} text="TROY" x={5.2} colour="#0d8d9c" /> },
};
