// The minimal host page: opens it with a session, and reads the events that xpay.js gave to it.

import type { Frame, Page } from '@playwright/test';
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
  /** What the page passes to confirmPayment(). */
  readonly confirm?: Readonly<Record<string, unknown>>;
  /** Replaces what the page's server answers to fetchClientSecret. */
  readonly createSession?: (query: URLSearchParams) => Promise<string>;
}

type HostWindow = Window & {
  readonly host: { readonly events: readonly HostEvent[]; readonly asked: readonly unknown[] };
};

/** A page of a shop, or one that is itself in a frame. */
type Host = Page | Frame;

/** The events of the host page so far. */
export function eventsOf(page: Host): Promise<readonly HostEvent[]> {
  return page.evaluate(() => (window as unknown as HostWindow).host.events);
}

/** The payloads of one kind of event so far. */
export async function payloadsOf(page: Host, name: string): Promise<readonly HostEvent['payload'][]> {
  return (await eventsOf(page)).filter((event) => event.name === name).map((event) => event.payload);
}

/** What fetchClientSecret was called with, each time. */
export function askedOf(page: Host): Promise<readonly unknown[]> {
  return page.evaluate(() => (window as unknown as HostWindow).host.asked);
}

/** The `action` events so far, in short: `opened challenge`, `closed challenge`. */
export async function actionsOf(page: Host): Promise<readonly string[]> {
  return (await payloadsOf(page, 'action')).map((payload) => `${payload?.['state']} ${payload?.['kind']}`);
}

/** What a shop acts upon, in order and in short; what the buyer types and where the focus is comes in any number. */
export async function storyOf(page: Host): Promise<readonly string[]> {
  const noise = ['change', 'focus', 'blur', 'resize'];
  return (await eventsOf(page))
    .filter(({ name }) => !noise.includes(name))
    .map(({ name, payload }) => {
      if (name === 'action') return `${payload?.['state']} ${payload?.['kind']}`;
      if (name === 'error') return `error ${(payload?.['error'] as { code?: unknown } | undefined)?.code}`;
      return name === 'thrown' ? `thrown ${payload?.['message']}` : name;
    });
}

/** Of a payment that went well, alone and with a bank that asked. */
export const PAID = ['ready', 'confirm', 'complete'] as const;
export const PAID_AFTER_BANK = [
  'ready',
  'confirm',
  'opened challenge',
  'closed challenge',
  'complete',
] as const;
