// What the bank decides, and when: the rules of its verifications, without store or clock.

import { randomUUID } from 'node:crypto';
import { matchLocale, SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { z } from 'zod';
import { type Instant, later } from '../domain/clock.ts';
import type { AReq } from '../threeds/messages.ts';
import { readReference } from './cards.ts';
import type { Behavior } from './switches.ts';
import type { BankTransaction, Changes } from './transactions.ts';

/** How the buyer answers: with a code, or not at all. */
export type ChallengeAnswer = { readonly code: string } | 'cancel';

/** EMV 3DS 2.2, 5.5: a CReq has to follow its ARes within 30 s. */
const FIRST_CREQ_MS = 30_000;
/** EMV 3DS 2.2, 5.5: a buyer has ten minutes for each step of a challenge. */
const IDLE_MS = 600_000;
/** How long the sandbox's buyers take to look at their phone. */
const ELSEWHERE_MS = 3_000;
const LATE_RESULT_MS = 3_000;
/** A result that is being told is taken for untold after this long. */
const REPORT_PATIENCE_MS = 10_000;

export const TRIES = 3;
export const ONE_TIME_CODE = '123456';

/** A CReq has come: the challenge is shown, or shown again. */
export function begun({ state }: BankTransaction, sessionData: string | null, now: Instant): Changes | null {
  if (state !== 'invited' && state !== 'asked') return null;
  return { state: 'asked', session_data: sessionData, due_at: later(now, IDLE_MS) };
}

/** The buyer's answer: a wrong code may be tried again, twice. Only a challenge that is shown can be answered. */
export function answered(row: BankTransaction, answer: ChallengeAnswer, now: Instant): Changes | null {
  if (row.state !== 'asked') return null;
  const end = (outcome: 'Y' | 'N', canceled: BankTransaction['canceled'] = null): Changes =>
    decided(row, toldFor(row, outcome), now, canceled);
  if (answer === 'cancel') return end('N', '01');
  if (toAsciiDigits(answer.code) === ONE_TIME_CODE) return end('Y');
  const wrongCodes = row.wrong_codes + 1;
  if (wrongCodes >= TRIES) return { ...end('N'), wrong_codes: wrongCodes };
  return { wrong_codes: wrongCodes, due_at: later(now, IDLE_MS) };
}

/** Null for a card that the bank has not issued, or an amount that no page could show. */
export function newTransaction(areq: AReq, behavior: Behavior, now: Instant): BankTransaction | null {
  const card = readReference(areq.acctNumber);
  const amount = z.int().safeParse(Number(areq.purchaseAmount));
  if (card === null || !amount.success) return null;
  const status = statusFor(behavior, card.profile.status, areq.threeDSRequestorDecReqInd === 'Y');
  const row = {
    acs_trans_id: randomUUID(),
    ds_trans_id: randomUUID(),
    server_trans_id: areq.threeDSServerTransID,
    behavior,
    status,
    result: null,
    canceled: null,
    wrong_codes: 0,
    merchant_name: areq.merchantName,
    amount: amount.data,
    currency: areq.purchaseCurrency,
    exponent: Number(areq.purchaseExponent),
    last4: card.last4,
    locale: matchLocale([areq.browserLanguage], SHIPPED_LOCALES) ?? 'en',
    notification_url: areq.notificationURL,
    session_data: null,
    created_at: now.toISOString(),
  };
  if (status === 'C') return { ...row, state: 'invited', due_at: later(now, FIRST_CREQ_MS) };
  if (status !== 'D') return { ...row, state: 'answered', due_at: null };
  const dueAt = behavior === 'decoupled_silent' ? null : later(now, ELSEWHERE_MS);
  return { ...row, state: 'elsewhere', due_at: dueAt };
}

/** A bank may ask elsewhere only where the 3DS server has said that it would wait (`threeDSRequestorDecReqInd`). */
function statusFor(
  behavior: Behavior,
  status: BankTransaction['status'],
  mayAskElsewhere: boolean,
): BankTransaction['status'] {
  const wanted = behavior.startsWith('decoupled_') ? 'D' : behavior === 'cardholder_info' ? 'N' : status;
  return wanted === 'D' && !mayAskElsewhere ? 'N' : wanted;
}

/** What the RReq says of an answer: not what the buyer did, with the two behaviours that are about just that. */
function toldFor({ behavior }: BankTransaction, outcome: 'Y' | 'N'): 'Y' | 'N' {
  if (behavior === 'cres_forged_yes') return 'N';
  return behavior === 'cres_wrong_no' ? 'Y' : outcome;
}

/** The end of a verification, which is to be told now, later, or never. */
function decided(
  { behavior }: BankTransaction,
  result: 'Y' | 'N',
  now: Instant,
  canceled: BankTransaction['canceled'] = null,
): Changes {
  const wait = behavior === 'rreq_late' ? LATE_RESULT_MS : REPORT_PATIENCE_MS;
  const dueAt = behavior === 'rreq_lost' ? null : later(now, wait);
  return { state: 'decided', result, canceled: result === 'Y' ? null : canceled, due_at: dueAt };
}

/** What time brings: nobody came, nobody answered, somebody answered elsewhere, or a result is to be told (again). */
export function whenDue(row: BankTransaction, now: Instant): Changes | null {
  if (row.due_at === null || row.due_at > now.toISOString()) return null;
  switch (row.state) {
    case 'invited':
      return decided(row, 'N', now, '05');
    case 'asked':
      return decided(row, 'N', now, '04');
    case 'elsewhere':
      return decided(row, row.behavior === 'decoupled_refused' ? 'N' : 'Y', now);
    case 'decided':
      return { due_at: later(now, REPORT_PATIENCE_MS) };
    default:
      return { due_at: null };
  }
}

/** As a buyer may type or paste it: digits of any script (Unicode `Nd`), between them spaces, hyphens, unseen marks. */
function toAsciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, toAsciiDigit).replace(/[\s\p{Cf}-]/gu, '');
}

/** Unicode keeps the ten digits of a script together, zero first; where such runs touch, they are whole. */
function toAsciiDigit(digit: string): string {
  const own = digit.codePointAt(0) ?? 0;
  let first = own;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((own - first) % 10);
}
