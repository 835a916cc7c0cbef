// Where the shop wants the form: an element of the page as it is now.

import { XPayError } from '@xpay/protocol/errors';
import { describe } from './refusal.ts';

/** @throws XPayError `target_not_found` for what is no element, or none that is in the document. */
export function findTarget(target: unknown): Element {
  let element = target;
  let cause: unknown;
  try {
    if (typeof target === 'string') element = document.querySelector(target);
  } catch (thrown) {
    cause = thrown; // No selector at all.
  }
  if (element instanceof Element && element.isConnected) return element;
  throw new XPayError(
    'target_not_found',
    `mount(${describe(target)}) found no element in the document. Pass a selector or an element that is in it.`,
    { cause },
  );
}
