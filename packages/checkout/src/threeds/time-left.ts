// How to say how long the buyer has: in the largest unit that tells enough, said anew only when that changes.

export interface TimeLeft {
  readonly count: number;
  readonly unit: 'day' | 'hour' | 'minute' | 'second';
  /** Until other words are due. */
  readonly holdsForMs: number;
  /** Worth interrupting for: two minutes, one minute, half a minute (WCAG 2.2.1 and 4.1.3). */
  readonly isUrgent: boolean;
}

/** Below `from` of these the next is used; each is counted up, in whole ones. */
const UNITS = [
  { unit: 'day', ms: 86_400_000, from: 2 },
  { unit: 'hour', ms: 3_600_000, from: 2 },
  { unit: 'minute', ms: 60_000, from: 0.5 },
  { unit: 'second', ms: 30_000, from: 0 },
] as const;

/** The words for this many milliseconds; null when none are left. */
export function timeLeft(ms: number): TimeLeft | null {
  if (!(ms > 0)) return null;
  const found = UNITS.find(({ ms: length, from }) => ms > from * length);
  if (found === undefined) return null;
  const { unit, ms: length, from } = found;
  const steps = Math.ceil(ms / length);
  const holdsForMs = ms - Math.max(steps - 1, from) * length;
  const count = unit === 'second' ? 30 : steps;
  return { count, unit, holdsForMs, isUrgent: unit === 'second' || (unit === 'minute' && count <= 2) };
}
