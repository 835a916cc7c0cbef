// A merchant's test data as one JSON document, and a document as test data: nothing of the installation is in it but by its mark.

import { z } from '@hono/zod-openapi';
import { ApiError } from '../http/problem.ts';
import { findCheckout } from '../store/checkouts.ts';
import { lastMovement } from '../store/ledger.ts';
import { indexAllOf } from '../store/search-objects.ts';
import type { Store, Trx } from '../store/store.ts';
import {
  deleteTestRows,
  insertRows,
  readTestRows,
  TEST_TABLES,
  type TestRows,
  type TestTable,
} from '../store/test-data.ts';
import { keyScopes } from '../store/test-keys.ts';
import { findTestEndpoints, lastSequence } from '../store/test-webhooks.ts';
import { hashOf, type Vault } from '../store/vault.ts';
import { fields } from '../wire/xpay/fields.ts';
import { openedCards, sealedCards } from './kept-cards.ts';
import { TABLES } from './schemas.ts';

/** What `GET /sandbox/export` answers and `POST /sandbox/import` takes. */
export const snapshot = fields({
  object: z.literal('sandbox_export'),
  version: z.literal(1),
  exportedAt: z.iso.datetime().openapi({ description: 'On the sandbox’s clock.' }),
  installation: z
    .string()
    .max(64)
    .openapi({ description: 'Which sandbox it came from: only there are Idempotency-Keys of use again.' }),
  tables: fields(TABLES),
}).openapi('SandboxExport');

export type Snapshot = z.output<typeof snapshot>;

/** Everything that a merchant has in test mode. */
export function takeSnapshot(
  { vault, transaction }: Store,
  merchantId: string,
  now: Date,
): Promise<Snapshot> {
  return transaction(async (trx) => {
    const rows = await readTestRows(trx, merchantId);
    return {
      object: 'sandbox_export',
      version: 1,
      exportedAt: now.toISOString(),
      installation: markOf(vault),
      tables: {
        ...rows,
        checkout_sessions: rows.checkout_sessions.map(
          ({ client_secret_hash: _hash, client_secret_sealed: sealed, sequence: _sequence, ...row }) => ({
            ...ownerless(row),
            client_secret: vault.open(sealed, row.id),
          }),
        ),
        customers: rows.customers.map(ownerless),
        ...openedCards(rows, vault),
        products: rows.products.map(ownerless),
        prices: rows.prices.map(ownerless),
        coupons: rows.coupons.map(ownerless),
        promotion_codes: rows.promotion_codes.map(ownerless),
        discounts: rows.discounts.map(ownerless),
        payment_links: rows.payment_links.map(ownerless),
        payment_intents: rows.payment_intents.map(ownerless),
        charges: rows.charges.map(ownerless),
        refunds: rows.refunds.map(ownerless),
        movements: rows.movements.map(({ sequence: _sequence, ...row }) => ownerless(row)),
        events: rows.events.map(({ sequence: _sequence, ...row }) => ownerless(row)),
        deliveries: rows.deliveries.map(({ lease_until: _lease, ...row }) => row),
      },
    };
  });
}

/**
 * Puts a snapshot in the place of all that the merchant has in test mode; how many sessions there are then.
 *
 * @throws ApiError `invalid_request` for rows that do not hang together; nothing has changed then.
 */
export function restoreSnapshot(store: Store, merchantId: string, taken: Snapshot): Promise<number> {
  return store.transaction(async (trx) => {
    await deleteTestRows(trx, merchantId);
    const rows = await toRows(trx, store.vault, merchantId, taken);
    for (const table of TEST_TABLES) await insertTable(trx, table, rows);
    await indexAllOf(trx, { merchantId, livemode: false });
    for (const [index, { id }] of rows.checkout_sessions.entries()) await mustRead(trx, id, index);
    return rows.checkout_sessions.length;
  });
}

async function insertTable<Name extends TestTable>(trx: Trx, table: Name, rows: TestRows): Promise<void> {
  try {
    await insertRows(trx, table, rows[table]);
  } catch (cause) {
    if (!isConstraint(cause)) throw cause;
    throw refused(
      `tables.${table}`,
      'a row is there twice, is somebody else’s, or names one that is not there.',
    );
  }
}

/** By the code that reads it from then on. */
async function mustRead(trx: Trx, id: string, index: number): Promise<void> {
  const found = await findCheckout(trx, id).catch(() => null);
  if (found !== null) return;
  throw refused(
    `tables.checkout_sessions[${index}]`,
    'this session, its intent or its charges cannot be read: one is missing, or a JSON column holds something else.',
  );
}

async function toRows(trx: Trx, vault: Vault, merchantId: string, taken: Snapshot): Promise<TestRows> {
  const owner = { merchant_id: merchantId, livemode: 0 } as const;
  const { tables, installation } = taken;
  const endpoints = await findTestEndpoints(trx, merchantId);
  const sequence = await lastSequence(trx);
  const moved = await lastMovement(trx);
  const deliveries = tables.deliveries.flatMap((row) => {
    // Another sandbox's endpoint is this one's, if it has any.
    const endpoint = endpoints.includes(row.endpoint_id) ? row.endpoint_id : endpoints[0];
    return endpoint === undefined ? [] : [{ ...row, endpoint_id: endpoint, lease_until: null }];
  });
  // They are listed in the order in which they are written, which is that of their events.
  const places = new Map(tables.events.map(({ id }, place) => [id, place]));
  const placeOf = (row: { readonly event_id: string }) => places.get(row.event_id) ?? 0;
  deliveries.sort((a, b) => placeOf(a) - placeOf(b));
  const scopes = keyScopes(
    merchantId,
    tables.checkout_sessions.map((row) => row.id),
  );
  const isOwn = (row: { readonly id: string }) => scopes.some((scope) => row.id.startsWith(scope));
  const kept = new Set(deliveries.map(({ id }) => id));
  return {
    ...tables,
    checkout_sessions: tables.checkout_sessions.map(({ client_secret: secret, ...row }, index) => ({
      ...row,
      sequence: index + 1,
      ...owner,
      client_secret_hash: hashOf(secret),
      client_secret_sealed: vault.seal(secret, row.id),
    })),
    ...ownedSales(tables, owner),
    ...sealedCards(tables, vault),
    payment_intents: tables.payment_intents.map((row) => ({ ...row, ...owner })),
    charges: tables.charges.map((row) => ({ ...row, ...owner })),
    refunds: tables.refunds.map((row) => ({ ...row, ...owner })),
    movements: tables.movements.map((row, index) => ({ ...row, ...owner, sequence: moved + 1 + index })),
    idempotency: installation === markOf(vault) ? tables.idempotency.filter(isOwn) : [],
    events: tables.events.map((row, index) => ({ ...row, ...owner, sequence: sequence + 1 + index })),
    deliveries,
    delivery_attempts: tables.delivery_attempts.filter((row) => kept.has(row.delivery_id)),
  };
}

function ownedSales(tables: Snapshot['tables'], owner: { merchant_id: string; livemode: 0 }) {
  const own = <Row extends object>(rows: readonly Row[]) => rows.map((row) => ({ ...row, ...owner }));
  return {
    customers: own(tables.customers),
    products: own(tables.products),
    prices: own(tables.prices),
    coupons: own(tables.coupons),
    promotion_codes: own(tables.promotion_codes),
    discounts: own(tables.discounts),
    payment_links: own(tables.payment_links),
  };
}

function ownerless<Row extends { readonly merchant_id: string; readonly livemode: number }>(row: Row) {
  const { merchant_id: _merchant, livemode: _mode, ...rest } = row;
  return rest;
}

/** Tells one root secret from another, and nothing of it. */
function markOf(vault: Vault): string {
  return vault.keyedHash('installation', 'export');
}

function isConstraint(error: unknown): boolean {
  const cause = error instanceof Error && 'code' in error ? error.code : null;
  return typeof cause === 'string' && cause.startsWith('SQLITE_CONSTRAINT');
}

function refused(param: string, message: string): ApiError {
  return new ApiError('invalid_request', `${param}: ${message} Send an export as it was made.`, { param });
}
