// The acquirer: where money would move. It keeps its own book by charge, so that asking twice never charges twice.

import type { Proof } from '../domain/authentication.ts';
import { type Fate, SETTLES_AFTER_MS } from '../domain/cards.ts';
import type { Outcome } from '../domain/charge.ts';
import { type Clock, type Instant, later } from '../domain/clock.ts';
import type { RefundOutcome } from '../domain/refund.ts';
import { TRANSFER_SETTLES_AFTER_MS } from '../domain/transfer.ts';
import { inserted, preparedRow } from '../store/prepared.ts';
import type { Store, Trx } from '../store/store.ts';
import type { AuthorizationsTable } from '../store/tables.ts';
import { createOrders } from './acquirer-orders.ts';
import { isApproved } from './approval-book.ts';
import { type CardVault, createCardVault } from './card-vault.ts';
import { findPrepared, forgetPrepared, writePrepared } from './prepared-cards.ts';
import { APPROVED, type Decided, decideOn, type Presented, VOID } from './presented.ts';

export type Presentation = Presented & { readonly chargeId: string };

export interface AuthorizationRequest {
  readonly chargeId: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
}

export interface VerifiedRequest extends AuthorizationRequest {
  /** Goes along to the card's bank, which then answers for fraud; null when the bank has given none. */
  readonly proof: Proof | null;
}

export interface RefundOrder {
  readonly refundId: string;
  readonly chargeId: string;
  /** Minor units. */
  readonly amount: number;
}

export interface Acquirer {
  /** Asks for the money. Idempotent by charge: a repetition gets the first decision. */
  authorize(request: AuthorizationRequest & Presentation): Promise<Outcome>;
  /**
   * The same within the caller's transaction, where the book is a part of the caller's own database: charge and decision are
   * one write then, and no outcome can be missing. An acquirer at the end of a line has no such thing.
   */
  readonly authorizeIn?:
    | ((trx: Trx, request: AuthorizationRequest & Presentation) => Promise<Outcome>)
    | undefined;
  /** Keeps a card for a charge that is authorised later, for an hour: the buyer is verified first. Moves nothing. */
  prepare(presentation: Presentation): Promise<void>;
  /** Keeps the same card for another charge too; of a card that is no longer kept, nothing. */
  copyPrepared(from: string, to: string): Promise<void>;
  /**
   * Asks for the money with the card that was kept, once; declined when it is no longer kept. Where a provider asked the
   * buyer, it is declined unless the provider has approved.
   */
  authorizePrepared(request: VerifiedRequest): Promise<Outcome>;
  /**
   * What became of a charge whose answer was never heard. A charge that the book does not know did not move money, and
   * from now on never will: an authorisation that arrives late is refused. Only what a provider has approved is had then.
   */
  resolve(chargeId: string): Promise<Outcome>;
  /**
   * Takes what is held for a charge. The sandbox's acquirer does what it is told within the caller's transaction, so
   * that order and outcome are one write; only an outcome that takes time is asked for again.
   */
  capture(trx: Trx, chargeId: string, amount: number): Promise<void>;
  /** Lets go of what is held. */
  release(trx: Trx, chargeId: string): Promise<void>;
  /** Sends money back to the card. */
  refund(trx: Trx, order: RefundOrder): Promise<RefundOutcome>;
  /** What became of a refund. */
  resolveRefund(trx: Trx, refundId: string): Promise<RefundOutcome>;
  /** Throws away the cards whose hour is over. */
  forgetPrepared(): Promise<void>;
  /** By what a directory knows a card that was kept; null for one whose issuer takes no part, or that was forgotten. */
  referenceOf(token: string): Promise<string | null>;
  /** Forgets a card that was kept: nobody can charge it again. Done twice it changes nothing. */
  forget(trx: Trx, token: string): Promise<void>;
}

/** The sandbox's acquirer: the test card decides. Its book is a table, so an answer survives a killed process. */
export function createAcquirer(store: Store, clock: Clock): Acquirer {
  const cardVault = createCardVault(store, clock);
  const decide = (asked: Asked) => store.transaction((trx) => findOrWrite(trx, asked, cardVault, clock));
  const toAsked = ({ chargeId, ...presented }: Presentation): Asked => ({
    chargeId,
    card: (trx) => decideOn(trx, chargeId, presented, cardVault, clock),
  });
  return {
    authorize: (request) => decide(toAsked(request)),
    authorizeIn: (trx, request) => findOrWrite(trx, toAsked(request), cardVault, clock),
    prepare: ({ chargeId, ...presented }) =>
      store.transaction(async (trx) =>
        writePrepared(trx, chargeId, await decideOn(trx, chargeId, presented, cardVault, clock), clock),
      ),
    copyPrepared: (from, to) =>
      store.transaction(async (trx) => {
        const card = await findPrepared(trx, from);
        if (card !== null) await writePrepared(trx, to, card, clock);
      }),
    authorizePrepared: ({ chargeId, proof }) => {
      const card = async (trx: Trx) =>
        (await findPrepared(trx, chargeId)) ?? (await approvedBy(trx, chargeId));
      return decide({ chargeId, card, eci: proof?.eci ?? null });
    },
    resolve: (chargeId) => decide({ chargeId, card: async (trx) => approvedBy(trx, chargeId) }),
    ...createOrders(clock),
    forgetPrepared: () => forgetPrepared(store, clock),
    referenceOf: (token) =>
      store.transaction(async (trx) => (await cardVault.find(trx, token))?.accountReference ?? null),
    forget: cardVault.forget,
  };
}

/** What is decided about a charge that the book does not know yet. */
interface Asked {
  readonly chargeId: string;
  readonly card: (trx: Trx) => Promise<Decided | typeof VOID>;
  readonly eci?: string | null;
}

/** What a provider stands in for is still to be had when nobody lived to ask for it. */
async function approvedBy(trx: Trx, chargeId: string): Promise<typeof APPROVED | typeof VOID> {
  return (await isApproved(trx, chargeId)) ? APPROVED : VOID;
}

const addAuthorizations = inserted('authorizations');
const authorizationOf = preparedRow((db, chargeId: string) =>
  db.selectFrom('authorizations').selectAll().where('charge_id', '=', chargeId),
);

async function findOrWrite(
  trx: Trx,
  { chargeId, card: decideCard, eci = null }: Asked,
  cardVault: CardVault,
  clock: Clock,
): Promise<Outcome> {
  const known = await authorizationOf(trx, chargeId);
  if (known !== undefined) return toOutcome(known, await cardVault.tokenOf(trx, chargeId), clock);
  const now = clock.now();
  const { fate, keep } = await decideCard(trx);
  const row: AuthorizationsTable = {
    charge_id: chargeId,
    fate,
    settles_at: settlesAtOf(fate, now),
    eci,
    created_at: now.toISOString(),
  };
  await addAuthorizations(trx, row);
  const token = keep !== null && isApproving(fate) ? await cardVault.keep(trx, chargeId, keep) : null;
  return toOutcome(row, token, clock);
}

/** When what takes time is known. */
function settlesAtOf(fate: Fate | 'void', now: Instant): string | null {
  if (fate === 'approve_later') return later(now, SETTLES_AFTER_MS);
  return fate === 'approve_transfer' ? later(now, TRANSFER_SETTLES_AFTER_MS) : null;
}

function outcomeAt(settlesAt: string | null, outcome: Outcome, clock: Clock): Outcome {
  return settlesAt !== null && clock.now().toISOString() < settlesAt
    ? { type: 'pending', settlesAt }
    : outcome;
}

function isApproving(fate: Fate | 'void'): boolean {
  return fate.startsWith('approve');
}

/** `token` is that of the card, where it is kept: told when the money is there, and each time again. */
function toOutcome(
  { fate, settles_at: settlesAt }: AuthorizationsTable,
  token: string | null,
  clock: Clock,
): Outcome {
  const approved: Outcome = { type: 'approved', ...(token === null ? {} : { keptAs: token }) };
  switch (fate) {
    case 'approve':
    case 'approve_slow_refund':
    case 'approve_failing_refund':
      return approved;
    case 'approve_later':
      return outcomeAt(settlesAt, approved, clock);
    case 'approve_transfer':
      return outcomeAt(settlesAt, approved, clock);
    case 'withhold_transfer':
      return outcomeAt(settlesAt, { type: 'declined', code: 'method_expired' }, clock);
    case 'void':
      return { type: 'declined', code: 'processing_error' };
    default:
      return { type: 'declined', code: fate };
  }
}
