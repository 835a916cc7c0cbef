// The acquirer: where money would move. It keeps its own book by charge, so that asking twice never charges twice.

import { type Fate, fateOf, type RawCard, SETTLES_AFTER_MS } from '../domain/cards.ts';
import type { Outcome } from '../domain/charge.ts';
import { type Clock, later } from '../domain/clock.ts';
import type { Store, Trx } from '../store/store.ts';
import type { AuthorizationsTable } from '../store/tables.ts';

export interface AuthorizationRequest {
  readonly chargeId: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** In memory only: the book keeps what was decided, never what was presented. */
  readonly card: RawCard;
}

export interface Acquirer {
  /** Asks for the money. Idempotent by charge: a repetition gets the first decision. */
  authorize(request: AuthorizationRequest): Promise<Outcome>;
  /**
   * What became of a charge whose answer was never heard. A charge that the book does not know did not move money, and
   * from now on never will: an authorisation that arrives late is refused.
   */
  resolve(chargeId: string): Promise<Outcome>;
}

/** The sandbox's acquirer: the test card decides. Its book is a table, so an answer survives a killed process. */
export function createAcquirer(store: Store, clock: Clock): Acquirer {
  const decide = async (chargeId: string, fate: AuthorizationsTable['fate']): Promise<Outcome> =>
    toOutcome(await store.transaction((trx) => findOrWrite(trx, chargeId, fate, clock)), clock);
  return {
    authorize: ({ chargeId, card }) => decide(chargeId, fateOf(card.number)),
    resolve: (chargeId) => decide(chargeId, 'void'),
  };
}

async function findOrWrite(
  trx: Trx,
  chargeId: string,
  fate: Fate | 'void',
  clock: Clock,
): Promise<AuthorizationsTable> {
  const known = await trx
    .selectFrom('authorizations')
    .selectAll()
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
  if (known !== undefined) return known;
  const now = clock.now();
  const row: AuthorizationsTable = {
    charge_id: chargeId,
    fate,
    settles_at: fate === 'approve_later' ? later(now, SETTLES_AFTER_MS) : null,
    created_at: now.toISOString(),
  };
  await trx.insertInto('authorizations').values(row).execute();
  return row;
}

function toOutcome({ fate, settles_at: settlesAt }: AuthorizationsTable, clock: Clock): Outcome {
  switch (fate) {
    case 'approve':
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
