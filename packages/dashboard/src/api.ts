// What the dashboard asks of the sandbox: its APIs, by way of a server that adds the key of the chosen mode.

import { signal } from '@preact/signals';

export type Mode = 'test' | 'live';

export const mode = signal<Mode>('test');

/** Refused; the message is the API's own. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/**
 * One request. What comes back is the API's object, as its OpenAPI document describes it.
 * @throws Refused; TypeError when nothing answers.
 */
export async function ask<T>(path: string, { method = 'GET', body }: Asked = {}): Promise<T> {
  const response = await fetch(`/dashboard/api/${mode.value}${path}`, {
    method,
    headers: { 'X-Dashboard': '1', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said = await response.json();
  if (response.ok) return said;
  throw new Refused(said?.error?.message ?? String(response.status));
}

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: object;
}

export interface Payment {
  readonly id: string;
  readonly paymentIntentId: string;
  readonly api: string;
  readonly status: string;
  readonly sessionStatus: string;
  readonly amount: number;
  readonly amountRefunded: number;
  readonly currency: string;
  readonly email: string | null;
  readonly reference: string | null;
  readonly description: string | null;
  readonly createdAt: string;
  readonly sequence: number;
}

export interface Charge {
  readonly id: string;
  readonly attempt: number;
  readonly status: string;
  readonly amount: number;
  readonly failureCode: string | null;
  readonly method: string;
  readonly card: { readonly brand: string; readonly last4: string } | null;
  readonly createdAt: string;
}

export interface LoggedEvent {
  readonly id: string;
  readonly type: string;
  readonly objectId: string;
  readonly api: string;
  readonly createdAt: string;
  readonly sequence: number;
  readonly payload: string;
}

export interface PaymentDetail extends Payment {
  readonly charges: readonly Charge[];
  readonly events: readonly LoggedEvent[];
}

export interface LoggedRequest {
  readonly id: string;
  readonly sequence: number;
  readonly sessionId: string | null;
  readonly method: string;
  readonly path: string;
  /** Null where a fault cut the connection in place of an answer. */
  readonly status: number | null;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly faults: readonly { readonly id: string; readonly kind: string }[];
}

export interface Page<T> {
  readonly data: readonly T[];
  readonly hasMore?: boolean;
}

export interface Delivery {
  readonly id: string;
  readonly eventType: string;
  readonly objectId: string;
  readonly url: string;
  readonly state: string;
  readonly nextAttemptAt: string | null;
  readonly createdAt: string;
  readonly attempts: readonly {
    readonly attemptedAt: string;
    readonly status: number | null;
    readonly error: string | null;
    readonly durationMs: number;
  }[];
}

export interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly enabled: boolean;
  readonly secret?: string;
}

export interface ApiKey {
  readonly id: string;
  readonly kind: 'publishable' | 'secret';
  readonly key: string | null;
  readonly last4: string;
  readonly revokedAt: string | null;
  readonly createdAt: string;
}

export interface OAuthClient {
  readonly clientId: string;
  readonly name: string | null;
  readonly clientSecret?: string;
  readonly last4: string;
  readonly revokedAt: string | null;
}

export interface ClockState {
  readonly now: string;
  readonly frozen: boolean;
  readonly aheadMs: number;
}

export interface Fault {
  readonly id: string;
  readonly kind: string;
  readonly effect: string;
  readonly path?: string;
  readonly method?: string;
  readonly sessionId?: string;
  readonly hitsLeft: number | null;
}
