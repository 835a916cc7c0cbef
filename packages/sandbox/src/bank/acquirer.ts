// The acquirer: where money would move. It keeps its own book by charge, so that asking twice never charges twice.

import type { Proof } from '../domain/authentication.ts';
import { type Fate, fateOf, type RawCard, SETTLES_AFTER_MS } from '../domain/cards.ts';
import type { Outcome } from '../domain/charge.ts';
import { type Clock, later } from '../domain/clock.ts';
import type { RefundOutcome } from '../domain/refund.ts';
import type { Store, Trx } from '../store/store.ts';
import type { AuthorizationsTable } from '../store/tables.ts';
import { createOrders } from './acquirer-orders.ts';

export interface Presentation {
  readonly chargeId: string;
  /** In memory only: what is kept is what was decided, never what was presented. */
  readonly card: RawCard;
}

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
  /** Keeps a card for a charge that is authorised later, for an hour: the buyer is verified first. Moves nothing. */
  prepare(presentation: Presentation): Promise<void>;
  /** Keeps the same card for another charge too; of a card that is no longer kept, nothing. */
  copyPrepared(from: string, to: string): Promise<void>;
  /** Asks for the money with the card that was kept, once; declined when it is no longer kept. */
  authorizePrepared(request: VerifiedRequest): Promise<Outcome>;
  /**
   * What became of a charge whose answer was never heard. A charge that the book does not know did not move money, and
   * from now on never will: an authorisation that arrives late is refused.
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
}

/** Longer than any verification; each new one for the same card begins it anew. */
const KEPT_FOR_MS = 3_600_000;

/** The sandbox's acquirer: the test card decides. Its book is a table, so an answer survives a killed process. */
export function createAcquirer(store: Store, clock: Clock): Acquirer {
  const decide = async (asked: Asked) =>
    toOutcome(await store.transaction((trx) => findOrWrite(trx, asked, clock)), clock);
  const keep = async (trx: Trx, chargeId: string, fate: Fate) => {
    const row = { charge_id: chargeId, fate, created_at: clock.now().toISOString() };
    await trx.insertInto('prepared_cards').values(row).execute();
  };
  return {
    authorize: ({ chargeId, card }) => decide({ chargeId, fate: async () => fateOf(card.number) }),
    prepare: ({ chargeId, card }) => store.transaction((trx) => keep(trx, chargeId, fateOf(card.number))),
    copyPrepared: (from, to) =>
      store.transaction(async (trx) => {
        const fate = await findPrepared(trx, from);
        if (fate !== null) await keep(trx, to, fate);
      }),
    authorizePrepared: ({ chargeId, proof }) => {
      const fate = async (trx: Trx) => (await findPrepared(trx, chargeId)) ?? 'void';
      return decide({ chargeId, fate, eci: proof?.eci ?? null });
    },
    resolve: (chargeId) => decide({ chargeId, fate: async () => 'void' }),
    ...createOrders(clock),
    async forgetPrepared() {
      const oldest = later(clock.now(), -KEPT_FOR_MS);
      await store.db.deleteFrom('prepared_cards').where('created_at', '<=', oldest).execute();
    },
  };
}

/** What is decided about a charge that the book does not know yet. */
interface Asked {
  readonly chargeId: string;
  readonly fate: (trx: Trx) => Promise<AuthorizationsTable['fate']>;
  readonly eci?: string | null;
}

async function findPrepared(trx: Trx, chargeId: string): Promise<Fate | null> {
  const row = await trx
    .selectFrom('prepared_cards')
    .select('fate')
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
  return row?.fate ?? null;
}

async function findOrWrite(
  trx: Trx,
  { chargeId, fate: decideFate, eci = null }: Asked,
  clock: Clock,
): Promise<AuthorizationsTable> {
  const known = await trx
    .selectFrom('authorizations')
    .selectAll()
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
  if (known !== undefined) return known;
  const now = clock.now();
  const fate = await decideFate(trx);
  const row: AuthorizationsTable = {
    charge_id: chargeId,
    fate,
    settles_at: fate === 'approve_later' ? later(now, SETTLES_AFTER_MS) : null,
    eci,
    created_at: now.toISOString(),
  };
  await trx.insertInto('authorizations').values(row).execute();
  return row;
}

function toOutcome({ fate, settles_at: settlesAt }: AuthorizationsTable, clock: Clock): Outcome {
  switch (fate) {
    case 'approve':
    case 'approve_slow_refund':
    case 'approve_failing_refund':
      return { type: 'approved' };
    case 'approve_later':
      if (settlesAt !== null && clock.now().toISOString() < settlesAt) return { type: 'pending', settlesAt };
      return { type: 'approved' };
    case 'void':
      return { type: 'declined', code: 'processing_error' };
    default:
      return { type: 'declined', code: fate };
  }
}
