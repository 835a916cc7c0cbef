// Ways to pay a price in parts: to the minor unit, on the same day of each month.

import type { InstalmentPlan } from '@xpay/protocol/payment-methods';
import { type Instant, sameDayIn } from './clock.ts';

/** What the lender offers: how often, and what it costs of the price, in basis points. */
const TERMS = [
  { instalments: 3, feeBasisPoints: 0 },
  { instalments: 4, feeBasisPoints: 0 },
  { instalments: 6, feeBasisPoints: 300 },
  { instalments: 12, feeBasisPoints: 600 },
] as const;

/**
 * The plans for an amount in minor units, the shortest first. A price that does not reach for one minor unit at each date
 * has no such plan.
 */
export function plansFor(amount: number, now: Instant): readonly InstalmentPlan[] {
  return TERMS.filter(({ instalments }) => amount >= instalments).map(({ instalments, feeBasisPoints }) => {
    const fee = Number((BigInt(amount) * BigInt(feeBasisPoints) + 5_000n) / 10_000n);
    const amountTotal = amount + fee;
    return {
      id: `in_${instalments}`,
      amountTotal,
      fee,
      instalments: inEqualParts(amountTotal, instalments).map((part, month) => ({
        dueOn: sameDayIn(now, month),
        amount: part,
      })),
    };
  });
}

/** Parts that add up to `total`, none of them more than one minor unit apart; the larger ones first (largest remainder). */
export function inEqualParts(total: number, parts: number): readonly number[] {
  const least = Math.floor(total / parts);
  const remainder = total - least * parts;
  return Array.from({ length: parts }, (_, index) => least + (index < remainder ? 1 : 0));
}
