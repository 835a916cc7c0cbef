// The plans of a pictured lender.

import type { InstalmentPlan } from '@xpay/protocol/payment-methods';

/** Three and twelve months, the longer one for a fee. */
export function plansFor(total: number): readonly InstalmentPlan[] {
  return [
    { count: 3, fee: 0 },
    { count: 12, fee: 490 },
  ].map(({ count, fee }) => ({
    id: `in_${count}`,
    amountTotal: total + fee,
    fee,
    instalments: Array.from({ length: count }, (_, month) => ({
      dueOn: new Date(Date.UTC(2026, 10 + month, 21)).toISOString().slice(0, 10),
      amount: Math.round((total + fee) / count),
    })),
  }));
}
