// What a session may ask for besides a card: each kind in code of its own, which is there before the form is shown.

import type { ReadonlySignal } from '@preact/signals';
import type { PublicLineItem, PublicSession } from '@xpay/protocol/api';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { ChoicesRequest } from '@xpay/protocol/order';
import type { ConfirmMeans } from '@xpay/protocol/payment-methods';
import type { ComponentChildren, ComponentType } from 'preact';
import type { Clock } from '../clock.ts';
import type { I18n, MessageKey } from '../i18n/i18n.ts';
import type { CardForm } from '../methods/card/card-form.ts';
import type { Order } from '../payment/requests.ts';

/** Takes the buyer to the first thing to mend. */
export type Mend = () => void;

/** A group of questions below the ways to pay. */
export interface FormPart {
  readonly View: ComponentType<{ readonly readOnly: boolean }>;
  /** Whether everything asked for is there and right. */
  readonly complete: ReadonlySignal<boolean>;
  /** Says everything that is wrong; null when all is right. */
  validate(): Mend | null;
  /** The order with the buyer's answers. Called only when `validate` found nothing. */
  addTo(order: Order): Order;
  /** Says what the server refused, by the `param` of its answer; null when it is none of this part's. */
  refuse(code: ErrorCode, param: string | undefined): Mend | null;
}

/** The list of ways to pay, where there is more than a card to be typed. */
export interface MethodChoice {
  /** Stands around the fields of a card, which are shown while `card` is chosen. */
  readonly View: ComponentType<{ readonly readOnly: boolean; readonly children: ComponentChildren }>;
  /** What the form is called. */
  readonly heading: MessageKey;
  /** Of `PAYMENT_METHODS`, or `saved_card`; `none` where nothing is to be paid. */
  readonly chosen: ReadonlySignal<string>;
  readonly complete: ReadonlySignal<boolean>;
  /** As of a part; for a card to be typed it is the card form's. */
  validate(): Mend | null;
  /** Called only when `validate` found nothing. */
  paymentMethod(): ConfirmMeans;
  /** What the button says in place of the session's words; null leaves it. */
  readonly buttonWords: ReadonlySignal<string | null>;
  /** Chooses a card to be typed, as the test menu does when it fills one in. */
  chooseCard(): void;
  /** Asks the buyer once more, in the press itself and when all else is right; null when nothing is to be asked. */
  approve(): Mend | null;
  /** Says what the server refused of what is chosen, by the `param` of its answer; null when it is nothing of it. */
  refuse(code: ErrorCode, param: string | undefined): Mend | null;
  /** What was chosen was declined; where the buyer goes on, unless that is the card's fields. */
  declined(): Mend | null;
}

/** What a buyer may change about the order, where it is summed up. */
export interface OrderControls {
  /** Below the name of an item; nothing where its quantity is fixed. */
  readonly Quantity: ComponentType<OrderControlProps & { readonly item: PublicLineItem }>;
  /** Rows among the totals: what was taken off, and may be taken off again. */
  readonly Discounts: ComponentType<OrderControlProps>;
  /** Just above the totals: where a code is entered, and what went wrong. */
  readonly Entry: ComponentType<OrderControlProps>;
  /** Null when the total is the server's last word; otherwise waits for it, and then presses Pay again if it is the same. */
  validate(): Mend | null;
}

interface OrderControlProps {
  /** The order is on its way to be paid. */
  readonly readOnly?: boolean;
}

/** All that one session needs besides the card. */
export interface Extras {
  readonly methods: MethodChoice | null;
  readonly parts: readonly FormPart[];
  readonly order: OrderControls | null;
  /** What stands for the ways to pay while discounts leave nothing to pay. */
  readonly free?: MethodChoice;
}

/** What the code of every kind is given. */
export interface ExtrasDeps {
  /** The present one: it changes under the buyer's hands. */
  readonly session: ReadonlySignal<PublicSession>;
  readonly card: CardForm;
  readonly i18n: I18n;
  readonly clock: Clock;
  /** Changes the order on the server; the code of what went wrong, or null. The session that comes of it is `session` then. */
  readonly choose: (request: ChoicesRequest) => Promise<ErrorCode | null>;
  /** Asks the payment server below `/v1/client/session`, with the session's access. @returns the body, or null. */
  readonly ask: (path: string, init?: RequestInit) => Promise<unknown>;
}

/** A session that is paid by typing a card, and asks for nothing else. */
export const NO_EXTRAS: Extras = { methods: null, parts: [], order: null };
