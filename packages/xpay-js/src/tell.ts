// How a tag and a link tell the page what happens.

import { type CheckoutEventName, EVENT_NAMES } from './events.ts';
import type { CheckoutCallbacks } from './options.ts';
import { toCallbackName } from './parse-options.ts';

/** By an event that bubbles, and leaves shadow trees. */
export function tell(element: Element, name: CheckoutEventName, detail: unknown): void {
  element.dispatchEvent(new CustomEvent(`xpay-${name}`, { bubbles: true, composed: true, detail }));
}

/** The callbacks of a checkout that tell everything. */
export function tellAll(element: Element): CheckoutCallbacks {
  return Object.fromEntries(
    EVENT_NAMES.map((name) => [toCallbackName(name), (detail: unknown) => tell(element, name, detail)]),
  );
}
