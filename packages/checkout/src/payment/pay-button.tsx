// What Pay says and does, and the lines below it: who is paid and who helps.

import type { PublicSession } from '@xpay/protocol/api';
import type { I18n } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { CheckIcon, LockIcon, Spinner } from '../ui/icon.tsx';
import './pay-button.css';

export type PayPhase = 'ready' | 'busy' | 'done';

export interface PayButtonProps {
  readonly session: PublicSession;
  readonly i18n: I18n;
  readonly phase: PayPhase;
  /** In place of the session's, where the buyer goes elsewhere first. */
  readonly words?: string | null | undefined;
}

/**
 * Submits the form it stands in. Never `disabled`: pressed too early, the form takes the buyer to the first thing to
 * mend. Its visible words are its name (WCAG 2.5.3); while it is busy, both change together.
 */
export function PayButton({ session, i18n, phase, words }: PayButtonProps) {
  return (
    <Button type="submit" busy={phase === 'busy'}>
      {phase === 'busy' && <Spinner />}
      {phase === 'done' && <CheckIcon size={18} />}
      <bdi>{phase === 'ready' ? (words ?? wordsOf(session, i18n)) : i18n.t(`pay.${phase}`)}</bdi>
    </Button>
  );
}

type SessionProps = Pick<PayButtonProps, 'session' | 'i18n'>;

/** Stands below the button: the payee is named where the buyer decides (WCAG 3.3.4). */
export function PayNote({ session, i18n }: SessionProps) {
  return (
    <p class="xp-pay-note">
      <LockIcon />
      <span>{i18n.t('pay.payee', { merchant: session.merchant.displayName })}</span>
    </p>
  );
}

/** Stands at the footer's end on every screen, always in the same place (WCAG 3.2.6). */
export function HelpLink({ session, i18n }: SessionProps) {
  const { supportUrl } = session.merchant;
  if (supportUrl === null) return null;
  return (
    <a class="xp-help" href={supportUrl} target="_blank" rel="noopener noreferrer">
      {i18n.t('pay.support')}
    </a>
  );
}

/** The shop's own words, or the ones for what is being done. */
function wordsOf(session: PublicSession, i18n: I18n): string {
  if (session.buttonText !== null) return session.buttonText;
  const amount = i18n.money(session.amountTotal, session.currency, session.exponent);
  return i18n.t(`pay.${session.submitType}`, { amount });
}
