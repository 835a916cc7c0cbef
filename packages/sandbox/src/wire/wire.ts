// What an API has to say of itself so that its events can be told, signed and repeated by code that knows no API.

import type { Api } from '../domain/api.ts';
import type { Change } from '../domain/checkout.ts';
import type { Customer } from '../domain/customer.ts';
import type { Settings } from '../settings.ts';
import type { Vault } from '../store/vault.ts';

export interface MappingDeps {
  readonly vault: Vault;
  readonly settings: Pick<Settings, 'checkoutOrigin'>;
}

/** One event in the words of its API, before it has an id. */
export interface WireEvent {
  readonly type: string;
  readonly objectId: string;
  /** The object as a GET answers it. */
  readonly object: object;
  /** An address of the payment's own: the event is sent there and nowhere else. */
  readonly url?: string | null;
}

/** Of the event that an envelope is made for. */
export interface Occurrence {
  readonly id: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly livemode: boolean;
}

export interface Wire {
  readonly api: Api;
  /** Header of `t=<unix seconds>,v1=<hex>`; null where an API has none. Those of Standard Webhooks are always sent. */
  readonly signatureHeader: string | null;
  /** The wait before each attempt, from the first on; the sandbox's own plan unless told. */
  readonly retryDelaysMs?: readonly number[];
  /** What this API tells of a change, in order. What it has no word for is left out. */
  translate(change: Change, deps: MappingDeps): readonly WireEvent[];
  /** What it tells of a customer whom a payment has made; absent where it has no word for that. */
  translateCustomer?(customer: Customer): WireEvent;
  /** The body of the webhook. */
  envelope(event: WireEvent, occurrence: Occurrence): object;
}
