// The one screen of the checkout: the form while something can be paid, and what became of the payment after that.

import type { ReadonlySignal } from '@preact/signals';
import type { View } from '@xpay/protocol/boot-data';
import type { FollowedExtras } from './form/follow-extras.ts';
import type { I18n } from './i18n/i18n.ts';
import { LanguageMenu } from './language/language-menu.tsx';
import { languageNews } from './language/languages.ts';
import type { NewsViews } from './live/news-views.tsx';
import { brandById } from './methods/card/brand.ts';
import type { CardForm } from './methods/card/card-form.ts';
import { isBusy, PayForm } from './pay-form.tsx';
import { type LaterOutcome, OutcomeWords } from './payment/later-outcome.tsx';
import type { OutcomeState } from './payment/outcome.tsx';
import { HelpLink } from './payment/pay-button.tsx';
import type { Payment } from './payment/payment.ts';
import { hasForm, sessionOf } from './payment/session-of.ts';
import type { State, Unreachable } from './payment/state.ts';
import { Summary } from './summary/summary.tsx';
import { isBridged, type ThreeDsDeps } from './threeds/threeds-deps.ts';
import { Announce } from './ui/announce.tsx';

export interface CheckoutProps {
  readonly view: View;
  readonly payment: Payment;
  readonly i18n: I18n;
  /** The buyer has chosen a language here; resolves when it is shown, or is known not to come. */
  readonly onLanguage: (tag: string) => Promise<void>;
  /** Null until a session is known. */
  readonly form: ReadonlySignal<CardForm | null>;
  /** What the form has besides a card. */
  readonly followed: FollowedExtras;
  /** The screens that take the form's place. */
  readonly outcome: LaterOutcome;
  readonly online: ReadonlySignal<boolean>;
  /** While it holds, what is known already must not take the skeleton's place. */
  readonly waits: ReadonlySignal<boolean>;
  /** The form stands and takes keys. */
  readonly onReady: () => void;
  /** What happens while nobody presses anything; null until its code is there. */
  readonly news?: ReadonlySignal<NewsViews | null>;
  /** For when the buyer's bank wants to check. */
  readonly threeds: ThreeDsDeps;
}

/** As `element` only the form, and what the bank wants of the buyer. While the payment loads there is nothing here: the document's skeleton stands in its place. */
export function Checkout(props: CheckoutProps) {
  const { payment, i18n } = props;
  const state = standing(payment.state.value);
  const news = props.news?.value ?? null;
  const session = sessionOf(state);
  const bank = payment.bank.value;
  const isElement = props.view === 'element';
  const extras = props.followed.extras.value;
  return (
    <>
      <Announce
        message={announcement(state, i18n) || ((session && news?.said(session)) ?? '')}
        locale={i18n.locale.value}
        // While nothing is shown yet, a language that comes is no news.
        onLocale={state.name === 'loading' ? undefined : () => languageNews(i18n)}
      />
      {state.name !== 'loading' && !props.waits.value && (
        <div class="xp-checkout">
          <div class="xp-checkout__panes">
            {!isElement && session && (
              <div class="xp-checkout__summary">
                <Summary
                  session={session}
                  i18n={i18n}
                  controls={state.name === 'ready' || isBusy(state) ? extras?.order : null}
                  readOnly={isBusy(state)}
                />
              </div>
            )}
            <div class="xp-checkout__main">
              <Main {...props} state={state} />
              {news && <news.Addition state={state} />}
              {!isElement && (
                <footer class="xp-checkout__footer">
                  <LanguageMenu i18n={i18n} onChoose={props.onLanguage} />
                  {session && <HelpLink session={session} i18n={i18n} />}
                </footer>
              )}
            </div>
          </div>
        </div>
      )}
      {bank !== null && <bank.BankCheck payment={payment} i18n={i18n} deps={props.threeds} />}
    </>
  );
}

/** While another session is loaded in the present one's place, its form stays; a press means nothing then. */
function standing(state: State): State {
  if (state.name !== 'loading' || state.before === undefined) return state;
  return { name: 'ready', session: state.before, problem: null };
}

function announcement(state: State, i18n: I18n): string {
  if (state.name === 'acting' && i18n.has('threeds')) {
    if (state.step.kind === 'challenge') return i18n.t('threeds.announcement');
    if (state.step.kind === 'approval') return i18n.t('threeds.approval.announcement');
  }
  return isBusy(state) ? i18n.t('pay.busy') : '';
}

function Main(props: CheckoutProps & { readonly state: Shown }) {
  const { state, payment, i18n, form, onReady } = props;
  if (state.name === 'acting' && !isBridged(state.step)) {
    const code = payment.bank.value;
    const screens = props.outcome.code.value;
    if (code === null || !i18n.has('threeds'))
      return screens ? <screens.Checking i18n={i18n} /> : <OutcomeWords name="checking" i18n={i18n} />;
    return (
      <code.ActingScreen
        key={state.step.kind}
        session={state.session}
        step={state.step}
        payment={payment}
        i18n={i18n}
        clock={props.threeds.clock}
      />
    );
  }
  if (state.name === 'unreachable') return <Ending {...props} state={state} />;
  const { extras, isLost } = props.followed;
  const isOurs = props.view !== 'element';
  if (isOurs && !hasForm(state)) return <Ending {...props} state={state} />;
  if (isLost.value) return <Ending {...props} state={LOST} />;
  if (form.value === null || extras.value === null) return null;
  return (
    <PayForm
      view={props.view}
      state={state}
      form={form.value}
      extras={extras.value}
      payment={payment}
      i18n={i18n}
      onReady={onReady}
      Notes={props.news?.value?.Notes}
    />
  );
}

/** The form could not be had whole. */
const LOST: Unreachable = { name: 'unreachable', code: 'connection_failed', retryable: true };

function Ending({
  state,
  i18n,
  online,
  payment,
  followed,
  outcome,
  view,
}: CheckoutProps & { readonly state: OutcomeState }) {
  const screens = outcome.code.value;
  if (screens === null) return <OutcomeWords name={state.name} i18n={i18n} />;
  return (
    <screens.Outcome
      // Each outcome is a screen of its own, which takes the focus once; another language is no other screen.
      key={state.name === 'checking' && state.gaveUp ? 'unconfirmed' : state.name}
      state={state}
      i18n={i18n}
      brandName={(id) => brandById(id)?.name ?? id}
      online={online.value}
      onCheckAgain={payment.checkAgain}
      After={view === 'page' ? screens.afterOn({ payment, i18n }) : undefined}
      onRetry={state === LOST ? followed.retry : payment.retry}
    />
  );
}

type Shown = Exclude<State, { readonly name: 'loading' }>;
