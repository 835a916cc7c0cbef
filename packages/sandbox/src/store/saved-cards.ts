// Reads and writes the cards that customers have paid with, and those that they agreed to keep.

import { offeredBy, type SavedCard } from '../domain/saved-cards.ts';
import type { Session } from '../domain/session.ts';
import { CARD } from './json-columns.ts';
import { inOrder, type PageWanted, pageOfIds } from './paging.ts';
import { preparedRow, updated } from './prepared.ts';
import type { SavedCardsTable } from './saved-card-tables.ts';
import type { Queries, Trx } from './store.ts';
import type { Vault } from './vault.ts';

/** More are not offered at once: a list of choices, not an archive. */
const MOST_OFFERED = 10;

/** The cards that customers have paid with, kept or not, the one used last first. */
export async function findUsedCards(
  db: Queries,
  customerIds: readonly string[],
): Promise<readonly SavedCard[]> {
  if (customerIds.length === 0) return [];
  const rows = await latestFirst(db).where('customer_id', 'in', customerIds).execute();
  return rows.map(toSavedCard);
}

/** One page of the cards that a customer keeps, and how many there are in all. */
export async function listKeptCards(db: Queries, customerId: string, wanted: PageWanted) {
  const query = db
    .selectFrom('saved_cards')
    .select(['id', 'id as position'])
    .where('customer_id', '=', customerId)
    .where('token_sealed', 'is not', null);
  const { ids, ...page } = await pageOfIds(db, query, wanted);
  const rows =
    ids.length === 0 ? [] : await db.selectFrom('saved_cards').selectAll().where('id', 'in', ids).execute();
  return { ...page, cards: inOrder(ids, rows, ({ id }) => id).map(toSavedCard) };
}

/** The cards that a session offers its buyer; none unless it says so, has a customer and is open. */
export async function findOfferedCards(db: Queries, session: Session): Promise<readonly SavedCard[]> {
  const offered = offeredBy(session);
  if (offered === null) return [];
  const rows = await kept(db, offered.customerId).limit(MOST_OFFERED).execute();
  return rows.map(toSavedCard);
}

export interface KeptCard {
  readonly card: SavedCard;
  /** By what the acquirer knows it. */
  readonly token: string;
}

/** A card that a customer keeps, with what the acquirer knows it by; null for one that is not, or is somebody else's. */
export async function findKeptCard(
  db: Queries,
  vault: Vault,
  customerId: string,
  id: string,
): Promise<KeptCard | null> {
  const row = await kept(db, customerId).where('id', '=', id).executeTakeFirst();
  if (row === undefined || row.token_sealed === null) return null;
  return { card: toSavedCard(row), token: vault.open(row.token_sealed, row.id) };
}

const setUsedCard = updated('saved_cards', ['id']);
const usedCardOf = preparedRow((db, customerId: string, fingerprint: string) =>
  db
    .selectFrom('saved_cards')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('fingerprint', '=', fingerprint),
);

export interface UsedCard {
  readonly card: Omit<SavedCard, 'savedAt'>;
  /** As the acquirer gave it where the buyer agreed that the card is kept; null otherwise. */
  readonly token: string | null;
}

/**
 * Remembers that a card was paid with, and that it is kept where the buyer agreed. A customer has each card once: the
 * same number again is the same row, and stays kept.
 *
 * @returns the token that another has taken the place of, for the acquirer to forget; or null.
 */
export async function writeUsedCard(trx: Trx, vault: Vault, used: UsedCard): Promise<string | null> {
  const { id: newId, customerId, createdAt, lastUsedAt, ...card } = used.card;
  const before = await usedCardOf(trx, customerId, card.fingerprint);
  const id = before?.id ?? newId;
  const written = {
    card: JSON.stringify(card),
    last_used_at: lastUsedAt,
    ...(used.token === null ? {} : { token_sealed: vault.seal(used.token, id), saved_at: lastUsedAt }),
  };
  if (before !== undefined) {
    await setUsedCard(trx, written, { id });
    const { token_sealed: sealed } = before;
    return used.token === null || sealed === null ? null : vault.open(sealed, id);
  }
  const row = { id, customer_id: customerId, fingerprint: card.fingerprint, created_at: createdAt };
  await trx
    .insertInto('saved_cards')
    .values({ token_sealed: null, saved_at: null, ...row, ...written })
    .execute();
  return null;
}

/**
 * A card is not kept any more; that it was paid with stays. Done twice it changes nothing.
 *
 * @returns what the acquirer knows it by, to be forgotten; null when the customer keeps no such card.
 */
export async function releaseKeptCard(
  trx: Trx,
  vault: Vault,
  customerId: string,
  id: string,
): Promise<string | null> {
  const found = await findKeptCard(trx, vault, customerId, id);
  if (found === null) return null;
  await trx
    .updateTable('saved_cards')
    .set({ token_sealed: null, saved_at: null })
    .where('id', '=', id)
    .execute();
  return found.token;
}

/** The open sessions that offer the cards of a customer. */
export async function findOfferingSessions(db: Queries, customerId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('checkout_sessions')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('status', '=', 'open')
    .where('saved_cards', 'is not', null)
    .execute();
  return rows.map(({ id }) => id);
}

function latestFirst(db: Queries) {
  return db.selectFrom('saved_cards').selectAll().orderBy('last_used_at', 'desc').orderBy('id', 'desc');
}

function kept(db: Queries, customerId: string) {
  return latestFirst(db).where('customer_id', '=', customerId).where('token_sealed', 'is not', null);
}

function toSavedCard(row: SavedCardsTable): SavedCard {
  return {
    ...CARD.parse(JSON.parse(row.card)),
    id: row.id,
    customerId: row.customer_id,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    savedAt: row.saved_at,
  };
}
