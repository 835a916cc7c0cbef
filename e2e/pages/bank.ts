// The sandbox bank's page as a buyer sees it, wherever it is shown: inside the checkout, or as a page of its own.

import type { FrameLocator, Locator, Page } from '@playwright/test';
import { ONE_TIME_CODE } from '../cards.ts';

export interface BankPage {
  readonly heading: Locator;
  readonly body: Locator;
  readonly code: Locator;
  readonly confirm: Locator;
  readonly cancel: Locator;
  /** Types a code and presses Enter. */
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
    await code.press('Enter');
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
 * Approves, and resolves when the bank has come back to the notification address. To look whether the bank's page is gone
 * instead would sometimes ask a frame that is just being taken away.
 */
export async function approveAndReturn(page: Page, bank: BankPage): Promise<void> {
  const noted = page.waitForResponse((response) => response.url().includes('/3ds/notify/challenge/'));
  await bank.approve();
  await noted;
}
