// Chance that can be had again: everything random in a run comes out of its seed.

export interface Chance {
  /** At least 0, less than 1. */
  next(): number;
  /** True this often, 0 to 1. */
  is(probability: number): boolean;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** Another source that this one has seeded: what one part of a run takes does not change what another one gets. */
  fork(): Chance;
}

/** Mulberry32: small, quick, and good enough to choose faults with. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    is: (probability) => next() < probability,
    between,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    fork: () => createChance(between(0, 0xffff_ffff)),
  };
}
