// Where a form stands: in an element of the shop's page as it is now, or in a dialog of ours.

import { type ErrorCode, XPayError } from '@xpay/protocol/errors';
import { describe } from './refusal.ts';
import type { Styles } from './style.ts';

export interface Place {
  /** The frame is made in it. */
  readonly element: Element;
  /** Styles of a frame whose document is so many CSS pixels high, where it is not simply as high. */
  readonly fit?: ((pixels: number) => Styles) | undefined;
  /** The frame is gone. */
  release(): void;
}

const taken = new WeakSet<Element>();

/**
 * Takes the shop's element for one form.
 * @throws XPayError `target_not_found` for what is no element, or none that is in the document; `target_in_use` while
 * another form has it.
 */
export function takeTarget(target: unknown): Place {
  let element = target;
  let cause: unknown;
  try {
    if (typeof target === 'string') element = document.querySelector(target);
  } catch (thrown) {
    cause = thrown; // No selector at all.
  }
  const refuse = (code: ErrorCode, message: string) =>
    new XPayError(code, `mount(${describe(target)}) found ${message}`, { cause });
  if (!(element instanceof Element && element.isConnected))
    throw refuse('target_not_found', 'no element in the document. Pass one that is in it, or its selector.');
  if (taken.has(element)) throw refuse('target_in_use', 'another checkout in it. Pass another element.');
  const place = element;
  taken.add(place);
  // Its own `fit`: a page may have put one into Object.prototype.
  return { element: place, fit: undefined, release: () => taken.delete(place) };
}
