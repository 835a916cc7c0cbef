// The screens that take the form's place: paid, on its way, being checked, expired, canceled, cannot load.

import type { PublicSession } from '@xpay/protocol/api';
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { admitInstructions } from '../api/extra-fields.ts';
import { createAfter, type HostedGiven } from '../hosted/later.tsx';
import type { I18n } from '../i18n/i18n.ts';
import { adoptSheet } from '../ui/adopt-sheet.ts';
import { Button } from '../ui/button.tsx';
import { CheckIcon, Spinner } from '../ui/icon.tsx';
import { ClockIcon, CrossIcon, CutOffIcon } from '../ui/later-icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { unreachable } from '../unreachable.ts';
import { LaterInstructions } from './later-instructions.tsx';
import styles from './outcome.css?inline';
import type { State } from './state.ts';

adoptSheet(styles);

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
  /** What a page of its own has at the end of a screen; absent where a shop's page is around the checkout. */
  readonly After?: ComponentType<AfterProps> | undefined;
}

export interface AfterProps {
  readonly state: OutcomeState;
  /** What it takes the place of. */
  readonly children?: ComponentChildren;
}

const afters = new WeakMap<HostedGiven['payment'], ComponentType<AfterProps>>();

/** What a page of its own has at the end of its screens: one for a payment, whichever screen it has come to. */
export function afterOn(given: HostedGiven): ComponentType<AfterProps> {
  const After = afters.get(given.payment) ?? createAfter(given);
  afters.set(given.payment, After);
  return After;
}

export function Outcome(props: OutcomeProps) {
  const { state, i18n, After } = props;
  switch (state.name) {
    case 'succeeded':
      return <Succeeded {...props} session={state.session} />;
    case 'processing':
      return <Processing {...props} session={state.session} />;
    case 'checking':
      return state.gaveUp ? <Unconfirmed {...props} session={state.session} /> : <Checking i18n={i18n} />;
    case 'expired':
      return (
        <Screen look="plain" icon={<ClockIcon size={28} />} title={i18n.t('outcome.expired.title')}>
          <p>{i18n.t(After ? 'outcome.canceled.text' : 'outcome.expired.text', merchantOf(state.session))}</p>
          {After ? (
            <After state={state} />
          ) : (
            <Button onClick={props.onRetry}>{i18n.t('outcome.expired.again')}</Button>
          )}
        </Screen>
      );
    case 'canceled':
      return (
        <Screen look="plain" icon={<CrossIcon size={28} />} title={i18n.t('outcome.canceled.title')}>
          <p>{i18n.t('outcome.canceled.text', merchantOf(state.session))}</p>
          {After && <After state={state} />}
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
  const { i18n, session, state, After } = props;
  const { email } = session.customer;
  const isFree = session.amountTotal === 0;
  useEffect(() => {
    if (isFree) void i18n.need('order');
  }, [isFree]);
  const isWorded = isFree && i18n.has('order');
  const facts = (
    <>
      <Facts {...props} />
      {email !== null && <p class="xp-screen__small">{i18n.t('outcome.succeeded.receipt', { email })}</p>}
    </>
  );
  return (
    <Screen
      look="good"
      icon={<CheckIcon size={28} />}
      title={i18n.t(isWorded ? 'order.free.done' : 'outcome.succeeded.title')}
    >
      {!isFree && <p>{i18n.t('outcome.succeeded.text', merchantOf(session))}</p>}
      {After ? <After state={state}>{facts}</After> : facts}
    </Screen>
  );
}

function Processing(props: SessionProps) {
  const { i18n, session } = props;
  const instructions = admitInstructions(session.intent.instructions);
  if (instructions !== null)
    return (
      <LaterInstructions
        session={session}
        instructions={instructions}
        i18n={i18n}
        before={<Checking i18n={i18n} />}
        lost={(retry) => <CannotLoad {...props} retryable onRetry={retry} />}
      />
    );
  return (
    <Screen look="waiting" icon={<ClockIcon size={28} />} title={i18n.t('outcome.processing.title')}>
      <p>{i18n.t('outcome.processing.text', merchantOf(session))}</p>
      <Facts {...props} />
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

function CannotLoad(props: OutcomeProps & { readonly retryable: boolean }) {
  const { state, i18n, online, retryable, onRetry, After } = props;
  const words = online || !retryable ? 'unreachable' : 'offline';
  return (
    <Screen look="plain" icon={<CutOffIcon size={28} />} title={i18n.t(`outcome.${words}.title`)}>
      <p>{i18n.t(retryable ? `outcome.${words}.text` : 'outcome.unreachable.final')}</p>
      {retryable && <Button onClick={onRetry}>{i18n.t('outcome.unreachable.again')}</Button>}
      {After && <After state={state} />}
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
        {/* Of an order without a price the shop knows no payment. */}
        <bdi dir="ltr">{session.amountTotal === 0 ? session.id : intent.id}</bdi>
      </dd>
    </dl>
  );
}

function merchantOf(session: PublicSession) {
  return { merchant: session.merchant.displayName };
}
