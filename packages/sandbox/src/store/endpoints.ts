// Webhook endpoints as their merchants make and change them. Those of single payments (private-endpoints.ts) are not among them.

import { randomBytes } from 'node:crypto';
import { APIS, type Api } from '../domain/api.ts';
import { type Instant, later } from '../domain/clock.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import type { Queries, Trx } from './store.ts';
import type { WebhookEndpointsTable } from './webhook-tables.ts';

export interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  /** Null for all. */
  readonly eventTypes: readonly string[] | null;
  /** Whose words it understands; null for all. */
  readonly apis: readonly Api[] | null;
  readonly secret: string;
  /** Until when webhooks have a signature of the secret before, too; null when there is none. */
  readonly previousUntil: string | null;
  readonly disabledAt: string | null;
  readonly createdAt: string;
}

export type EndpointTerms = Pick<Endpoint, 'url' | 'description' | 'eventTypes' | 'apis'>;

/** Makes an endpoint with a secret of its own. */
export async function createEndpoint(
  trx: Trx,
  { id, merchantId, livemode }: Owner & { readonly id: string },
  terms: EndpointTerms,
  now: Instant,
): Promise<Endpoint> {
  const row: WebhookEndpointsTable = {
    id,
    merchant_id: merchantId,
    livemode: toFlag(livemode),
    ...termsRow(terms),
    secret: newSecret(),
    previous_secret: null,
    previous_until: null,
    is_private: 0,
    disabled_at: null,
    deleted_at: null,
    created_at: now.toISOString(),
  };
  await trx.insertInto('webhook_endpoints').values(row).execute();
  return toEndpoint(row, now);
}

/** A merchant's endpoints in one mode, oldest first. */
export async function listEndpoints(db: Queries, owner: Owner, now: Instant): Promise<readonly Endpoint[]> {
  const rows = await ownEndpoints(db, owner).orderBy('id').execute();
  return rows.map((row) => toEndpoint(row, now));
}

/** One of them, or null. */
export async function findEndpoint(
  db: Queries,
  owner: Owner,
  id: string,
  now: Instant,
): Promise<Endpoint | null> {
  const row = await ownEndpoints(db, owner).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toEndpoint(row, now);
}

/** Whether another endpoint of the merchant and mode has this address. */
export async function isAddressTaken(db: Queries, owner: Owner, url: string, id?: string): Promise<boolean> {
  const row = await ownEndpoints(db, owner).where('url', '=', url).executeTakeFirst();
  return row !== undefined && row.id !== id;
}

/** Writes what an endpoint asks for, and whether it is switched off. */
export async function saveEndpoint(
  trx: Trx,
  { id, disabledAt, ...terms }: EndpointTerms & Pick<Endpoint, 'id' | 'disabledAt'>,
): Promise<void> {
  await trx
    .updateTable('webhook_endpoints')
    .set({ ...termsRow(terms), disabled_at: disabledAt })
    .where('id', '=', id)
    .execute();
}

/** Gives it a new secret. The old one signs as well until `overlapMs` from now; one that is older still, no more. */
export async function rotateSecret(
  trx: Trx,
  { id, secret }: Pick<Endpoint, 'id' | 'secret'>,
  overlapMs: number,
  now: Instant,
): Promise<void> {
  const previous = { previous_secret: secret, previous_until: later(now, overlapMs) };
  const row = { secret: newSecret(), ...previous };
  await trx.updateTable('webhook_endpoints').set(row).where('id', '=', id).execute();
}

/** Deletes it: nothing is sent there any more. What was sent stays in the log. */
export async function deleteEndpoint(trx: Trx, id: string, now: Instant): Promise<void> {
  const at = now.toISOString();
  const row = { disabled_at: at, deleted_at: at };
  await trx.updateTable('webhook_endpoints').set(row).where('id', '=', id).execute();
  await trx
    .updateTable('deliveries')
    .set({ state: 'failed', next_attempt_at: null, lease_until: null })
    .where('endpoint_id', '=', id)
    .where('state', '=', 'pending')
    .execute();
}

function ownEndpoints(db: Queries, { merchantId, livemode }: Owner) {
  return db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode))
    .where('is_private', '=', 0)
    .where('deleted_at', 'is', null);
}

const SECRET_BYTES = 32; // Standard Webhooks: 24 to 64

function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

function termsRow({ url, description, eventTypes, apis }: EndpointTerms) {
  return { url, description, event_types: toList(eventTypes), apis: toList(apis) };
}

function toList(names: readonly string[] | null): string | null {
  return names === null ? null : JSON.stringify(names);
}

function toEndpoint(row: WebhookEndpointsTable, now: Instant): Endpoint {
  const apis = fromList(row.apis);
  const { previous_until: until } = row;
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    eventTypes: fromList(row.event_types),
    apis: apis === null ? null : APIS.filter((api) => apis.includes(api)),
    secret: row.secret,
    previousUntil: until !== null && until > now.toISOString() ? until : null,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
  };
}

function fromList(text: string | null): readonly string[] | null {
  const list: unknown = text === null ? null : JSON.parse(text);
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : null;
}
