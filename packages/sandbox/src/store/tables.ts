// The tables' rows as Kysely sees them; migrations.ts creates them.
// Times are RFC 3339 in UTC with milliseconds (they sort as text), booleans 0 or 1, JSON is text, money minor units.

import type { Fate } from '../domain/cards.ts';
import type { AuthenticationsTable, PreparedCardsTable } from './authentication-tables.ts';
import type { BankSwitchesTable, BankTransactionsTable } from './bank-tables.ts';
import type { CustomersTable, PricesTable, ProductsTable, UploadsTable } from './catalog-tables.ts';
import type {
  ChargesTable,
  CheckoutSessionsTable,
  LineItemsTable,
  PaymentIntentsTable,
} from './checkout-tables.ts';
import type { CouponsTable, DiscountsTable, PromotionCodesTable } from './coupon-tables.ts';
import type { Flag } from './flag.ts';
import type { PaymentLinkItemsTable, PaymentLinksTable } from './link-tables.ts';
import type { ListCountsTable } from './list-counts.ts';
import type { ApprovalOrdersTable, SpentTokensTable } from './method-tables.ts';
import type {
  AcquirerOrdersTable,
  LedgerEntriesTable,
  MovementsTable,
  RefundsTable,
} from './money-tables.ts';
import type { AccessTokensTable, OAuthClientsTable } from './oauth-tables.ts';
import type { SavedCardsTable, VaultedCardsTable } from './saved-card-tables.ts';
import type {
  SearchIndexTable,
  SearchPairsTable,
  SearchScopesTable,
  SearchTextsTable,
} from './search-tables.ts';
import type {
  DeliveriesTable,
  DeliveryAttemptsTable,
  EventsTable,
  WebhookEndpointsTable,
} from './webhook-tables.ts';

/** Statuses of answers that are kept under a key: what a request came to, not why it could not run. */
export type AnswerStatus = 200 | 201 | 400 | 404 | 409;

export interface InstallationTable {
  name: 'root_secret';
  value: string;
}

export interface MerchantsTable {
  id: string;
  /** Finds a seeded merchant again at the next start. */
  slug: string;
  display_name: string;
  support_url: string | null;
  /** JSON: origins that may embed this merchant's checkout, in test and live mode. */
  allowed_origins: string;
  /** JSON: ISO 4217 codes; null for all. */
  enabled_currencies: string | null;
  /** JSON: of PAYMENT_METHODS; null for all. */
  payment_methods: string | null;
  created_at: string;
}

export interface ApiKeysTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  kind: 'publishable' | 'secret';
  /** SHA-256 of the whole key, hex: keys are random, so a slow hash buys nothing. */
  hash: string;
  /** The key itself where it is publishable: pages are served with it. */
  public_key: string | null;
  last4: string;
  revoked_at: string | null;
  created_at: string;
}

export interface IdempotencyTable {
  /** Scope (merchant, mode, method, path, and session) and key: one request. */
  id: string;
  /** Keyed hash of the body: a plain hash of a card number could be reversed by trying them all. */
  fingerprint: string;
  state: 'in_progress' | 'done';
  /** The charge whose outcome completes the record. */
  charge_id: string | null;
  status: AnswerStatus | null;
  /** The answer's exact bytes, sealed: it may hold a client secret. */
  body_sealed: string | null;
  expires_at: string;
  created_at: string;
}

/** The acquirer's own book, keyed by charge: it would stand at a bank, so nothing here joins it. */
export interface AuthorizationsTable {
  charge_id: string;
  /** `withhold_transfer` and `method_expired`: the sandbox was told that a transfer does not come. */
  fate: Fate | 'void' | 'withhold_transfer' | 'method_expired';
  /** When an outcome that takes time is known. */
  settles_at: string | null;
  /** The proof that the buyer was verified, as the networks number it. */
  eci: string | null;
  created_at: string;
}

export interface Tables {
  installation: InstallationTable;
  merchants: MerchantsTable;
  api_keys: ApiKeysTable;
  checkout_sessions: CheckoutSessionsTable;
  line_items: LineItemsTable;
  payment_intents: PaymentIntentsTable;
  charges: ChargesTable;
  idempotency: IdempotencyTable;
  authorizations: AuthorizationsTable;
  acquirer_orders: AcquirerOrdersTable;
  refunds: RefundsTable;
  movements: MovementsTable;
  ledger_entries: LedgerEntriesTable;
  bank_transactions: BankTransactionsTable;
  bank_switches: BankSwitchesTable;
  prepared_cards: PreparedCardsTable;
  approval_orders: ApprovalOrdersTable;
  spent_tokens: SpentTokensTable;
  vaulted_cards: VaultedCardsTable;
  authentications: AuthenticationsTable;
  customers: CustomersTable;
  saved_cards: SavedCardsTable;
  products: ProductsTable;
  prices: PricesTable;
  uploads: UploadsTable;
  coupons: CouponsTable;
  promotion_codes: PromotionCodesTable;
  discounts: DiscountsTable;
  payment_links: PaymentLinksTable;
  payment_link_items: PaymentLinkItemsTable;
  search_scopes: SearchScopesTable;
  search_texts: SearchTextsTable;
  search_index: SearchIndexTable;
  search_pairs: SearchPairsTable;
  list_counts: ListCountsTable;
  events: EventsTable;
  webhook_endpoints: WebhookEndpointsTable;
  deliveries: DeliveriesTable;
  delivery_attempts: DeliveryAttemptsTable;
  oauth_clients: OAuthClientsTable;
  access_tokens: AccessTokensTable;
}
