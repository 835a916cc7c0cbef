// Promotion codes: entered, applied and taken off, with one message for every code that does not work.

import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { MessageKey } from '../i18n/i18n.ts';
import type { Changes } from './changes.ts';

export interface Codes {
  readonly isOpen: ReadonlySignal<boolean>;
  readonly draft: ReadonlySignal<string>;
  /** What the field says. */
  readonly error: ReadonlySignal<MessageKey | null>;
  /** What is said beside the field, of a code that was to be taken off. */
  readonly problem: ReadonlySignal<MessageKey | null>;
  /** What is on its way: the field's own code, or the discount with this id. */
  readonly busy: ReadonlySignal<string | null>;
  open(): void;
  close(): void;
  type(draft: string): void;
  /** True when it is applied: then the field is closed, and empty. */
  apply(): Promise<boolean>;
  /** True when it is off. */
  remove(discountId: string): Promise<boolean>;
}

/** What `busy` is while the field's code is on its way. */
export const ENTERED = 'entered';

/** The model of one checkout's codes. What is typed stays until it is applied or the field is closed. */
export function createCodes({ send }: Pick<Changes, 'send'>): Codes {
  const isOpen = signal(false);
  const draft = signal('');
  const error = signal<MessageKey | null>(null);
  const problem = signal<MessageKey | null>(null);
  const busy = signal<string | null>(null);
  const close = () =>
    batch(() => {
      isOpen.value = false;
      draft.value = '';
      error.value = null;
    });

  return {
    ...{ isOpen, draft, error, problem, busy, close },
    open() {
      isOpen.value = true;
    },
    type: (next) =>
      batch(() => {
        draft.value = next;
        error.value = null;
      }),
    async apply() {
      const code = draft.peek().trim();
      if (busy.peek() !== null) return false;
      if (code === '') {
        error.value = 'order.code.empty';
        return false;
      }
      busy.value = ENTERED;
      problem.value = null;
      const refused = await send({ addPromotionCode: code });
      batch(() => {
        busy.value = null;
        if (refused === null) close();
        else error.value = wordsFor(refused, 'order.code.invalid');
      });
      return refused === null;
    },
    async remove(discountId) {
      if (busy.peek() !== null) return false;
      busy.value = discountId;
      problem.value = null;
      const refused = await send({ removeDiscount: discountId });
      batch(() => {
        busy.value = null;
        if (refused !== null) problem.value = wordsFor(refused, 'order.failed');
      });
      return refused === null;
    },
  };
}

/** How a failure is told: what is nobody's fault but the network's must not be blamed on what the buyer wants. */
export function wordsFor(code: ErrorCode, otherwise: MessageKey): MessageKey {
  if (code === 'rate_limited') return 'order.wait';
  return code === 'connection_failed' || code === 'api_error' ? 'order.failed' : otherwise;
}
