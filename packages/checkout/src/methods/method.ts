// What a way to pay consists of: a row in the list, what opens below it, and what is sent. One folder makes each kind.

import type { ReadonlySignal } from '@preact/signals';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { PaymentMethodInput } from '@xpay/protocol/payment-methods';
import type { ComponentChildren, ComponentType } from 'preact';
import type { ExtrasDeps, Mend } from '../form/extras.ts';

/** One row of the list. */
export interface Method {
  /** Its radio's value: no other row's. */
  readonly id: string;
  /** Of `PAYMENT_METHODS`, or `saved_card`: what the host page is told. */
  readonly type: string;
  /** Whether it can be paid with here and now. False as long as that is not known. */
  readonly isOffered: ReadonlySignal<boolean>;
  /** Beside the radio, as text: in the present language, when it is called while something is rendered. */
  readonly name: () => string;
  /** Small words below the name: what else there is to know before it is chosen. */
  readonly note?: () => string;
  /** Whether it is chosen where the buyer has not chosen; yes unless told. */
  readonly isUsable?: () => boolean;
  /** Marks at the end of the row: decoration. */
  readonly Marks: ComponentType | null;
  /** What stands below the row while this is chosen; `children` are the fields of a card to be typed. */
  readonly Panel: ComponentType<PanelProps>;
  /** Whether everything that the panel asks for is there and right. */
  readonly complete: ReadonlySignal<boolean>;
  /** Says everything that is wrong in the panel; null when all is right. */
  validate(): Mend | null;
  /** Called only when `validate` found nothing. */
  paymentMethod(): PaymentMethodInput;
  /** What the button says in place of the session's words, in the present language; null leaves it. */
  readonly buttonWords: () => string | null;
  /** Asks the buyer, in the press itself and when all else is right, before anything is sent; null when nothing is to be asked. */
  readonly approve?: () => Mend | null;
  /** Says what the server refused of it, by the `param` of its answer; null when it is nothing of this. */
  readonly refuse?: (code: ErrorCode, param: string | undefined) => Mend | null;
  /** Its payment was declined: what may be kept for one attempt only goes. Where the buyer goes on, if it is here. */
  readonly declined?: () => Mend | null;
}

/** What the code of each kind is given. */
export interface MethodDeps extends ExtrasDeps {
  /** Tells what has changed where the focus was not moved (WCAG 4.1.3); called again, the words are in the language of then. */
  readonly say: (words: () => string) => void;
}

export interface PanelProps {
  readonly readOnly: boolean;
  readonly children: ComponentChildren;
}

/** Makes the rows of one kind: one, or as many as there are saved cards. Called once for a form. */
export type MakeMethods = (deps: MethodDeps) => readonly Method[];
