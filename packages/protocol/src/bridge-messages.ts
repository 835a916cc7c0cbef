// Every message between the frame and the bridge, which nests the banks' pages on an origin of its own.
//
// The frame opens the channel as a host page does, with `InitMessage` and one port. The bridge holds no card, no secret
// and no result: it posts a form for the frame, and says when something happened, never what. What happened, the frame
// reads from the server.

import { admit, admitByType, type MessageChecks, oneOf, record, text, WORD } from './checks.ts';

/** Frame → bridge. */
export type BridgeOrder =
  | {
      readonly type: 'method';
      readonly id: string;
      readonly url: string;
      /** `threeDSMethodData`, base64url. */
      readonly data: string;
    }
  | {
      readonly type: 'challenge';
      readonly id: string;
      readonly url: string;
      /** base64url. */
      readonly creq: string;
      /** `threeDSSessionData`, base64url. */
      readonly sessionData: string;
      /** Accessible name of the bank's frame, and the language it is written in. */
      readonly title: string;
      readonly locale: string;
    }
  /** Shows a provider's page, on which the buyer approves; it comes back to the notification address like a challenge. */
  | {
      readonly type: 'approval';
      readonly id: string;
      readonly url: string;
      readonly title: string;
      readonly locale: string;
    }
  /** The buyer's language has changed; the bank's page stays as it is. */
  | { readonly type: 'language'; readonly id: string; readonly title: string; readonly locale: string };

/** Bridge → frame. */
export type BridgeMessage =
  | { readonly type: 'hello'; readonly nonce: string }
  /** The bank's method page has answered at its notification address. */
  | { readonly type: 'method_done'; readonly id: string }
  /** A document has loaded in the bank's frame: a sign of life, whatever is on it. */
  | { readonly type: 'bank_shown'; readonly id: string }
  /** The bank's page has come back to the notification address: ask the server what became of it. */
  | { readonly type: 'look_again'; readonly id: string }
  /** No form was made: the address is none that a browser may be sent to. */
  | { readonly type: 'refused'; readonly id: string };

/** What a notification document says to the bridge around it, by `window.postMessage` to their own origin. */
export interface Notified {
  readonly xpay: 1;
  readonly type: 'notified';
  readonly step: 'method' | 'challenge';
  /** Of the verification. */
  readonly id: string;
}

/** Longer than any honest bank's, short enough for every server on the way. */
export const LONGEST_BANK_URL = 2_048;

/** An order of the frame, or null. */
export function parseBridgeOrder(data: unknown): BridgeOrder | null {
  return admitByType<BridgeOrder>(ORDERS, data);
}

/** A message of the bridge, or null. */
export function parseBridgeMessage(data: unknown): BridgeMessage | null {
  return admitByType<BridgeMessage>(MESSAGES, data);
}

/** What a notification document said, or null. Whoever asks has to check the message's origin and source. */
export function parseNotified(data: unknown): Notified | null {
  return admit(NOTIFIED, data);
}

/**
 * Whether a browser may be sent to this address of a bank: `https:`, or `http:` on this machine where the bridge itself
 * stands on one; none of our own origins; no user name; not longer than `LONGEST_BANK_URL`.
 *
 * @param ownOrigins The bridge's own first: when that is a plain-http one, local banks are allowed.
 */
export function isBankUrl(address: string, ownOrigins: readonly string[]): boolean {
  if (address.length > LONGEST_BANK_URL || !ABSOLUTE.test(address)) return false;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false; // URL throws for what is no URL; URL.canParse is missing in Safari 16.
  }
  if (url.username !== '' || url.password !== '' || ownOrigins.includes(url.origin)) return false;
  const mayBeLocal = ownOrigins[0]?.startsWith('http:') === true;
  return url.protocol === 'https:' || (mayBeLocal && url.protocol === 'http:' && LOCAL.test(url.hostname));
}

/** A form takes `https:/path` and `https:path` as relative to the document it is in, which is ours (URL, 4.4). */
const ABSOLUTE = /^https?:\/\//i;

const LOCAL = /^(localhost|127\.0\.0\.1|[\w-]+\.test)$/;

const ID = WORD;
const URL_TEXT = text(LONGEST_BANK_URL);
const BASE64URL = text(20_000, /^[\w-]+={0,2}$/);

const NAME = { title: text(200), locale: text(35, /^[\w-]+$/) };

const ORDERS: MessageChecks<BridgeOrder> = {
  method: record({ id: ID, url: URL_TEXT, data: BASE64URL }),
  challenge: record({
    id: ID,
    url: URL_TEXT,
    creq: BASE64URL,
    sessionData: text(1_024, /^[\w-]+$/),
    ...NAME,
  }),
  approval: record({ id: ID, url: URL_TEXT, ...NAME }),
  language: record({ id: ID, ...NAME }),
};

const MESSAGES: MessageChecks<BridgeMessage> = {
  hello: record({ nonce: text(32, /^[0-9a-f]{32}$/) }),
  method_done: record({ id: ID }),
  bank_shown: record({ id: ID }),
  look_again: record({ id: ID }),
  refused: record({ id: ID }),
};

const NOTIFIED = record<Notified>({
  xpay: oneOf([1]),
  type: oneOf(['notified']),
  step: oneOf(['method', 'challenge']),
  id: ID,
});
