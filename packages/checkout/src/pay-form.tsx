// The form with all that stands around it: what went wrong before, the fields, the button where it is ours.

import type { PublicDeclineCode, PublicSession } from '@xpay/protocol/api';
import type { View } from '@xpay/protocol/boot-data';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Extras } from './form/extras.ts';
import { judge, orderOf } from './form/whole-form.ts';
import type { I18n } from './i18n/i18n.ts';
import type { NewsViews } from './live/news-views.tsx';
import { CardFields, focusField } from './methods/card/card-fields.tsx';
import { CARD_NAMES, type CardForm } from './methods/card/card-form.ts';
import type { FieldName } from './methods/card/judge.ts';
import { PayButton, PayNote } from './payment/pay-button.tsx';
import type { Payment } from './payment/payment.ts';
import { ProblemNotice } from './payment/problem-notice.tsx';
import type { Problem, State } from './payment/state.ts';
import { TestMode } from './test-mode/test-mode.tsx';
import { BankWords } from './threeds/bank-words.tsx';
import { isBridged } from './threeds/threeds-deps.ts';
import { Notice } from './ui/notice.tsx';

export interface PayFormProps {
  readonly view: View;
  readonly state: Extract<State, { readonly session: PublicSession }>;
  readonly form: CardForm;
  readonly extras: Extras;
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
export function PayForm({ view, state, form, extras, payment, i18n, onReady, Notes }: PayFormProps) {
  const element = useRef<HTMLFormElement>(null);
  const { session } = state;
  const problem = state.name === 'ready' ? state.problem : null;
  const isOurs = view !== 'element';
  const isPaid = session.amountTotal > 0;
  const isLocked = !isOurs && state.name !== 'ready';
  useLayoutEffect(onReady, [form]);
  useLayoutEffect(() => {
    // In place of a screen whose button was pressed: the focus stays where something goes on.
    if ((isBusy(state) || problem !== null) && document.hasFocus())
      element.current?.querySelector<HTMLElement>('[type="submit"]')?.focus();
  }, []);
  useLayoutEffect(() => {
    if (problem !== null) goToMend(problem, form, extras);
  }, [problem]);

  const submit = (event: Event) => {
    event.preventDefault();
    if (!isOurs || isBusy(state)) return;
    const mend = judge(form, extras);
    if (mend === null) payment.pay(orderOf(form, extras));
    else mend();
  };
  const last4 = isLocked ? session.intent.card?.last4 : undefined;
  const ending = isLocked ? wordsOf(state, i18n) : null;
  const { methods } = extras;
  const fields = (
    <CardFields
      form={form}
      i18n={i18n}
      // Who pays is asked below the ways to pay, whichever is chosen.
      names={methods === null ? undefined : CARD_NAMES}
      readOnly={isLocked}
      last4={last4}
    />
  );
  return (
    <>
      <div class="xp-checkout__top">
        {isOurs && <h1 class="xp-checkout__heading">{i18n.t(methods?.heading ?? 'card.heading')}</h1>}
        {!session.livemode && !isLocked && isPaid && (
          <TestMode form={form} i18n={i18n} faults={session.faults} onFill={methods?.chooseCard} />
        )}
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
        {methods === null ? fields : <methods.View readOnly={isLocked}>{fields}</methods.View>}
        {extras.parts.map(({ View }, index) => (
          <View key={index} readOnly={isLocked} />
        ))}
        {Notes && !isLocked && <Notes session={session} />}
        {isOurs && (
          <PayButton
            session={session}
            i18n={i18n}
            phase={isBusy(state) ? 'busy' : 'ready'}
            words={methods?.buttonWords.value}
          />
        )}
        {isOurs && isPaid && <PayNote session={session} i18n={i18n} />}
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
  method_declined: 'number',
  method_canceled: 'number',
  method_expired: 'number',
} as const satisfies Record<PublicDeclineCode, FieldName>;

/** After a decline the card stays but for its security code, which no one may keep longer than one attempt (PCI DSS 3.3.1). */
function goToMend(problem: Problem, form: CardForm, { methods, parts }: Extras): void {
  const refused = problem.kind === 'error' ? problem : null;
  if (refused === null) form.clearSecurityCode();
  const elsewhere =
    refused && parts.map((part) => part.refuse(refused.code, refused.param)).find((mend) => mend !== null);
  const chosen = refused === null ? methods?.declined() : methods?.refuse(refused.code, refused.param);
  const isCard = methods === null || methods.chosen.peek() === 'card';
  const field = isCard ? fieldToMend(problem, form) : null;
  // A payment that ended while the buyer was elsewhere on the page must not pull them back.
  if (!document.hasFocus()) return;
  const mend = elsewhere ?? chosen;
  if (mend) mend();
  else if (field !== null) focusField(field);
}

function fieldToMend(problem: Problem, form: CardForm): FieldName | null {
  return problem.kind === 'declined' ? FIELD_TO_MEND[problem.declineCode] : form.refuse(problem.code);
}
