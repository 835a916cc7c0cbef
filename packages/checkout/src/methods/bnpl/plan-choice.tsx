// The plans as the buyer compares them: what each costs in all, and of the chosen one when how much is due.

import { numberLocale } from '@xpay/protocol/money';
import type { InstalmentPlan } from '@xpay/protocol/payment-methods';
import type { ExtrasDeps } from '../../form/extras.ts';
import type { I18n } from '../../i18n/i18n.ts';
import { adoptSheet } from '../../ui/adopt-sheet.ts';
import { ErrorIcon } from '../../ui/icon.tsx';
import styles from './plans.css?inline';

adoptSheet(styles);

export interface PlanChoiceProps extends Pick<ExtrasDeps, 'session' | 'i18n'> {
  readonly plans: readonly InstalmentPlan[];
  readonly chosen: InstalmentPlan | null;
  readonly readOnly: boolean;
  /** None was chosen when one was needed. */
  readonly isMissed: boolean;
  readonly onChoose: (id: string) => void;
}

const ERROR_ID = 'xp-plans-error';

export function PlanChoice(props: PlanChoiceProps) {
  const { plans, chosen, isMissed, i18n } = props;
  return (
    <fieldset class="xp-plans__list" aria-describedby={isMissed ? ERROR_ID : undefined}>
      <legend class="xp-plans__heading">{i18n.t('methods.plans.heading')}</legend>
      {plans.map((plan) => (
        <Plan key={plan.id} {...props} plan={plan} isChosen={plan === chosen} />
      ))}
      {isMissed && (
        <p class="xp-field__message" id={ERROR_ID} data-error role="alert">
          <ErrorIcon />
          <span>{i18n.t('methods.plans.empty')}</span>
        </p>
      )}
    </fieldset>
  );
}

interface PlanProps extends PlanChoiceProps {
  readonly plan: InstalmentPlan;
  readonly isChosen: boolean;
}

function Plan({ plan, isChosen, session, i18n, readOnly, onChoose }: PlanProps) {
  const { currency, exponent } = session.value;
  const money = (amount: number) => i18n.money(amount, currency, exponent);
  const { id, instalments, fee, amountTotal } = plan;
  return (
    <div class="xp-plan" data-chosen={isChosen || undefined}>
      <label class="xp-plan__row">
        <input
          class="xp-radio"
          type="radio"
          name="xp-plan"
          value={id}
          checked={isChosen}
          disabled={readOnly && !isChosen}
          onChange={() => onChoose(id)}
        />
        <span class="xp-plan__name">{i18n.t('methods.plans.payments', { count: instalments.length })}</span>
        <bdi class="xp-plan__amount">{money(instalments[0]?.amount ?? 0)}</bdi>
        <span class="xp-plan__cost">
          {i18n.t('methods.plans.total')} <bdi>{money(amountTotal)}</bdi> ·{' '}
          {fee === 0 ? i18n.t('methods.plans.noFee') : i18n.t('methods.plans.fee', { amount: money(fee) })}
        </span>
      </label>
      {isChosen && (
        <ol class="xp-plan__dates">
          {instalments.map(({ dueOn, amount }, index) => (
            <li key={dueOn}>
              <span>{index === 0 ? i18n.t('methods.plans.today') : formatDay(dueOn, i18n)}</span>
              <bdi>{money(amount)}</bdi>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** A date is no moment: it is the same in every time zone. */
function formatDay(date: string, { locale }: I18n): string {
  const format = new Intl.DateTimeFormat(numberLocale(locale.value), { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(Date.parse(`${date}T00:00:00Z`));
}
