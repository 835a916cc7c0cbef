// The form with all that stands around it: what went wrong before, the fields, the button where it is ours.

import type { PublicDeclineCode, PublicSession } from '@xpay/protocol/api';
import type { View } from '@xpay/protocol/boot-data';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { I18n } from './i18n/i18n.ts';
import type { NewsViews } from './live/news-views.tsx';
import { CardFields, focusField } from './methods/card/card-fields.tsx';
import type { CardForm } from './methods/card/card-form.ts';
import type { FieldName } from './methods/card/judge.ts';
import { ProblemNotice } from './payment/outcome.tsx';
import { PayButton, PayNote } from './payment/pay-button.tsx';
import type { Payment } from './payment/payment.ts';
import type { Problem, State } from './payment/state.ts';
import { TestMode } from './test-mode/test-mode.tsx';
import { BankWords } from './threeds/bank-words.tsx';
import { isBridged } from './threeds/threeds-deps.ts';
import { Notice } from './ui/notice.tsx';

export interface PayFormProps {
  readonly view: View;
  readonly state: Extract<State, { readonly session: PublicSession }>;
  readonly form: CardForm;
  readonly payment: Pick<Payment, 'pay'>;
  readonly i18n: I18n;
  /** The form stands and takes keys. */
  readonly onReady: () => void;
  readonly Notes?: NewsViews['Notes'] | undefined;
}

/** What was typed is on its way, and the form stands meanwhile. */
export function isBusy(state: State): boolean {
  return state.name === 'confirming' || (state.name === 'acting' && isBridged(state.step));
}

/** As `element` it has no button, and stays, locked, when the payment is under way or over: the shop's page says the rest. */
export function PayForm({ view, state, form, payment, i18n, onReady, Notes }: PayFormProps) {
  const element = useRef<HTMLFormElement>(null);
  const { session } = state;
  const problem = state.name === 'ready' ? state.problem : null;
  const isOurs = view !== 'element';
  const isLocked = !isOurs && state.name !== 'ready';
  useLayoutEffect(onReady, [form]);
  useLayoutEffect(() => {
    // In place of a screen whose button was pressed: the focus stays where something goes on.
    if ((isBusy(state) || problem !== null) && document.hasFocus())
      element.current?.querySelector<HTMLElement>('[type="submit"]')?.focus();
  }, []);
  useLayoutEffect(() => {
    if (problem !== null) goToMend(problem, form);
  }, [problem]);

  const submit = (event: Event) => {
    event.preventDefault();
    if (!isOurs || isBusy(state)) return;
    const wrong = form.validate();
    if (wrong === null) payment.pay({ paymentMethod: form.paymentMethod() });
    else focusField(wrong);
  };
  const last4 = isLocked ? session.intent.card?.last4 : undefined;
  const ending = isLocked ? wordsOf(state, i18n) : null;
  return (
    <>
      <div class="xp-checkout__top">
        {isOurs && <h1 class="xp-checkout__heading">{i18n.t('card.heading')}</h1>}
        {!session.livemode && !isLocked && <TestMode form={form} i18n={i18n} faults={session.faults} />}
      </div>
      <form
        class="xp-checkout__form"
        noValidate
        onSubmit={submit}
        ref={element}
        aria-busy={(isLocked && isUnderWay(state)) || undefined}
      >
        {problem !== null && <ProblemNotice problem={problem} i18n={i18n} />}
        {problem?.kind === 'declined' && <BankWords session={session} i18n={i18n} />}
        {ending !== null && (
          <Notice key={state.name} locale={i18n.locale.value}>
            {ending}
          </Notice>
        )}
        <CardFields form={form} i18n={i18n} readOnly={isLocked} last4={last4} />
        {Notes && !isLocked && <Notes session={session} />}
        {isOurs && <PayButton session={session} i18n={i18n} phase={isBusy(state) ? 'busy' : 'ready'} />}
        {isOurs && <PayNote session={session} i18n={i18n} />}
      </form>
    </>
  );
}

function isUnderWay(state: State): boolean {
  return isBusy(state) || (state.name === 'checking' && !state.gaveUp);
}

/** Why the form cannot be paid with, where that is not what the shop waits for. */
function wordsOf(state: State, i18n: I18n): string | null {
  if (state.name === 'checking') return state.gaveUp ? i18n.t('outcome.checking.text') : null;
  if (state.name === 'expired' || state.name === 'canceled') return i18n.t(`outcome.${state.name}.title`);
  return null;
}

/** What to try next, by what the bank said: another card where this one cannot pay. */
const FIELD_TO_MEND = {
  card_declined: 'number',
  insufficient_funds: 'number',
  expired_card: 'expiry',
  incorrect_cvc: 'securityCode',
  processing_error: 'securityCode',
  authentication_failed: 'number',
  authentication_canceled: 'securityCode',
  authentication_expired: 'securityCode',
} as const satisfies Record<PublicDeclineCode, FieldName>;

/** After a decline the card stays but for its security code, which no one may keep longer than one attempt (PCI DSS 3.3.1). */
function goToMend(problem: Problem, form: CardForm): void {
  if (problem.kind === 'declined') form.clearSecurityCode();
  const field = problem.kind === 'declined' ? FIELD_TO_MEND[problem.declineCode] : form.refuse(problem.code);
  // A payment that ended while the buyer was elsewhere on the page must not pull them back.
  if (field !== null && document.hasFocus()) focusField(field);
}
