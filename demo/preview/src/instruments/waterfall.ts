// Where the bars of requests stand: all on one scale of time, without the pauses in which nobody asked anything.

import type { Logs } from './logs.ts';

type Request = Logs['requests'][number];

interface Span {
  /** Moments at which a request began or ended, with where they stand, in milliseconds of a time without long pauses. */
  readonly places: ReadonlyMap<number, number>;
  readonly total: number;
}

/** A buyer who types for a minute must not squeeze all requests to nothing: a pause is no longer than this, in milliseconds. */
const LONGEST_PAUSE_MS = 40;
/** Per cent: a bar that is shorter could not be seen. */
const SMALLEST = 1.5;

/** The scale of all of them. */
export function spanOf(entries: readonly Request[]): Span {
  const ordered = [...entries].sort((one, other) => one.at - other.at);
  const moments = new Set(ordered.flatMap(({ at, what }) => [at, at + what.durationMs]));
  const places = new Map<number, number>();
  let place = 0;
  let before: number | null = null;
  for (const moment of [...moments].sort((one, other) => one - other)) {
    if (before !== null) {
      const [from, to] = [before, moment];
      const isBusy = ordered.some(({ at, what }) => at <= from && at + what.durationMs >= to);
      place += isBusy ? to - from : Math.min(to - from, LONGEST_PAUSE_MS);
    }
    places.set(moment, place);
    before = moment;
  }
  return { places, total: Math.max(place, 1) };
}

/** Per cent of the track. */
export function barOf(
  { at, what }: Request,
  { places, total }: Span,
): { readonly start: number; readonly size: number } {
  const from = places.get(at) ?? 0;
  const to = places.get(at + what.durationMs) ?? from;
  const size = Math.max(((to - from) / total) * 100, SMALLEST);
  return { start: Math.min((from / total) * 100, 100 - size), size };
}
