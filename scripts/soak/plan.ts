// What one buyer and one shop do in one payment, and when: drawn by chance, before anything happens.

import type { Chance } from './chance.ts';

/** What the buyer does when their bank asks. `leave` does nothing on its page, and cancels in the checkout at last. */
export type AtBank = 'approve' | 'decline' | 'cancel' | 'leave';

export interface Plan {
  /** Card numbers in the order in which they are tried; after the last one the buyer gives up. */
  readonly cards: readonly [string, ...string[]];
  readonly atBank: AtBank;
  readonly pressesTwice: boolean;
  /** Whether a bank's page can stand inside the checkout. */
  readonly canNest: boolean;
  /** Milliseconds after the opening; so are all the times below. */
  readonly reloadsAt: readonly number[];
  readonly away: { readonly atMs: number; readonly forMs: number } | null;
  /** The same checkout in another tab, with another card. */
  readonly secondTab: { readonly atMs: number; readonly card: string } | null;
  readonly shop:
    | { readonly type: 'expire'; readonly atMs: number }
    | { readonly type: 'amount'; readonly atMs: number; readonly amount: number }
    | null;
}

const APPROVED = ['4242424242424242', '5555555555554444', '6011111111111117', '6200000000000005'] as const;
const DECLINED = ['4000000000000002', '4000000000009995', '4000000000000119'] as const;
/** Stays `processing` for five seconds. */
const SLOW = '4000000000005126';
/** Their bank asks, looks, or decides alone: see docs/testing.md. */
const VERIFIED = [
  '4000002500003155',
  '4000002760003184',
  '4000000000003055',
  '4000000000003014',
  '4000000000003022',
  '4000000000003071',
  '4000008400001629',
] as const;

/** The first seconds, in which nearly everything happens. */
const BUSY_MS = 6_000;

export function drawPlan(chance: Chance): Plan {
  const moment = () => chance.between(50, BUSY_MS);
  const first = drawCard(chance);
  const shop = chance.next();
  return {
    cards: chance.is(0.7) ? [first, chance.pick(APPROVED)] : [first],
    atBank: chance.is(0.6) ? 'approve' : chance.pick(['decline', 'cancel', 'leave']),
    pressesTwice: chance.is(0.3),
    canNest: !chance.is(0.1),
    reloadsAt: chance.is(0.25) ? [moment(), ...(chance.is(0.3) ? [moment()] : [])].sort((a, b) => a - b) : [],
    away: chance.is(0.15) ? { atMs: moment(), forMs: chance.between(200, BUSY_MS) } : null,
    secondTab: chance.is(0.2) ? { atMs: moment(), card: drawCard(chance) } : null,
    shop:
      shop < 0.06
        ? { type: 'expire', atMs: moment() }
        : shop < 0.14
          ? { type: 'amount', atMs: moment(), amount: chance.between(5_000, 9_900) }
          : null,
  };
}

function drawCard(chance: Chance): string {
  const kind = chance.next();
  if (kind < 0.5) return chance.pick(APPROVED);
  if (kind < 0.7) return chance.pick(DECLINED);
  return kind < 0.8 ? SLOW : chance.pick(VERIFIED);
}
