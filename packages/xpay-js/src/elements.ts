// The payment form alone, for a shop with a form and a button of its own.

import type { XPayError } from '@xpay/protocol/errors';
import type { Context } from './context.ts';
import { createForm, type Form, type FormPlan } from './embedded-checkout.ts';
import type { PaymentElementEventName, PaymentElementEvents } from './events.ts';
import type { CheckoutUpdate, PaymentElementOptions } from './options.ts';
import { parsePaymentElementOptions, parseUpdateOptions } from './parse-options.ts';
import { ignore } from './parts.ts';
import { pick } from './refusal.ts';

/** The form of one session. Every call after the element's `destroy()` throws `destroyed`. */
export interface PaymentElement {
  /**
   * Puts the form into the page, as the last child of the target. It takes the target's width and its own height.
   * It throws `target_not_found`, `target_in_use` or `already_mounted` at once; what goes wrong later arrives as an
   * `error` event.
   *
   * @example
   * payment.mount('#payment');
   */
  mount(target: string | Element): void;

  /** Takes the form out of the page, and with it what the buyer typed. Does nothing while it is not mounted. */
  unmount(): void;

  /** Takes the form out of the page and removes every listener, for good. `create('payment')` may then make another. */
  destroy(): void;

  /**
   * Listens to an event. Returns the function that stops listening.
   *
   * @example
   * payment.on('change', ({ complete }) => { button.disabled = !complete; });
   */
  on<Name extends PaymentElementEventName>(
    event: Name,
    listener: (event: PaymentElementEvents[Name]) => void,
  ): () => void;
}

/** What one session's payment is made with: the form on your page, its check, and what `confirmPayment()` takes. */
export interface Elements {
  /**
   * Makes the form; there is one at a time.
   *
   * @example
   * const payment = elements.create('payment', { onChange: ({ complete }) => setComplete(complete) });
   */
  create(type: 'payment', options?: PaymentElementOptions): PaymentElement;

  /**
   * Checks what the buyer typed. The first thing to mend has the focus then, with its error beside it, and is the
   * `error`: `validation`, in the buyer's language. The promise never rejects. `confirmPayment()` checks as well.
   *
   * @example
   * const { error } = await elements.submit();
   * if (error === undefined) reserveTheSeat();
   */
  submit(): Promise<{ readonly error?: XPayError }>;

  /** Changes language, theme, or the session. A form that the buyer has half filled in loses nothing but a card of another session. */
  update(options: CheckoutUpdate): void;
}

/** @param known Remembers how to find the form of the elements that are made. */
export function createElements(plan: FormPlan, known: Context['elements']): Elements {
  const { loadPart } = plan.peer;
  let { settings } = plan;
  let form: Form | undefined;

  const elements: Elements = {
    create(type, options) {
      pick('The element', type, ['payment']);
      const callbacks = parsePaymentElementOptions(options);
      form?.check(false, 'already_mounted');
      const made = createForm({ ...plan, settings: { ...settings, ...callbacks } });
      form = made;
      return {
        ...made.checkout,
        destroy() {
          made.checkout.destroy();
          if (form === made) form = undefined;
        },
      };
    },
    submit: () =>
      loadPart('payment')
        .then(({ submit }) => submit(form))
        .catch((error) => ({ error })),
    update(options) {
      const change = parseUpdateOptions(options, plan.peer.key);
      settings = { ...settings, ...change };
      form?.checkout.update(change);
    },
  };
  known.set(elements, () => form);
  loadPart('payment').catch(ignore); // Not to wait for it when the buyer presses the button.
  return elements;
}
