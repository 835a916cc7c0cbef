// Small marks that tell card brands apart: our own drawings, not artwork. The four most seen are here, others are fetched.

import { useEffect, useState } from 'preact/hooks';
import { type Mark, TwoCircles, Word } from './mark-shapes.tsx';
import './brand-mark.css';

export interface BrandMarkProps {
  /** `visa`, `mastercard`, …; anything else gets a blank card, as do the less usual ones until their marks are there. */
  readonly id: string;
  /** The brand's name; without one the mark is decoration. */
  readonly name?: string;
}

/** A plate of 32 by 20 that stays as it is in every theme, since brands have colours of their own. */
export function BrandMark({ id, name }: BrandMarkProps) {
  const { plate, draw } = useMark(id);
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

type Marks = Readonly<Record<string, Mark>>;

function useMark(id: string): Mark {
  const [, setMarks] = useState(known);
  const mark = Object.hasOwn(known, id) ? known[id] : undefined;
  const isMissing = mark === undefined && id !== BLANK_ID;
  useEffect(() => {
    // What cannot be fetched stays blank, which tells no lie.
    if (isMissing) fetchMore().then(setMarks, () => {});
  }, [isMissing]);
  return mark ?? BLANK;
}

/** Marks that are drawn later have them from the start. */
async function fetchMore(): Promise<Marks> {
  const { MORE_MARKS } = await import('./more-brand-marks.tsx');
  known = { ...MARKS, ...MORE_MARKS };
  return known;
}

const BLANK_ID = 'unknown';

const BLANK: Mark = {
  plate: '#8b93a1',
  draw: () => <path d="M0 5h32v4H0z" fill="#fff" opacity=".7" />,
};

const MARKS: Marks = {
  visa: { plate: '#1a2b7b', draw: () => <Word text="VISA" x={7.2} colour="#fff" slant /> },
  mastercard: { plate: '#fff', draw: () => <TwoCircles start="#eb1b26" end="#f79f1f" both="#ff6100" /> },
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
};

let known = MARKS;
