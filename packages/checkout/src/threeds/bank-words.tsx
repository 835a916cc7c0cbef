// What the bank says to the buyer in its own words.

import type { PublicSession } from '@xpay/protocol/api';
import type { I18n } from '../i18n/i18n.ts';
import './bank-words.css';

export interface BankWordsProps {
  readonly session: PublicSession;
  readonly i18n: I18n;
}

/** Has to be shown where there are any, and as text: they are no markup (EMV 3DS 2.2, `cardholderInfo`). */
export function BankWords({ session, i18n }: BankWordsProps) {
  const { cardholderInfo } = session.intent;
  if (!cardholderInfo || !i18n.has('threeds')) return null;
  return (
    <p class="xp-bank-words">
      {i18n.t('threeds.bankSays')} <bdi>{cardholderInfo}</bdi>
    </p>
  );
}
