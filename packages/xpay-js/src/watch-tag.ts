// What an <xpay-checkout> says by attributes and properties, and where it is: heard as it changes.

import type { CheckoutElementProperties } from './checkout-element.ts';

/** What the tag says; the latest counts, of an attribute and its property. */
export type Values = {
  -readonly [Name in keyof CheckoutElementProperties]?: CheckoutElementProperties[Name];
};

export const NAMES = [
  'publishableKey',
  'clientSecret',
  'fetchClientSecret',
  'locale',
  'theme',
  'mode',
  'appearance',
  'origin',
] as const satisfies readonly (keyof CheckoutElementProperties)[];

/** `clientsecret` is what becomes of `clientSecret` where a framework makes an attribute of it. */
const ATTRIBUTES: Readonly<Record<string, keyof CheckoutElementProperties>> = Object.fromEntries(
  NAMES.flatMap((name) => [
    [toAttribute(name), name],
    [name.toLowerCase(), name],
  ]),
);

/** `client-secret` for `clientSecret`. */
export function toAttribute(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * Takes what the tag says so far, its properties before its attributes, and hears what it says from now on.
 * @param changed Told in a microtask, of all that was set together.
 * @returns The values, which follow the tag.
 */
export function watchTag(element: HTMLElement, changed: (isMoved?: boolean) => void): Values {
  const values: Record<string, unknown> = {};
  for (const name of NAMES) {
    values[name] = Reflect.get(element, name) ?? undefined;
    Object.defineProperty(element, name, {
      get: () => values[name],
      set(value: unknown) {
        values[name] = value;
        queueMicrotask(() => changed());
      },
    });
  }
  for (const [attribute, name] of Object.entries(ATTRIBUTES)) {
    values[name] ??= element.getAttribute(attribute) ?? undefined;
  }
  const attributes = new MutationObserver((records) => {
    for (const { attributeName } of records) {
      const name = ATTRIBUTES[attributeName ?? ''];
      if (name !== undefined) values[name] = element.getAttribute(attributeName ?? '') ?? undefined;
    }
    changed();
  });
  attributes.observe(element, { attributeFilter: Object.keys(ATTRIBUTES) });
  watchPlace(element, changed);
  return values;
}

const PLACE = 'xpay-checkout-place';
const places = new WeakMap<Element, (isMoved: boolean) => void>();

/**
 * Has an element in the tag's shadow tree tell when the tag comes, goes or is moved. Styles of the page do not reach into
 * that tree, and whoever copies the tag does not copy the frame in it.
 */
function watchPlace(element: HTMLElement, changed: (isMoved: boolean) => void): void {
  definePlace();
  const place = document.createElement(PLACE);
  const root = element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host { display: block } :host([hidden]) { display: none }');
  root.adoptedStyleSheets = [sheet];
  root.append(place);
  // After that: a tag that is on the page already is no news.
  places.set(place, changed);
}

function definePlace(): void {
  if (customElements.get(PLACE) !== undefined) return;
  customElements.define(
    PLACE,
    class extends HTMLElement {
      // A move is both: afterwards the tag is on the page.
      connectedCallback() {
        queueMicrotask(() => places.get(this)?.(false));
      }
      disconnectedCallback() {
        queueMicrotask(() => places.get(this)?.(true));
      }
      /** `moveBefore()` keeps the frame as it is. */
      connectedMoveCallback() {}
    },
  );
}
