// The plans by which a total can be paid in parts: fetched when they are wanted, and again when the total has changed.

import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { admit, type Check, integer, record, text, WORD } from '@xpay/protocol/checks';
import type { InstalmentPlan } from '@xpay/protocol/payment-methods';
import type { ExtrasDeps } from '../../form/extras.ts';

export interface Plans {
  /** Of the present total; `failed` when they could not be had. */
  readonly state: ReadonlySignal<'loading' | 'failed' | readonly InstalmentPlan[]>;
  /** Null until the buyer has chosen one that there is for the present total. */
  readonly chosen: ReadonlySignal<InstalmentPlan | null>;
  choose(id: string): void;
  /** Fetches those of the present total, unless they are there or on their way; after a failure once more. */
  load(): void;
}

export function createPlans({ session, ask }: Pick<ExtrasDeps, 'session' | 'ask'>): Plans {
  const known = signal<{ readonly total: string; readonly plans: readonly InstalmentPlan[] | null } | null>(
    null,
  );
  const chosenId = signal<string | null>(null);
  const total = computed(() => `${session.value.currency} ${session.value.amountTotal}`);
  let coming: string | null = null;

  async function fetch(wanted: string): Promise<void> {
    coming = wanted;
    const plans = parsePlans(await ask('instalment_plans'));
    // Meanwhile others may have been asked for: these are of another total then.
    if (coming !== wanted) return;
    coming = null;
    known.value = { total: wanted, plans };
  }

  const state = computed(() => {
    if (known.value?.total !== total.value) return 'loading';
    return known.value.plans ?? 'failed';
  });
  return {
    state,
    chosen: computed(() => {
      const plans = state.value;
      return (typeof plans === 'string' ? null : plans.find(({ id }) => id === chosenId.value)) ?? null;
    }),
    choose(id) {
      chosenId.value = id;
    },
    load() {
      const wanted = total.peek();
      if (coming === wanted || typeof state.peek() === 'object') return;
      known.value = null;
      void fetch(wanted);
    },
  };
}

const MOST_PLANS = 20;
const MOST_INSTALMENTS = 60;

const PLAN = record<InstalmentPlan>({
  id: WORD,
  amountTotal: integer(),
  fee: integer(),
  instalments: listOf(record({ dueOn: text(10, /^\d{4}-\d\d-\d\d$/), amount: integer() }), MOST_INSTALMENTS),
});
const PLANS = record<{ readonly data: readonly InstalmentPlan[] }>({ data: listOf(PLAN, MOST_PLANS) });

function parsePlans(body: unknown): readonly InstalmentPlan[] | null {
  const plans = admit(PLANS, body)?.data ?? null;
  return plans?.every(({ instalments }) => instalments.length > 0) ? plans : null;
}

function listOf<T>(check: Check<T>, longest: number): Check<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > longest) return undefined;
    const checked = value.map((entry) => check(entry));
    return checked.every((entry) => entry !== undefined) ? checked : undefined;
  };
}
