// Every message between a host page (xpay.js) and the frame, with the guard that admits it.
//
// One window message opens the channel; everything after goes over its MessagePort. A guard reads own properties
// only, checks type, length and range, and copies into a fresh object: nothing received is ever merged into anything.
// No message carries a card number, a security code, an expiry or a keystroke. None is proof of payment.

import type { PublicIntent, PublicSession } from './api.ts';
import type { Appearance } from './appearance.ts';
import type { ErrorCode, ErrorType } from './errors.ts';

/** The only message that travels by `window.postMessage`, to the exact checkout origin, with one port. */
export interface InitMessage {
  readonly xpay: 1;
  readonly type: 'init';
  /** 128 random bits, 32 hex digits; the frame's `hello` repeats it. */
  readonly nonce: string;
}

/** An error as it crosses the channel; `XPayError` on the other side. */
export interface WireError {
  readonly type: ErrorType;
  readonly code: ErrorCode;
  readonly message: string;
  readonly declineCode?: string;
  readonly param?: string;
  readonly requestId?: string;
}

/** What the shop is told of a session: enough to act on, nothing that only the buyer or the server should hold. */
export interface SessionSummary {
  readonly id: string;
  readonly status: PublicSession['status'];
  readonly paymentStatus: PublicSession['paymentStatus'];
  readonly amountTotal: number;
  readonly currency: string;
  readonly paymentIntent: IntentSummary;
}

export type IntentSummary = Pick<PublicIntent, 'id' | 'object' | 'status' | 'amount' | 'currency'>;

/** Host → frame. */
export type HostMessage =
  | {
      readonly type: 'session';
      readonly clientSecret: string;
      /** BCP 47 or `auto`. */
      readonly locale: string;
      readonly appearance: Appearance;
    }
  | { readonly type: 'update'; readonly locale?: string; readonly appearance?: Appearance }
  | { readonly type: 'refresh' }
  /** The shop's server gave no client secret; the frame says so to the buyer and offers `retry`. */
  | { readonly type: 'no_session' }
  /** Answered by `retrieved` with the same id, read from the server then. */
  | { readonly type: 'retrieve'; readonly id: number; readonly clientSecret: string };

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
  | { readonly type: 'confirm' }
  | { readonly type: 'complete'; readonly session: SessionSummary }
  | { readonly type: 'processing'; readonly session: SessionSummary }
  | { readonly type: 'cancel'; readonly session: SessionSummary }
  | { readonly type: 'expire'; readonly session: SessionSummary }
  | { readonly type: 'error'; readonly error: WireError }
  /** The buyer asked to try again after `no_session`: ask the shop's server once more. */
  | { readonly type: 'retry' }
  | {
      readonly type: 'retrieved';
      readonly id: number;
      readonly session?: SessionSummary;
      readonly error?: WireError;
    };
