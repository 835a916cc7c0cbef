// The screens that take the form's place: paid, on its way, being checked, expired, canceled, cannot load.

import type { PublicSession } from '@xpay/protocol/api';
import type { I18n } from '../i18n/i18n.ts';
import { problemKey } from '../i18n/problem-words.ts';
import { Button } from '../ui/button.tsx';
import { CheckIcon, ClockIcon, CrossIcon, CutOffIcon, Spinner } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { Screen } from '../ui/screen.tsx';
import { unreachable } from '../unreachable.ts';
import type { Problem, State } from './state.ts';
import './outcome.css';

export type OutcomeState = Exclude<State, { readonly name: 'loading' | 'ready' | 'confirming' | 'acting' }>;

export interface OutcomeProps {
  readonly state: OutcomeState;
  readonly i18n: I18n;
  /** The brand's name as people know it, from the server's id. */
  readonly brandName: (id: string) => string;
  /** What the browser says of the network; only changes words. */
  readonly online: boolean;
  readonly onCheckAgain: () => void;
  /** Loads the checkout again; after `expired` with a new session from the shop. */
  readonly onRetry: () => void;
}

/** The notice above the form that tells why the last attempt did not go through, and what to do. */
export function ProblemNotice({ problem, i18n }: { readonly problem: Problem; readonly i18n: I18n }) {
  const key = problemKey(problem);
  return (
    <Notice key={key} locale={i18n.locale.value}>
      {i18n.t(key)}
    </Notice>
  );
}

export function Outcome(props: OutcomeProps) {
  const { state, i18n } = props;
  switch (state.name) {
    case 'succeeded':
      return <Succeeded {...props} session={state.session} />;
    case 'processing':
      return (
        <Screen look="waiting" icon={<ClockIcon size={28} />} title={i18n.t('outcome.processing.title')}>
          <p>{i18n.t('outcome.processing.text', merchantOf(state.session))}</p>
          <Facts {...props} session={state.session} />
        </Screen>
      );
    case 'checking':
      return state.gaveUp ? <Unconfirmed {...props} session={state.session} /> : <Checking i18n={i18n} />;
    case 'expired':
      return (
        <Screen look="plain" icon={<ClockIcon size={28} />} title={i18n.t('outcome.expired.title')}>
          <p>{i18n.t('outcome.expired.text', merchantOf(state.session))}</p>
          <Button onClick={props.onRetry}>{i18n.t('outcome.expired.again')}</Button>
        </Screen>
      );
    case 'canceled':
      return (
        <Screen look="plain" icon={<CrossIcon size={28} />} title={i18n.t('outcome.canceled.title')}>
          <p>{i18n.t('outcome.canceled.text', merchantOf(state.session))}</p>
        </Screen>
      );
    case 'unreachable':
      return <CannotLoad {...props} retryable={state.retryable} />;
    default:
      return unreachable(state);
  }
}

interface SessionProps extends OutcomeProps {
  readonly session: PublicSession;
}

function Succeeded(props: SessionProps) {
  const { i18n, session } = props;
  const { email } = session.customer;
  return (
    <Screen look="good" icon={<CheckIcon size={28} />} title={i18n.t('outcome.succeeded.title')}>
      <p>{i18n.t('outcome.succeeded.text', merchantOf(session))}</p>
      <Facts {...props} />
      {email !== null && <p class="xp-screen__small">{i18n.t('outcome.succeeded.receipt', { email })}</p>}
    </Screen>
  );
}

/** True of every payment that nobody knows the end of yet. */
export function Checking({ i18n }: { readonly i18n: I18n }) {
  return (
    <Screen look="waiting" icon={<Spinner size={28} />} title={i18n.t('outcome.checking.title')}>
      <p>{i18n.t('outcome.checking.text')}</p>
    </Screen>
  );
}

function Unconfirmed(props: SessionProps) {
  const { i18n, session } = props;
  return (
    <Screen look="waiting" icon={<ClockIcon size={28} />} title={i18n.t('outcome.unconfirmed.title')}>
      <p>{i18n.t('outcome.unconfirmed.text', merchantOf(session))}</p>
      <Facts {...props} />
      <Button onClick={props.onCheckAgain}>{i18n.t('outcome.unconfirmed.again')}</Button>
    </Screen>
  );
}

function CannotLoad({ i18n, online, retryable, onRetry }: OutcomeProps & { readonly retryable: boolean }) {
  const words = online || !retryable ? 'unreachable' : 'offline';
  return (
    <Screen look="plain" icon={<CutOffIcon size={28} />} title={i18n.t(`outcome.${words}.title`)}>
      <p>{i18n.t(retryable ? `outcome.${words}.text` : 'outcome.unreachable.final')}</p>
      {retryable && <Button onClick={onRetry}>{i18n.t('outcome.unreachable.again')}</Button>}
    </Screen>
  );
}

/** What the buyer may want to note: the amount, the card, and what to quote to the shop. */
function Facts({ i18n, session, brandName }: SessionProps) {
  const { intent } = session;
  return (
    <dl class="xp-outcome__facts">
      <dt>{i18n.t('outcome.amount')}</dt>
      <dd>
        <bdi>{i18n.money(intent.amount, session.currency, session.exponent)}</bdi>
      </dd>
      {intent.card && (
        <>
          <dt>{i18n.t('outcome.card')}</dt>
          <dd>
            {i18n.t('outcome.cardValue', { brand: brandName(intent.card.brand), last4: intent.card.last4 })}
          </dd>
        </>
      )}
      <dt>{i18n.t('outcome.reference')}</dt>
      <dd>
        <bdi dir="ltr">{intent.id}</bdi>
      </dd>
    </dl>
  );
}

function merchantOf(session: PublicSession) {
  return { merchant: session.merchant.displayName };
}
