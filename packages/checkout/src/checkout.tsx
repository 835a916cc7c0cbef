// The one screen of the checkout: the form while something can be paid, and what became of the payment after that.

import type { ReadonlySignal } from '@preact/signals';
import type { PublicDeclineCode, PublicSession } from '@xpay/protocol/api';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { I18n } from './i18n/i18n.ts';
import { LanguageMenu } from './language/language-menu.tsx';
import { brandById } from './methods/card/brand.ts';
import { CardFields, focusField } from './methods/card/card-fields.tsx';
import type { CardForm } from './methods/card/card-form.ts';
import type { FieldName } from './methods/card/judge.ts';
import { Outcome, ProblemNotice } from './payment/outcome.tsx';
import { HelpLink, PayButton, PayNote } from './payment/pay-button.tsx';
import type { Payment } from './payment/payment.ts';
import type { Problem, State } from './payment/state.ts';
import { Summary } from './summary/summary.tsx';
import { TestMode } from './test-mode/test-mode.tsx';
import { ActingScreen } from './threeds/acting-screen.tsx';
import { BankCheck } from './threeds/bank-check.tsx';
import { BankWords } from './threeds/bank-words.tsx';
import { isBridged, type ThreeDsDeps } from './threeds/threeds-deps.ts';
import { Announce } from './ui/announce.tsx';

export interface CheckoutProps {
  readonly payment: Payment;
  readonly i18n: I18n;
  /** Null until a session is known. */
  readonly form: ReadonlySignal<CardForm | null>;
  readonly online: ReadonlySignal<boolean>;
  /** While it holds, what is known already must not take the skeleton's place. */
  readonly waits: ReadonlySignal<boolean>;
  /** The form stands and takes keys. */
  readonly onReady: () => void;
  /** For when the buyer's bank wants to check. */
  readonly threeds: ThreeDsDeps;
}

/** While the payment loads there is nothing here: the document's skeleton stands in its place. */
export function Checkout(props: CheckoutProps) {
  const { payment, i18n } = props;
  const state = payment.state.value;
  return (
    <>
      <Announce message={announcement(state, i18n)} />
      {state.name !== 'loading' && !props.waits.value && (
        <div class="xp-checkout">
          <div class="xp-checkout__panes">
            {'session' in state && (
              <div class="xp-checkout__summary">
                <Summary session={state.session} i18n={i18n} />
              </div>
            )}
            <div class="xp-checkout__main">
              <Main {...props} state={state} />
              <footer class="xp-checkout__footer">
                <LanguageMenu i18n={i18n} />
                {'session' in state && <HelpLink session={state.session} i18n={i18n} />}
              </footer>
            </div>
          </div>
        </div>
      )}
      <BankCheck payment={payment} i18n={i18n} deps={props.threeds} />
    </>
  );
}

function announcement(state: State, i18n: I18n): string {
  if (state.name === 'acting' && state.step.kind === 'challenge') return i18n.t('threeds.announcement');
  return isBusy(state) ? i18n.t('pay.busy') : '';
}

/** The form stands, but what was typed is on its way. */
function isBusy(state: State): boolean {
  return state.name === 'confirming' || (state.name === 'acting' && isBridged(state.step));
}

function Main(props: CheckoutProps & { readonly state: Shown }) {
  const { state, payment, i18n, form, online, onReady } = props;
  if (state.name === 'acting' && !isBridged(state.step))
    return (
      <ActingScreen
        key={state.step.kind}
        session={state.session}
        step={state.step}
        payment={payment}
        i18n={i18n}
        clock={props.threeds.clock}
      />
    );
  if (state.name !== 'ready' && state.name !== 'confirming' && state.name !== 'acting')
    return (
      <Outcome
        // Each outcome is a screen of its own, which takes the focus once; another language is no other screen.
        key={state.name === 'checking' && state.gaveUp ? 'unconfirmed' : state.name}
        state={state}
        i18n={i18n}
        brandName={(id) => brandById(id)?.name ?? id}
        online={online.value}
        onCheckAgain={payment.checkAgain}
        onRetry={payment.retry}
      />
    );
  if (form.value === null) return null;
  return (
    <PayForm
      form={form.value}
      session={state.session}
      problem={state.name === 'ready' ? state.problem : null}
      isBusy={isBusy(state)}
      payment={payment}
      i18n={i18n}
      onReady={onReady}
    />
  );
}

type Shown = Exclude<State, { readonly name: 'loading' }>;

interface PayFormProps extends Pick<CheckoutProps, 'payment' | 'i18n' | 'onReady'> {
  readonly form: CardForm;
  readonly session: PublicSession;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
}

function PayForm({ form, session, problem, isBusy, payment, i18n, onReady }: PayFormProps) {
  const element = useRef<HTMLFormElement>(null);
  useLayoutEffect(onReady, []);
  useLayoutEffect(() => {
    // In place of a screen whose button was pressed: the focus stays where something goes on.
    if (isBusy && document.hasFocus())
      element.current?.querySelector<HTMLElement>('[type="submit"]')?.focus();
  }, []);
  useLayoutEffect(() => {
    if (problem !== null) goToMend(problem, form);
  }, [problem]);

  const submit = (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const wrong = form.validate();
    if (wrong === null) payment.pay(form.paymentMethod());
    else focusField(wrong);
  };
  return (
    <>
      <div class="xp-checkout__top">
        <h1 class="xp-checkout__heading">{i18n.t('card.heading')}</h1>
        {!session.livemode && <TestMode form={form} i18n={i18n} />}
      </div>
      <form class="xp-checkout__form" noValidate onSubmit={submit} ref={element}>
        {problem !== null && <ProblemNotice problem={problem} i18n={i18n} />}
        {problem?.kind === 'declined' && <BankWords session={session} i18n={i18n} />}
        <CardFields form={form} i18n={i18n} />
        <PayButton session={session} i18n={i18n} phase={isBusy ? 'busy' : 'ready'} />
        <PayNote session={session} i18n={i18n} />
      </form>
    </>
  );
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
