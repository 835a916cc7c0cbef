// The tag <xpay-checkout>, as far as a page has to have it from the start: what it does is a part, fetched with the first.

import type { CheckoutEvents } from './events.ts';
import type { EmbeddedCheckoutOptions, XPayOptions } from './options.ts';

/** What `<xpay-checkout>` can be told: by attribute (`client-secret`) or by property (`clientSecret`), the latest counts. */
export interface CheckoutElementProperties {
  publishableKey: string | undefined;
  clientSecret: string | undefined;
  /** Property only. In place of `clientSecret`. */
  fetchClientSecret: EmbeddedCheckoutOptions['fetchClientSecret'];
  locale: string | undefined;
  theme: 'light' | 'dark' | 'auto' | undefined;
  mode: EmbeddedCheckoutOptions['mode'];
  /** As an attribute it is JSON. */
  appearance: XPayOptions['appearance'] | string;
  /** The checkout origin; without it, where the script came from. */
  origin: string | undefined;
}

/** A checkout as a tag. It tells what happens by events, `xpay-ready` and so on, which bubble and leave shadow trees. */
export interface XPayCheckoutElement extends HTMLElement, CheckoutElementProperties {
  /** Shows the overlay of `mode="overlay"`. */
  open(): void;
  /** Closes it without asking the buyer. */
  close(): void;
  /** Has the form read the session from the server again. */
  refresh(): void;
}

type TagEvents = {
  readonly [Name in keyof CheckoutEvents as `xpay-${Name}`]: CustomEvent<CheckoutEvents[Name]>;
};

declare global {
  interface HTMLElementTagNameMap {
    'xpay-checkout': XPayCheckoutElement;
  }
  interface HTMLElementEventMap extends TagEvents {}
}

/** The tag's name. */
export const TAG = 'xpay-checkout';

/** What a tag can be told to do. */
export type TagOrders = Pick<XPayCheckoutElement, 'open' | 'close' | 'refresh'>;

/**
 * Defines the tag, unless the page has it already.
 * @param adopt Makes of one all that it is to be, some time later.
 */
export function defineCheckoutElement(adopt: (element: HTMLElement) => Promise<TagOrders>): void {
  if (customElements.get(TAG) !== undefined) return;
  customElements.define(
    TAG,
    class extends HTMLElement {
      constructor() {
        super();
        const tag = adopt(this);
        Object.assign(this, {
          // Frameworks set a property only where there is one, and otherwise an attribute, which is a text. What was set before
          // the tag was defined stays.
          fetchClientSecret: undefined,
          appearance: undefined,
          ...this,
          open: () => tag.then((ready) => ready.open()),
          close: () => tag.then((ready) => ready.close()),
          refresh: () => tag.then((ready) => ready.refresh()),
        });
      }
    },
  );
}
