// Every message between a host page (xpay.js) and the frame, with the guard that admits it.
//
// One window message opens the channel; everything after goes over its MessagePort. A guard reads own properties
// only, checks type, length and range, and copies into a fresh object: nothing received is ever merged into anything.
// No message carries a card number, a security code, an expiry or a keystroke. None is proof of payment.

import type { Appearance } from './appearance.ts';
import {
  admit,
  admitByType,
  BOOLEAN,
  type Check,
  integer,
  isPlainObject,
  type MessageChecks,
  oneOf,
  record,
  text,
  WORD,
} from './checks.ts';
import { ANSWER, ERROR, SESSION, type SessionSummary, type WireError } from './wire.ts';
import { APPEARANCE, LOCALE, WISHED_LOCALE } from './wishes.ts';

export type { IntentSummary, SessionSummary, WireError } from './wire.ts';

/** The only message that travels by `window.postMessage`, to the exact checkout origin, with one port. */
export interface InitMessage {
  readonly xpay: 1;
  readonly type: 'init';
  /** 128 random bits, 32 hex digits; the frame's `hello` repeats it. */
  readonly nonce: string;
}

/** Host → frame. */
export type HostMessage =
  | {
      readonly type: 'session';
      readonly clientSecret: string;
      /** BCP 47 or `auto`; what names no language of ours counts as `auto`. */
      readonly locale: string;
      /** Not judged yet: `parseAppearance` does, where it is put on. */
      readonly appearance: Appearance;
    }
  | { readonly type: 'update'; readonly locale?: string; readonly appearance?: Appearance }
  | { readonly type: 'refresh' }
  /** The document knows its session by itself: the hosted page, opened over the shop's. */
  | { readonly type: 'own_session'; readonly locale: string; readonly appearance: Appearance }
  /** Check the form, which has no button of its own, and go to what is to be mended; answered by `validated`. */
  | { readonly type: 'validate' }
  /**
   * Pay, as the button of a form without one would; answered by `confirmed`.
   * `returnUrl`: where a bank's page of its own leads back to; the server refuses an origin that is not the merchant's.
   */
  | { readonly type: 'confirm'; readonly returnUrl?: string }
  /** The buyer wants to leave: pressed Escape outside of the frame. Answered by `close` where nothing would be lost. */
  | { readonly type: 'ask_close' }
  /** The shop's server gave no client secret; the frame says so to the buyer and offers `retry`. */
  | { readonly type: 'no_session'; readonly locale: string; readonly appearance: Appearance }
  /** Only run the session's next action, in a frame that nobody sees before it asks for full size; `acted` ends it. */
  | {
      readonly type: 'act';
      readonly clientSecret: string;
      readonly locale: string;
      readonly appearance: Appearance;
    }
  /** The one question of a headless frame, answered by `retrieved`, read from the server then. */
  | { readonly type: 'retrieve'; readonly clientSecret: string };

/** Frame → host. */
export type FrameMessage =
  | { readonly type: 'hello'; readonly nonce: string; readonly build: string }
  | { readonly type: 'ready' }
  /** CSS pixels of the whole document. */
  | { readonly type: 'resize'; readonly height: number }
  /** The frame's accessible name, in the frame's language. */
  | { readonly type: 'title'; readonly title: string; readonly locale: string }
  | {
      readonly type: 'change';
      readonly complete: boolean;
      readonly method: string;
      readonly brand: string | null;
      readonly locale: string;
    }
  | { readonly type: 'focus' }
  | { readonly type: 'blur' }
  /** What `validate` found: nothing, or the first thing to mend, which has the focus now. */
  | { readonly type: 'validated'; readonly error?: WireError }
  /** What `confirm` came to, every next action included; holds either. */
  | { readonly type: 'confirmed'; readonly session?: SessionSummary; readonly error?: WireError }
  /** The buyer leaves, and has said so where something would be lost. */
  | { readonly type: 'close' }
  | { readonly type: 'confirm' }
  /** The buyer is asked by their bank, or no longer. */
  | { readonly type: 'action'; readonly state: 'opened' | 'closed'; readonly kind: ActionKind }
  /** Whether the frame needs the whole window: a bank's page is larger than the place that the shop gave to the frame. */
  | { readonly type: 'full_size'; readonly on: boolean }
  /** Leave the page for this address, which leads back to the shop: the bank's page cannot be shown inside it. */
  | { readonly type: 'leave'; readonly url: string }
  /** What `act` led to. */
  | { readonly type: 'acted'; readonly session?: SessionSummary; readonly error?: WireError }
  | { readonly type: 'complete'; readonly session: SessionSummary }
  | { readonly type: 'processing'; readonly session: SessionSummary }
  | { readonly type: 'cancel'; readonly session: SessionSummary }
  | { readonly type: 'expire'; readonly session: SessionSummary }
  | { readonly type: 'error'; readonly error: WireError }
  /** The buyer asked to try again after `no_session`: ask the shop's server once more. */
  | { readonly type: 'retry' }
  /** Holds either a session or an error. */
  | { readonly type: 'retrieved'; readonly session?: SessionSummary; readonly error?: WireError };

/** How the buyer is asked: on a page of the bank's, or of a wallet's or a lender's, in the checkout; elsewhere; or on such a page in place of the shop's. */
export type ActionKind = 'challenge' | 'approval' | 'decoupled' | 'redirect';

/** CSS pixels; the sender clamps. Taller content scrolls inside the frame. */
export const TALLEST_FRAME = 4000;

/** The opening message of a host page, or null. */
export function parseInitMessage(data: unknown): InitMessage | null {
  return admit(INIT, data);
}

/** A message of the host page, or null. */
export function parseHostMessage(data: unknown): HostMessage | null {
  return admitByType<HostMessage>(HOST, data);
}

/** A message of the frame, or null. */
export function parseFrameMessage(data: unknown): FrameMessage | null {
  return admitByType<FrameMessage>(FRAME, data);
}

/** Whether a text has the shape of a client secret: `cs_test_…_secret_…` or `cs_live_…_secret_…`. */
export function isClientSecret(value: unknown): value is string {
  return CLIENT_SECRET(value) !== undefined;
}

const CLIENT_SECRET = text(200, /^cs_(test|live)_[\w-]+_secret_[\w-]+$/);
const EMPTY = record<object>({});
const URL_TEXT = text(2000, /^https?:\/\//);

const NONCE = text(32, /^[0-9a-f]{32}$/);

/** Written out, since the first script of the frame needs this guard and no other. */
const INIT: Check<InitMessage> = (value) => {
  const { xpay, type, nonce } = isPlainObject(value) ? { ...value } : {};
  const checked = NONCE(nonce);
  return xpay === 1 && type === 'init' && checked !== undefined ? { xpay, type, nonce: checked } : undefined;
};

const HOST: MessageChecks<HostMessage> = {
  session: record({ clientSecret: CLIENT_SECRET, locale: WISHED_LOCALE, appearance: APPEARANCE }),
  update: record({}, { locale: WISHED_LOCALE, appearance: APPEARANCE }),
  refresh: EMPTY,
  own_session: record({ locale: WISHED_LOCALE, appearance: APPEARANCE }),
  validate: EMPTY,
  confirm: record({}, { returnUrl: URL_TEXT }),
  ask_close: EMPTY,
  no_session: record({ locale: WISHED_LOCALE, appearance: APPEARANCE }),
  act: record({ clientSecret: CLIENT_SECRET, locale: WISHED_LOCALE, appearance: APPEARANCE }),
  retrieve: record({ clientSecret: CLIENT_SECRET }),
};

const FRAME: MessageChecks<FrameMessage> = {
  hello: record({ nonce: NONCE, build: WORD }),
  ready: EMPTY,
  resize: record({ height: integer(TALLEST_FRAME) }),
  title: record({ title: text(200), locale: LOCALE }),
  change: record({
    complete: BOOLEAN,
    method: WORD,
    brand: (value) => (value === null ? null : WORD(value)),
    locale: LOCALE,
  }),
  focus: EMPTY,
  blur: EMPTY,
  validated: record({}, { error: ERROR }),
  confirmed: ANSWER,
  close: EMPTY,
  confirm: EMPTY,
  action: record({
    state: oneOf(['opened', 'closed']),
    // A pinned xpay.js can meet a newer frame, whose banks ask in more ways.
    kind: WORD as Check<ActionKind>,
  }),
  full_size: record({ on: BOOLEAN }),
  leave: record({ url: URL_TEXT }),
  acted: ANSWER,
  complete: record({ session: SESSION }),
  processing: record({ session: SESSION }),
  cancel: record({ session: SESSION }),
  expire: record({ session: SESSION }),
  error: record({ error: ERROR }),
  retry: EMPTY,
  retrieved: ANSWER,
};
