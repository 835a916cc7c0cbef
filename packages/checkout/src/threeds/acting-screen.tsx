// What takes the form's place while the bank asks elsewhere, or nobody can be asked yet. Not fetched later: when the rest
// cannot be had, this is what says so.

import type { PublicSession } from '@xpay/protocol/api';
import { useLayoutEffect, useState } from 'preact/hooks';
import { formatDuration } from '../i18n/duration.ts';
import type { I18n } from '../i18n/i18n.ts';
import type { Payment } from '../payment/payment.ts';
import type { ActingStep } from '../payment/state.ts';
import { Announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { LockIcon, Spinner } from '../ui/icon.tsx';
import { ClockIcon, PhoneIcon } from '../ui/later-icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { unreachable } from '../unreachable.ts';
import { askedWords } from './asked-words.ts';
import { BankWords } from './bank-words.tsx';
import type { BridgedStep, ThreeDsDeps } from './threeds-deps.ts';
import { timeLeft } from './time-left.ts';

export interface ActingScreenProps {
  readonly session: PublicSession;
  readonly step: Exclude<ActingStep, BridgedStep>;
  readonly payment: Pick<Payment, 'cancelAction' | 'restartAction' | 'leave'>;
  readonly i18n: I18n;
  readonly clock: ThreeDsDeps['clock'];
}

export function ActingScreen(props: ActingScreenProps) {
  const { step, session, payment, i18n } = props;
  switch (step.kind) {
    case 'decoupled':
      return (
        <Screen look="waiting" icon={<PhoneIcon size={28} />} title={i18n.t('threeds.decoupled.title')}>
          <p>{i18n.t('threeds.decoupled.text')}</p>
          <BankWords session={session} i18n={i18n} />
          <Countdown {...props} expiresAt={step.action.expiresAt} />
          <CancelButton {...props} />
        </Screen>
      );
    case 'interrupted':
      if (step.action.type === 'approval') return <ApprovalInterrupted {...props} />;
      return (
        <Screen look="waiting" icon={<ClockIcon size={28} />} title={i18n.t('threeds.interrupted.title')}>
          <p>{i18n.t('threeds.interrupted.text')}</p>
          <Button onClick={payment.restartAction}>{i18n.t('threeds.interrupted.again')}</Button>
          <CancelButton {...props} />
        </Screen>
      );
    case 'redirect':
      return (
        <Screen look="waiting" icon={<LockIcon size={28} />} title={askedWords(step, i18n).heading}>
          <p>
            {i18n.t(step.action.type === 'approval' ? 'threeds.approval.redirect' : 'threeds.redirect.text', {
              merchant: session.merchant.displayName,
            })}
          </p>
          <Button onClick={payment.leave} busy={step.hasLeft}>
            {askedWords(step, i18n).leave}
          </Button>
          <CancelButton {...props} />
        </Screen>
      );
    case 'canceling':
      if (session.intent.method !== undefined)
        return (
          <Screen look="plain" icon={<Spinner size={28} />} title={i18n.t('threeds.approval.canceling')} />
        );
      return (
        <Screen look="plain" icon={<Spinner size={28} />} title={i18n.t('threeds.canceling.title')}>
          <p>{i18n.t('threeds.canceling.text')}</p>
        </Screen>
      );
    default:
      return unreachable(step);
  }
}

/** Elsewhere, or before a reload, the page was open: the buyer is not taken there unasked. */
function ApprovalInterrupted(props: ActingScreenProps) {
  const { step, payment, i18n } = props;
  return (
    <Screen look="waiting" icon={<ClockIcon size={28} />} title={askedWords(step, i18n).heading}>
      <p>{i18n.t('threeds.approval.interrupted')}</p>
      <Button onClick={payment.restartAction}>{i18n.t('threeds.approval.again')}</Button>
      <CancelButton {...props} />
    </Screen>
  );
}

function CancelButton({ payment, i18n }: ActingScreenProps) {
  return (
    <Button look="quiet" onClick={payment.cancelAction}>
      {i18n.t('threeds.cancel')}
    </Button>
  );
}

/** By the server's clock at both ends: every answer sets it right again, however wrong the buyer's is. */
function Countdown({ session, i18n, clock, expiresAt }: ActingScreenProps & { readonly expiresAt: string }) {
  const [remainingMs, setRemaining] = useState(Number.NaN);
  const left = timeLeft(remainingMs);
  useLayoutEffect(
    () => setRemaining(Date.parse(expiresAt) - Date.parse(session.serverTime)),
    [expiresAt, session.serverTime],
  );
  useLayoutEffect(() => {
    if (left === null) return;
    return clock.after(left.holdsForMs, () => setRemaining(remainingMs - left.holdsForMs));
  }, [remainingMs]);

  const words =
    left === null
      ? ''
      : i18n.t('threeds.decoupled.left', { time: formatDuration(left.count, left.unit, i18n.locale.value) });
  return (
    <>
      {words !== '' && <p class="xp-screen__small">{words}</p>}
      <Announce locale={i18n.locale.value} message={left?.isUrgent ? words : ''} />
    </>
  );
}
