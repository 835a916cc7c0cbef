// Paying a lender in parts: every plan with its dates, its amounts and what it costs, before the buyer agrees to one.

import { computed, signal } from '@preact/signals';
import type { InstalmentPlan } from '@xpay/protocol/payment-methods';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ExtrasDeps } from '../../form/extras.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorIcon, Spinner } from '../../ui/icon.tsx';
import { InstalmentsMark } from '../marks.tsx';
import type { MakeMethods, PanelProps } from '../method.ts';
import { PlanChoice } from './plan-choice.tsx';
import { createPlans } from './plans.ts';

const PANEL_ID = 'xp-plans';

export const createBnpl: MakeMethods = (deps) => {
  const { session, i18n } = deps;
  const plans = createPlans(deps);
  /** Pressed without a plan. */
  const isMissed = signal(false);

  function Panel({ readOnly }: PanelProps) {
    const { currency, amountTotal } = session.value;
    useEffect(() => plans.load(), [currency, amountTotal]);
    const choose = (id: string) => {
      isMissed.value = false;
      plans.choose(id);
    };
    return (
      <div class="xp-plans" id={PANEL_ID} tabIndex={-1}>
        <PlansState {...deps} state={plans.state.value} onRetry={plans.load}>
          {(all) => (
            <PlanChoice
              {...deps}
              plans={all}
              chosen={plans.chosen.value}
              readOnly={readOnly}
              isMissed={isMissed.value}
              onChoose={choose}
            />
          )}
        </PlansState>
      </div>
    );
  }

  return [
    {
      id: 'bnpl',
      type: 'bnpl',
      isOffered: signal(true),
      name: () => i18n.t('methods.name.bnpl'),
      Marks: InstalmentsMark,
      Panel,
      complete: computed(() => plans.chosen.value !== null),
      validate() {
        isMissed.value = plans.chosen.peek() === null;
        return isMissed.peek() ? focusPlans : null;
      },
      paymentMethod() {
        const planId = plans.chosen.peek()?.id;
        if (planId === undefined) throw new RangeError('No plan is chosen. Call validate() first.');
        return { type: 'bnpl', bnpl: { planId } };
      },
      buttonWords: () => i18n.t('methods.button.bnpl'),
    },
  ];
};

function focusPlans(): void {
  const panel = document.getElementById(PANEL_ID);
  (panel?.querySelector<HTMLElement>('input, button') ?? panel)?.focus();
}

interface PlansStateProps extends Pick<ExtrasDeps, 'i18n'> {
  readonly state: 'loading' | 'failed' | readonly InstalmentPlan[];
  readonly onRetry: () => void;
  readonly children: (plans: readonly InstalmentPlan[]) => ComponentChildren;
}

/** What there is as long as there are no plans; said when it changes (WCAG 4.1.3). */
function PlansState({ state, i18n, onRetry, children }: PlansStateProps) {
  const plans = typeof state === 'string' ? [] : state;
  return (
    <>
      <div role="status" class="xp-plans__state" hidden={plans.length > 0}>
        {state === 'loading' && (
          <>
            <Spinner />
            <span>{i18n.t('methods.plans.loading')}</span>
          </>
        )}
        {state === 'failed' && (
          <>
            <ErrorIcon />
            <span>{i18n.t('methods.plans.failed')}</span>
          </>
        )}
        {typeof state !== 'string' && plans.length === 0 && <span>{i18n.t('methods.plans.none')}</span>}
      </div>
      {state === 'failed' && (
        <Button look="quiet" onClick={onRetry}>
          {i18n.t('methods.plans.retry')}
        </Button>
      )}
      {plans.length > 0 && children(plans)}
    </>
  );
}
