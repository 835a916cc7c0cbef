// The sandbox bank's page as a buyer sees it, wherever it is shown: inside the checkout, or as a page of its own.

import type { FrameLocator, Locator, Page } from '@playwright/test';
import { ONE_TIME_CODE } from '../cards.ts';

export interface BankPage {
  readonly heading: Locator;
  readonly body: Locator;
  readonly code: Locator;
  readonly confirm: Locator;
  readonly cancel: Locator;
  /** Types a code and presses Enter, as `enterLast` does. */
  readonly answer: (code: string) => Promise<void>;
  /** Answers with the code that the bank is waiting for. */
  readonly approve: () => Promise<void>;
}

/** The bank's page in a document. */
export function bankPage(document: FrameLocator | Page): BankPage {
  const code = document.getByRole('textbox', { name: 'One-time code' });
  const confirm = document.getByRole('button', { name: 'Confirm' });
  async function answer(text: string): Promise<void> {
    await code.fill(text);
    enterLast(code);
  }
  return {
    heading: document.getByRole('heading', { name: 'Sandbox Bank' }),
    body: document.locator('body'),
    code,
    confirm,
    cancel: document.getByRole('button', { name: 'Cancel payment' }),
    answer,
    approve: () => answer(ONE_TIME_CODE),
  };
}

/**
 * Presses Enter where that may take its own frame away before the browser has told the test of the press: what is waited
 * for is what comes of it.
 */
export function enterLast(focused: { press(key: string): Promise<void> }): void {
  focused.press('Enter').catch(() => {});
}

/**
 * Approves, and resolves when the bank has come back to the notification address, or the checkout has heard of it sooner and
 * taken the bank's page away. To look whether that page is gone would sometimes ask a frame that is just going.
 */
export async function approveAndReturn(page: Page, bank: BankPage): Promise<void> {
  const over = Promise.race([
    page.waitForResponse((response) => response.url().includes('/3ds/notify/challenge/')),
    page.waitForEvent('framedetached'),
  ]);
  await bank.approve();
  await over;
}
