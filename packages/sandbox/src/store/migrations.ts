// Creates and changes the tables, in order; a migration that has been released is never edited.

import { type Migration, type MigrationProvider, sql } from 'kysely';
import { addContact, addFreeOrders, addHostedPages } from './added-columns.ts';
import { createAuthentications } from './authentication-tables.ts';
import { createBankTables } from './bank-tables.ts';
import { createIndex, createTable, type Db } from './create-table.ts';
import { allowPromotionCodes } from './link-tables.ts';
import { countByBlocks } from './list-blocks.ts';
import { createLists } from './list-tables.ts';
import { createMethods } from './method-tables.ts';
import { createMoney } from './money-tables.ts';
import { narrowIndexes } from './narrow-indexes.ts';
import { createOAuth } from './oauth-tables.ts';
import { createSales } from './sale-tables.ts';
import { createSavedCards } from './saved-card-tables.ts';
import { addSearchPairs } from './search-objects.ts';
import { addEndpoints, createWebhooks } from './webhook-tables.ts';

export const MIGRATIONS: MigrationProvider = {
  getMigrations: async (): Promise<Record<string, Migration>> => ({
    '001_merchants': { up: createMerchants },
    '002_sessions': { up: createSessions },
    '003_payments': { up: createPayments },
    '004_idempotency': { up: createIdempotency },
    '005_webhooks': { up: createWebhooks },
    '006_attempts': { up: numberAttempts },
    '007_authentications': { up: createAuthentications },
    '008_bank': { up: createBankTables },
    '009_hosted_pages': { up: addHostedPages },
    '011_money': { up: createMoney },
    '012_sales': { up: createSales },
    '013_endpoints_oauth': { up: addEndpointsAndOAuth },
    '016_lists': { up: createLists },
    '017_methods': { up: createMethods },
    '018_promotion_codes': { up: allowPromotionCodes },
    '019_contact': { up: addContact },
    '021_saved_cards': { up: createSavedCards },
    '023_free_orders': { up: addFreeOrders },
    '024_search_pairs': { up: addSearchPairs },
    '025_narrow_indexes': { up: narrowIndexes },
    '029_list_blocks': { up: countByBlocks },
  }),
};

async function createMerchants(db: Db): Promise<void> {
  await createTable(db, 'installation', { name: 'text key', value: 'text' });
  await createTable(db, 'merchants', {
    id: 'text key',
    slug: 'text unique',
    display_name: 'text',
    support_url: 'text?',
    allowed_origins: 'text',
    created_at: 'text',
  });
  await createTable(db, 'api_keys', {
    id: 'text key',
    merchant_id: 'text -> merchants',
    livemode: 'integer',
    kind: 'text',
    hash: 'text unique',
    last4: 'text',
    revoked_at: 'text?',
    created_at: 'text',
  });
}

async function createSessions(db: Db): Promise<void> {
  await createTable(db, 'checkout_sessions', {
    id: 'text key',
    merchant_id: 'text -> merchants',
    livemode: 'integer',
    mode: 'text',
    ui_mode: 'text',
    submit_type: 'text',
    status: 'text',
    payment_intent_id: 'text unique',
    currency: 'text',
    amount_subtotal: 'bigint',
    amount_total: 'bigint',
    after_completion: 'text',
    cancel_url: 'text?',
    locale: 'text?',
    button_text: 'text?',
    description: 'text?',
    collect: 'text',
    customer_email: 'text?',
    customer_name: 'text?',
    metadata: 'text',
    client_secret_hash: 'text unique',
    client_secret_sealed: 'text',
    expires_at: 'text',
    ended_at: 'text?',
    created_at: 'text',
    updated_at: 'text',
    version: 'integer',
  });
  await createIndex(db, 'checkout_sessions', ['status', 'expires_at']);
  await createTable(db, 'line_items', {
    id: 'text key',
    session_id: 'text -> checkout_sessions',
    position: 'integer',
    name: 'text',
    description: 'text?',
    image_url: 'text?',
    quantity: 'bigint',
    unit_amount: 'bigint',
  });
  await createIndex(db, 'line_items', ['session_id']);
}

async function createPayments(db: Db): Promise<void> {
  await createTable(db, 'payment_intents', {
    id: 'text key',
    merchant_id: 'text -> merchants',
    livemode: 'integer',
    session_id: 'text -> checkout_sessions',
    status: 'text',
    amount: 'bigint',
    amount_received: 'bigint',
    currency: 'text',
    latest_charge_id: 'text?',
    last_error_code: 'text?',
    canceled_at: 'text?',
    created_at: 'text',
    updated_at: 'text',
  });
  await createIndex(db, 'payment_intents', ['session_id']);
  await createTable(db, 'charges', {
    id: 'text key',
    merchant_id: 'text -> merchants',
    livemode: 'integer',
    payment_intent_id: 'text -> payment_intents',
    status: 'text',
    amount: 'bigint',
    amount_captured: 'bigint',
    currency: 'text',
    failure_code: 'text?',
    card: 'text',
    billing: 'text',
    look_at: 'text?',
    captured_at: 'text?',
    created_at: 'text',
    updated_at: 'text',
  });
  await createIndex(db, 'charges', ['payment_intent_id']);
  await createIndex(db, 'charges', ['status', 'look_at']);
  await createTable(db, 'authorizations', {
    charge_id: 'text key',
    fate: 'text',
    settles_at: 'text?',
    created_at: 'text',
  });
}

async function createIdempotency(db: Db): Promise<void> {
  await createTable(db, 'idempotency', {
    // The scope and the key in one: the only way it is ever looked up.
    id: 'text key',
    fingerprint: 'text',
    state: 'text',
    charge_id: 'text?',
    status: 'integer?',
    body_sealed: 'text?',
    expires_at: 'text',
    created_at: 'text',
  });
  await createIndex(db, 'idempotency', ['charge_id']);
  await createIndex(db, 'idempotency', ['expires_at']);
}

/** Attempts from before are numbered by their ids, which had to tell their order until now. */
async function numberAttempts(db: Db): Promise<void> {
  await db.schema
    .alterTable('charges')
    .addColumn('attempt', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update charges set attempt = (
    select count(*) from charges as earlier
    where earlier.payment_intent_id = charges.payment_intent_id and earlier.id <= charges.id
  )`.execute(db);
}

/** Events in the words of several APIs, endpoints made and changed by request, OAuth clients, a merchant's currencies. */
async function addEndpointsAndOAuth(db: Db): Promise<void> {
  await addEndpoints(db);
  await createOAuth(db);
  await db.schema.alterTable('merchants').addColumn('enabled_currencies', 'text').execute();
}
