// The overlay as a buyer sees it over the shop's page: a dialog with the checkout in it, a way out, and a question before it.

import type { Locator, Page } from '@playwright/test';
import { type CheckoutFrame, checkoutFrame } from './frame.ts';

export interface Overlay {
  readonly dialog: Locator;
  readonly frame: CheckoutFrame;
  /** The button in the frame. */
  readonly close: Locator;
  /** The question before something would be lost. */
  readonly question: Locator;
  readonly stay: Locator;
  readonly leave: Locator;
}

/** The overlay of a page; `look` as for `checkoutFrame`. */
export function overlayOn(page: Page, look?: () => Promise<void>): Overlay {
  const frame = checkoutFrame(page, look, page.locator('dialog iframe'));
  const question = frame.content.getByRole('dialog', { name: 'Leave the payment?' });
  return {
    dialog: page.getByRole('dialog', { name: 'Secure payment form' }),
    frame,
    close: frame.content.getByRole('button', { name: 'Close', exact: true }),
    question,
    stay: question.getByRole('button', { name: 'Stay' }),
    leave: question.getByRole('button', { name: 'Leave' }),
  };
}

/**
 * Presses a button that takes its own frame away, sometimes before the browser has told the test of the press: what is
 * waited for is what comes of it.
 */
export function pressLast(button: Locator): void {
  button.click().catch(() => {});
}
