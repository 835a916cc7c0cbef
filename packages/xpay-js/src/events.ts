// What a checkout tells the shop: the name and payload of every event, in one place.

import type { Channel } from '@xpay/protocol/channel';
import type { XPayError } from '@xpay/protocol/errors';
import type { ActionKind, FrameMessage, HostMessage, SessionSummary } from '@xpay/protocol/messages';

/** How far the buyer has come with the form. It never carries what the buyer typed. */
export interface ChangeEvent {
  /** Whether every required field is filled in and valid. */
  readonly complete: boolean;
  /** The chosen payment method, for example `card`. */
  readonly method: string;
  /** The card brand as far as the number shows it, for example `visa`, or null. */
  readonly brand: string | null;
  /** The language the frame shows, BCP 47. */
  readonly locale: string;
}

/** The buyer is asked to approve the payment (3-D Secure 2), or no longer. */
export interface ActionEvent {
  /** `opened` when the bank asks, `closed` once it does no longer, whatever came of it. */
  readonly state: 'opened' | 'closed';
  /** How it asks: on its page inside the checkout, elsewhere (its app), or on its page in place of yours. */
  readonly kind: ActionKind;
}

/** The session as the payment server said it was, just before the event. */
export interface SessionEvent {
  readonly session: SessionSummary;
}

/** Every event of a checkout with what its listener receives; each also exists as a callback option (`onReady`, …). */
export interface CheckoutEvents {
  /** The form is shown and takes input. */
  readonly ready: undefined;
  /** The buyer changed something: completeness, method, card brand or language. */
  readonly change: ChangeEvent;
  /** The keyboard focus came into the form. */
  readonly focus: undefined;
  /** The keyboard focus left the form. */
  readonly blur: undefined;
  /** The buyer pressed Pay and the payment is on its way. */
  readonly confirm: undefined;
  /** The buyer's bank asks the buyer, or no longer. The checkout shows it by itself; what came of it follows. */
  readonly action: ActionEvent;
  /** The session is paid. Show the order; ship only when your server knows, by webhook or by reading the session. */
  readonly complete: SessionEvent;
  /** The payment was accepted and settles later. The outcome arrives at your server by webhook. */
  readonly processing: SessionEvent;
  /** The buyer or your server cancelled the session. */
  readonly cancel: SessionEvent;
  /** The session expired before it was paid. Create a new one to go on. */
  readonly expire: SessionEvent;
  /** Something failed that the buyer cannot mend by typing. `error.code` says what, `error.docsUrl` how to cure it. */
  readonly error: { readonly error: XPayError };
  /** The frame took a new height, in CSS pixels. */
  readonly resize: { readonly height: number };
  /** The overlay is gone: the buyer left, paid or not, or `close()` was called. */
  readonly close: undefined;
}

export type CheckoutEventName = keyof CheckoutEvents;

export type CheckoutListener<Name extends CheckoutEventName> = (event: CheckoutEvents[Name]) => void;

export const EVENT_NAMES = [
  'ready',
  'change',
  'focus',
  'blur',
  'confirm',
  'action',
  'complete',
  'processing',
  'cancel',
  'expire',
  'error',
  'resize',
  'close',
] as const satisfies readonly CheckoutEventName[];

/** Every event of a payment element with what its listener receives. */
export type PaymentElementEvents = Omit<CheckoutEvents, 'close'>;

export type PaymentElementEventName = keyof PaymentElementEvents;

/** What the parts of xpay.js tell each other besides; no shop can listen to it. */
export interface InnerEvents extends CheckoutEvents, Answers {
  /** The frame can be spoken to, or no longer: it was taken down, or is lost with an error. */
  readonly line: { readonly line?: Channel<HostMessage>; readonly error?: XPayError };
  /** The buyer leaves, and has said so where something would be lost. */
  readonly leave: undefined;
}

/** What a frame says when it is asked; undefined where there is nothing to say. */
type Answers = {
  readonly [Type in 'validated' | 'confirmed' | 'retrieved' | 'acted']:
    | Omit<Extract<FrameMessage, { readonly type: Type }>, 'type'>
    | undefined;
};
