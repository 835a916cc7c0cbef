// The machine of a payment intent as docs/api.md tells it: its states, its moves, and the way that one payment has taken.

import { INTENT_STATUSES, type IntentStatus } from '@xpay/protocol/api';

export type Move = readonly [from: IntentStatus, to: IntentStatus];

/** Every legal move; of two that lead on, first the one that goes by unseen. */
export const MOVES = [
  ['requires_payment_method', 'processing'],
  ['requires_payment_method', 'requires_action'],
  ['requires_action', 'processing'],
  ['requires_action', 'failed'],
  ['processing', 'succeeded'],
  ['processing', 'requires_capture'],
  ['processing', 'failed'],
  ['requires_capture', 'succeeded'],
  ['failed', 'processing'],
  ['failed', 'requires_action'],
  ['requires_payment_method', 'canceled'],
  ['requires_action', 'canceled'],
  ['requires_capture', 'canceled'],
  ['failed', 'canceled'],
  ['requires_payment_method', 'expired'],
  ['requires_action', 'expired'],
  ['failed', 'expired'],
] as const satisfies readonly Move[];

/** A status of the API as one of ours, or null for one that a newer server may have. */
export function knownStatus(status: string): IntentStatus | null {
  return INTENT_STATUSES.find((known) => known === status) ?? null;
}

/**
 * The whole way through statuses that were seen. Some last for milliseconds and are seen by nobody, so that between two of them stands
 * the shortest way that the machine has; where it has none, they stand side by side.
 */
export function wayThrough(seen: readonly IntentStatus[]): readonly IntentStatus[] {
  const way: IntentStatus[] = [];
  for (const status of seen) {
    const last = way.at(-1);
    if (last === undefined) way.push(status);
    else if (last !== status) way.push(...shortestWay(last, status));
  }
  return way;
}

/** Without its beginning. Breadth first: the machine has eight states. */
function shortestWay(from: IntentStatus, to: IntentStatus): readonly IntentStatus[] {
  const ways: IntentStatus[][] = [[from]];
  for (const way of ways) {
    const next = MOVES.filter(([start, end]) => start === way.at(-1) && !way.includes(end));
    for (const [, end] of next) {
      if (end === to) return [...way.slice(1), end];
      ways.push([...way, end]);
    }
  }
  return [to];
}

/** The moves of a way. */
export function movesOf(way: readonly IntentStatus[]): readonly Move[] {
  return way.slice(1).map((to, index): Move => [way[index] ?? to, to]);
}
