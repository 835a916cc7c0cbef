// Catches whatever the page's script makes with xpay.js, hears all its events, and changes its look.

import type { CheckoutEventName, Elements, EmbeddedCheckout, UpdateOptions, XPayClient } from '@xpay/xpay-js';

/** All there are: one that xpay.js has and this has not fails the check of types. */
const EVERY_EVENT: Readonly<Record<CheckoutEventName, true>> = {
  ready: true,
  change: true,
  focus: true,
  blur: true,
  confirm: true,
  action: true,
  complete: true,
  processing: true,
  cancel: true,
  expire: true,
  error: true,
  resize: true,
  close: true,
};
const EVENTS = Object.keys(EVERY_EVENT) as readonly CheckoutEventName[];
/** A form in a page has nothing that closes. */
const FORM_EVENTS = EVENTS.filter((name) => name !== 'close');

export type HearEvent = (name: CheckoutEventName, detail: unknown) => void;

/** What can be given another look. */
export interface Looks {
  update(options: UpdateOptions): void;
}

type MakeClient = (...given: readonly never[]) => XPayClient;

/**
 * Stands in for `window.XPay` until the script sets it, and then hands out clients that are listened to. Elements and
 * checkouts stay the objects that xpay.js has made, as it knows them by identity.
 */
export function tapScript(scope: object, hear: HearEvent): Looks {
  const made = new Set<Looks>();
  let xpay: unknown;
  Object.defineProperty(scope, 'XPay', {
    configurable: true,
    get: () => xpay,
    set(value: unknown) {
      xpay = typeof value === 'function' ? listening(value as MakeClient, made, hear) : value;
    },
  });
  return {
    update(options) {
      for (const one of made) {
        try {
          one.update(options);
        } catch {
          // It is destroyed.
          made.delete(one);
        }
      }
    },
  };
}

function listening(makeClient: MakeClient, made: Set<Looks>, hear: HearEvent): MakeClient {
  return new Proxy(makeClient, {
    apply: (target, self, given) => tapClient(Reflect.apply(target, self, given), made, hear),
  });
}

function tapClient(client: XPayClient, made: Set<Looks>, hear: HearEvent): XPayClient {
  return {
    ...client,
    async initEmbeddedCheckout(options) {
      const checkout = await client.initEmbeddedCheckout(options);
      made.add(checkout);
      listen(checkout, EVENTS, hear);
      return checkout;
    },
    elements(options) {
      const elements: Elements = client.elements(options);
      const { create } = elements;
      made.add(elements);
      elements.create = (...given) => {
        const element = create(...given);
        listen(element, FORM_EVENTS, hear);
        return element;
      };
      return elements;
    },
  };
}

function listen(
  source: { on(name: CheckoutEventName, listener: (detail: unknown) => void): unknown } | EmbeddedCheckout,
  names: readonly CheckoutEventName[],
  hear: HearEvent,
): void {
  for (const name of names) source.on(name, (detail: unknown) => hear(name, detail));
}

/** The tag and the link tell what happens by events of the document, `xpay-ready` and so on. */
export function tapDocument(document: Document, hear: HearEvent): Looks {
  for (const name of EVENTS) {
    document.addEventListener(`xpay-${name}`, (event: Event) =>
      hear(name, event instanceof CustomEvent ? event.detail : null),
    );
  }
  return {
    update({ locale, appearance: { theme, variables } = {} }) {
      for (const tag of document.querySelectorAll('xpay-checkout')) {
        setOrRemove(tag, 'locale', locale === 'auto' ? undefined : locale);
        setOrRemove(tag, 'theme', theme);
        setOrRemove(tag, 'appearance', variables && JSON.stringify({ variables }));
      }
      for (const link of document.querySelectorAll<HTMLAnchorElement>('a.pay')) {
        const address = new URL(link.href);
        for (const [name, value] of Object.entries({ locale, theme })) {
          if (value === undefined || value === 'auto') address.searchParams.delete(name);
          else address.searchParams.set(name, value);
        }
        link.href = address.href;
      }
    },
  };
}

function setOrRemove(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
