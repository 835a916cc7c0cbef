// The minimal host page: opens it with a session, and reads the events that xpay.js gave to it.

import type { Page } from '@playwright/test';
import type { Session, SessionInput } from '../servers/api.ts';

export interface HostEvent {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>> | null;
}

export interface HostOptions {
  /** Session to create, or one that exists. */
  readonly session?: SessionInput | Session;
  /** Options of initEmbeddedCheckout besides fetchClientSecret. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** `localhost`, `shop.test` (registered) or `stranger.test` (not). */
  readonly site?: string;
  readonly mode?: 'test' | 'live';
  /** A file of e2e/hosts. */
  readonly file?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The session's returnUrl is the page itself. */
  readonly returnsHere?: boolean;
  /** How the bank misbehaves in this session. */
  readonly behavior?: string;
  /** Where the checkout is mounted: markup with an element whose id is `checkout`. */
  readonly place?: string;
  /** Replaces what the page's server answers to fetchClientSecret. */
  readonly createSession?: () => Promise<string>;
}

type HostWindow = Window & {
  readonly host: { readonly events: readonly HostEvent[]; readonly asked: readonly unknown[] };
};

/** The events of the host page so far. */
export function eventsOf(page: Page): Promise<readonly HostEvent[]> {
  return page.evaluate(() => (window as unknown as HostWindow).host.events);
}

/** The payloads of one kind of event so far. */
export async function payloadsOf(page: Page, name: string): Promise<readonly HostEvent['payload'][]> {
  return (await eventsOf(page)).filter((event) => event.name === name).map((event) => event.payload);
}

/** What fetchClientSecret was called with, each time. */
export function askedOf(page: Page): Promise<readonly unknown[]> {
  return page.evaluate(() => (window as unknown as HostWindow).host.asked);
}

/** The `action` events so far, in short: `opened challenge`, `closed challenge`. */
export async function actionsOf(page: Page): Promise<readonly string[]> {
  return (await payloadsOf(page, 'action')).map((payload) => `${payload?.['state']} ${payload?.['kind']}`);
}
