// Verifications as rows and back, and found by what callers know: their id, a bank's id for them, their charge.

import { WINDOW_SIZES } from '@xpay/protocol/next-action';
import { z } from 'zod';
import type { Authentication } from '../domain/authentication.ts';
import type { AuthenticationsTable } from './authentication-tables.ts';
import { changedColumns } from './changed-columns.ts';
import type { Queries, Trx } from './store.ts';

/** Which verification, of which session: enough to read the whole in a transaction. */
export interface AuthenticationKey {
  readonly id: string;
  readonly sessionId: string;
}

// What the JSON columns hold.
const PROOF = z.object({ eci: z.string().nullable(), value: z.string() });
const BROWSER = z.object({
  info: z
    .object({
      acceptHeader: z.string(),
      language: z.string(),
      colorDepth: z.number(),
      screenHeight: z.number(),
      screenWidth: z.number(),
      timeZoneOffset: z.number(),
      javaEnabled: z.boolean(),
      windowSize: z.enum(WINDOW_SIZES),
    })
    .nullable(),
  userAgent: z.string(),
  acceptHeader: z.string(),
  ip: z.string().nullable(),
});

/** The verification of a charge; null when it has none. */
export async function findAuthentication(trx: Trx, chargeId: string): Promise<Authentication | null> {
  const row = await trx
    .selectFrom('authentications')
    .selectAll()
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
  return row === undefined ? null : toAuthentication(row);
}

/** Whose verification this id names, or null. */
export async function findById(db: Queries, id: string): Promise<AuthenticationKey | null> {
  const row = await db
    .selectFrom('authentications')
    .select(['id', 'session_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : { id: row.id, sessionId: row.session_id };
}

/** The charge of a verification. @throws when there is no such verification. */
export async function findChargeOf(db: Queries, { id }: AuthenticationKey): Promise<string> {
  const row = await db
    .selectFrom('authentications')
    .select('charge_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.charge_id;
}

/** Whose verification a bank means by this `threeDSServerTransID`, or null. UUIDs are the same in either case. */
export async function findByTransaction(db: Queries, id: string): Promise<AuthenticationKey | null> {
  const row = await db
    .selectFrom('authentications')
    .select(['id', 'session_id'])
    .where('server_transaction_id', '=', id.toLowerCase())
    .executeTakeFirst();
  return row === undefined ? null : { id: row.id, sessionId: row.session_id };
}

/** Verifications whose time is over. */
export async function findDueAuthentications(
  db: Queries,
  now: string,
): Promise<readonly AuthenticationKey[]> {
  const rows = await db
    .selectFrom('authentications')
    .select(['id', 'session_id'])
    .where('due_at', '<=', now)
    .execute();
  return rows.map((row) => ({ id: row.id, sessionId: row.session_id }));
}

/** Verifications that wait for a bank's answer (ARes). */
export async function findAsking(db: Queries): Promise<readonly AuthenticationKey[]> {
  const rows = await db
    .selectFrom('authentications')
    .select(['id', 'session_id'])
    .where('state', '=', 'asking')
    .execute();
  return rows.map((row) => ({ id: row.id, sessionId: row.session_id }));
}

/** Writes what changed from `before` to `after`, which are the verifications of a session's latest attempt. */
export async function saveAuthentication(
  trx: Trx,
  before: Authentication | null,
  after: Authentication | null,
  sessionId: string,
): Promise<void> {
  if (after === null || after === before) return;
  const row = authenticationRow(after, sessionId);
  if (before?.id !== after.id) await trx.insertInto('authentications').values(row).execute();
  else {
    const changed = changedColumns(authenticationRow(before, sessionId), row);
    await trx.updateTable('authentications').set(changed).where('id', '=', after.id).execute();
  }
}

function authenticationRow(authentication: Authentication, sessionId: string): AuthenticationsTable {
  return {
    id: authentication.id,
    session_id: sessionId,
    charge_id: authentication.chargeId,
    kind: authentication.kind,
    state: authentication.state,
    server_transaction_id: authentication.serverTransactionId,
    acs_transaction_id: authentication.acsTransactionId,
    ds_transaction_id: authentication.dsTransactionId,
    account_reference: authentication.accountReference,
    method_url: authentication.methodUrl,
    method_noted_at: authentication.methodNotedAt,
    method_completion: authentication.methodCompletion,
    browser: JSON.stringify(authentication.browser),
    answer: authentication.answer,
    result: authentication.result,
    proof: authentication.proof === null ? null : JSON.stringify(authentication.proof),
    acs_url: authentication.acsUrl,
    redirected_at: authentication.redirectedAt,
    challenge_noted_at: authentication.challengeNotedAt,
    cardholder_info: authentication.cardholderInfo,
    due_at: authentication.dueAt,
    expires_at: authentication.expiresAt,
    created_at: authentication.createdAt,
    updated_at: authentication.updatedAt,
  };
}

function toAuthentication(row: AuthenticationsTable): Authentication {
  return {
    id: row.id,
    chargeId: row.charge_id,
    kind: row.kind,
    state: row.state,
    serverTransactionId: row.server_transaction_id,
    acsTransactionId: row.acs_transaction_id,
    dsTransactionId: row.ds_transaction_id,
    accountReference: row.account_reference,
    methodUrl: row.method_url,
    methodNotedAt: row.method_noted_at,
    methodCompletion: row.method_completion,
    browser: BROWSER.parse(JSON.parse(row.browser)),
    answer: row.answer,
    result: row.result,
    proof: row.proof === null ? null : PROOF.parse(JSON.parse(row.proof)),
    acsUrl: row.acs_url,
    redirectedAt: row.redirected_at,
    challengeNotedAt: row.challenge_noted_at,
    cardholderInfo: row.cardholder_info,
    dueAt: row.due_at,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
