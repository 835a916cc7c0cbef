// From what a confirm pays with to what an attempt keeps of it: one function for each method.

import type { NoPayment, PaymentMethod } from '@xpay/protocol/payment-methods';
import { readPaymentToken } from '../../bank/payment-token.ts';
import type { Brand } from '../../domain/brands.ts';
import { checkCard, type RawCard } from '../../domain/cards.ts';
import type { ChargeCard, PaidWith } from '../../domain/charge.ts';
import type { Instant } from '../../domain/clock.ts';
import { plansFor } from '../../domain/instalments.ts';
import { checkSavedCard, offeredBy, type SavedCard } from '../../domain/saved-cards.ts';
import type { Session } from '../../domain/session.ts';
import { instructionsFor } from '../../domain/transfer.ts';
import { ApiError } from '../../http/problem.ts';
import type { Vault } from '../../store/vault.ts';
import type { ConfirmBody } from './schemas.ts';

export interface PaidWithDeps {
  readonly vault: Vault;
  /** What the session may be paid with, in the order in which it is offered. */
  readonly offered: readonly PaymentMethod[];
  /** Who is paid by transfer. */
  readonly merchantName: string;
  /** What the id of a kept card stands for; null where the customer of the session keeps no such card. */
  readonly savedCard: SavedCard | null;
}

type Given = Exclude<ConfirmBody['paymentMethod'], NoPayment>;

/** @throws ApiError for a method that is not offered, and for what a buyer has to mend. */
export function toPaidWith(given: Given, session: Session, deps: PaidWithDeps, now: Instant): PaidWith {
  if (given.type === 'saved_card') return withCard('card', ofSavedCard(given.savedCard, session, deps, now));
  if (!deps.offered.includes(given.type)) throw notOffered(given.type, deps.offered);
  switch (given.type) {
    case 'card':
      if (given.save === true && offeredBy(session) === null) throw notKept();
      return withCard('card', toCard(given.card, deps.vault, now));
    case 'wallet':
      return plain('wallet');
    case 'bnpl':
      return { ...plain('bnpl'), plan: findPlan(given.bnpl.planId, session, now) };
    case 'bank_transfer':
      return { ...plain('bank_transfer'), transfer: toTransfer(session, deps, now) };
    case 'apple_pay':
    case 'google_pay':
      return withCard(given.type, ofToken(given.token, deps.vault, now));
  }
}

function plain(method: PaymentMethod): PaidWith {
  return { method, card: null, plan: null, transfer: null };
}

function withCard(method: PaymentMethod, card: ChargeCard): PaidWith {
  return { ...plain(method), card };
}

/** What is kept of a card that somebody typed. */
function toCard(rawCard: RawCard, vault: Vault, now: Instant): ChargeCard {
  const checked = checkCard(rawCard, now);
  if ('problem' in checked) {
    const { code, message, field } = checked.problem;
    throw new ApiError(code, message, { param: `paymentMethod.card.${field}` });
  }
  return describe(rawCard, checked.brand, vault);
}

/** A card that a payment sheet stands for: its number has never been typed here. */
function ofToken(text: string, vault: Vault, now: Instant): ChargeCard {
  const token = readPaymentToken(text);
  if (token === null) {
    throw invalid('token', 'is no token of the sandbox’s payment sheet. Send it as the sheet gave it.');
  }
  const { number, brand } = token;
  return describe({ number, expMonth: 12, expYear: now.getUTCFullYear() + 3 }, brand, vault);
}

/** A card that the session's customer keeps: nobody has typed it here. */
function ofSavedCard(
  { cvc }: Extract<Given, { type: 'saved_card' }>['savedCard'],
  session: Session,
  { savedCard }: PaidWithDeps,
  now: Instant,
): ChargeCard {
  const offered = offeredBy(session);
  if (offered === null || savedCard === null) {
    throw invalid(
      'savedCard.id',
      'this session offers no such card. Show the session again: it may be gone.',
    );
  }
  const problem = checkSavedCard(savedCard, cvc ?? null, offered.terms, now);
  if (problem !== null) {
    const { code, message, field } = problem;
    throw new ApiError(code, message, { param: `paymentMethod.savedCard.${field}` });
  }
  const { brand, last4, expMonth, expYear, funding, country, fingerprint } = savedCard;
  return { brand, last4, expMonth, expYear, funding, country, fingerprint };
}

function notKept(): ApiError {
  return invalid('save', 'this session keeps no cards. Leave it out, or create a session that offers it.');
}

function describe(
  { number, expMonth, expYear }: Omit<RawCard, 'cvc'>,
  { brand, funding, country }: Brand,
  vault: Vault,
): ChargeCard {
  const fingerprint = vault.keyedHash('card fingerprint', number);
  return { brand, last4: number.slice(-4), expMonth, expYear, funding, country, fingerprint };
}

function findPlan(planId: string, { amountTotal }: Session, now: Instant) {
  const plan = plansFor(amountTotal, now).find(({ id }) => id === planId);
  if (plan !== undefined) return plan;
  throw invalid('bnpl.planId', 'this session has no such plan. Send the id of one of its instalment plans.');
}

function toTransfer(session: Session, { vault, merchantName }: PaidWithDeps, now: Instant) {
  const { id, amountTotal: amount, currency } = session;
  const seed = vault.keyedHash('transfer account', id);
  return instructionsFor({ seed, accountHolder: merchantName, amount, currency }, now);
}

function notOffered(type: string, offered: readonly PaymentMethod[]): ApiError {
  return invalid('type', `this session cannot be paid with ${type}; it offers ${offered.join(', ')}.`);
}

function invalid(field: string, message: string): ApiError {
  const param = `paymentMethod.${field}`;
  return new ApiError('invalid_request', `${param}: ${message}`, { param });
}
