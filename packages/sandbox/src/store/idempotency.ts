// One answer per Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): written with the change it answers for.

import type { Instant } from '../domain/clock.ts';
import { later } from '../domain/clock.ts';
import { inserted, preparedRow, updated } from './prepared.ts';
import type { Queries, Trx } from './store.ts';
import type { AnswerStatus } from './tables.ts';
import type { Vault } from './vault.ts';

/** How long a key is remembered; the APIs document 24 hours. */
export const KEY_LIFETIME_MS = 24 * 3_600_000;

export interface StoredAnswer {
  readonly status: AnswerStatus;
  /** The exact bytes of the first answer. */
  readonly body: string;
}

export interface IdempotentRequest {
  /** Merchant, mode, method and path (and session): where a key means one request. */
  readonly scope: string;
  readonly key: string;
  /** The body, parsed; compared by a keyed hash, because a plain hash of a card number could be reversed. */
  readonly body: unknown;
}

export type Claim =
  | { readonly type: 'first' }
  | { readonly type: 'replay'; readonly answer: StoredAnswer }
  | { readonly type: 'in_progress' }
  | { readonly type: 'mismatch' };

const addKeys = inserted('idempotency');
const setKey = updated('idempotency', ['id']);
const claimOfId = preparedRow((db, id: string) =>
  db.selectFrom('idempotency').selectAll().where('id', '=', id),
);

/** What a request with this key means now: the first of its kind, a repetition, or a mistake. Writes nothing new. */
export async function findClaim(
  trx: Trx,
  vault: Vault,
  request: IdempotentRequest,
  now: Instant,
): Promise<Claim> {
  const id = idOf(request);
  const row = await claimOfId(trx, id);
  if (row === undefined) return { type: 'first' };
  if (row.expires_at <= now.toISOString()) {
    await trx.deleteFrom('idempotency').where('id', '=', id).execute();
    return { type: 'first' };
  }
  if (row.fingerprint !== fingerprintOf(vault, request)) return { type: 'mismatch' };
  if (row.status === null || row.body_sealed === null) return { type: 'in_progress' };
  return { type: 'replay', answer: { status: row.status, body: vault.open(row.body_sealed, id) } };
}

/** Remembers the key with its answer, or, when that comes later, with the charge whose outcome will bring it. */
export async function claim(
  trx: Trx,
  vault: Vault,
  request: IdempotentRequest,
  result: StoredAnswer | { readonly chargeId: string },
  now: Instant,
): Promise<void> {
  const id = idOf(request);
  const answer = 'body' in result ? result : null;
  await addKeys(trx, {
    id,
    fingerprint: fingerprintOf(vault, request),
    state: answer === null ? 'in_progress' : 'done',
    charge_id: 'chargeId' in result ? result.chargeId : null,
    status: answer?.status ?? null,
    body_sealed: answer === null ? null : vault.seal(answer.body, id),
    expires_at: later(now, KEY_LIFETIME_MS),
    created_at: now.toISOString(),
  });
}

const waitingForCharge = preparedRow((db, chargeId: string) =>
  db
    .selectFrom('idempotency')
    .select('id')
    .where('charge_id', '=', chargeId)
    .where('state', '=', 'in_progress'),
);

/** Gives the request that waits for a charge its answer; a request that has one keeps it. */
export async function completeClaim(
  trx: Trx,
  vault: Vault,
  chargeId: string,
  answer: StoredAnswer,
): Promise<void> {
  const waiting = await waitingForCharge(trx, chargeId);
  if (waiting === undefined) return;
  const { id } = waiting;
  await setKey(
    trx,
    { state: 'done', status: answer.status, body_sealed: vault.seal(answer.body, id) },
    { id },
  );
}

/** Forgets keys whose time is over. */
export async function forgetExpiredKeys(db: Queries, now: Instant): Promise<void> {
  await db.deleteFrom('idempotency').where('expires_at', '<=', now.toISOString()).execute();
}

function idOf({ scope, key }: IdempotentRequest): string {
  return `${scope} ${key}`;
}

function fingerprintOf(vault: Vault, { body }: IdempotentRequest): string {
  return vault.keyedHash('idempotency', canonical(body));
}

/** JSON with sorted keys, so that the same content in another order is the same request. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const names = Object.keys(fields).sort();
  const told = names.filter((name) => fields[name] !== undefined);
  return `{${told.map((name) => `${JSON.stringify(name)}:${canonical(fields[name])}`).join()}}`;
}
