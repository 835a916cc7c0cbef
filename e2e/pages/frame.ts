// The checkout frame as a buyer sees it: fields by their labels, the button by what it says.

import type { Frame, FrameLocator, Locator, Page } from '@playwright/test';
import type { TestCard } from '../cards.ts';
import { type BankPage, bankPage } from './bank.ts';

/** What is the same in a frame and in a window of its own. */
export interface CheckoutDocument {
  readonly cardNumber: Locator;
  readonly expiry: Locator;
  readonly code: Locator;
  readonly payButton: Locator;
  /** The same button while a payment is under way. */
  readonly busy: Locator;
  readonly paid: Locator;
  readonly alert: Locator;
  /** While the bank asks the buyer inside the checkout. */
  readonly challenge: Challenge;
  /** Heads the screen for a check that this document did not begin. */
  readonly interrupted: Locator;
  readonly startAgain: Locator;
  /** Heads the screen for a check in the bank's own app. */
  readonly decoupled: Locator;
  /** Leads to the same check as a page of its own. */
  readonly onBankPage: Locator;
  /** Fills the three card fields, with an expiry date far ahead. */
  readonly fill: (card: TestCard) => Promise<void>;
  /** Fills and presses Pay. */
  readonly pay: (card: TestCard) => Promise<void>;
}

export interface CheckoutFrame extends CheckoutDocument {
  readonly iframe: Locator;
  readonly content: FrameLocator;
  /** The frame's document, for what a locator cannot say. */
  readonly document: () => Promise<Frame>;
}

export interface Challenge {
  readonly dialog: Locator;
  readonly heading: Locator;
  readonly cancel: Locator;
  /** The bank's page: the checkout's frame holds the bridge, which holds the bank. */
  readonly bank: BankPage;
  /** The bank's document, for what a locator cannot say. */
  readonly bankDocument: () => Promise<Frame>;
}

/** `look` is called at the moments when a leak would show: with the card typed, and just after the press. */
export function checkoutFrame(
  page: Page,
  look?: () => Promise<void>,
  iframe = page.locator('iframe'),
): CheckoutFrame {
  const content = iframe.contentFrame();
  return { ...checkoutDocument(content, look), iframe, content, document: () => documentIn(iframe) };
}

/** The checkout in a frame, or as a page of its own; `look` as for `checkoutFrame`. */
export function checkoutDocument(
  content: FrameLocator | Page,
  look: () => Promise<void> = async () => {},
): CheckoutDocument {
  const cardNumber = content.getByRole('textbox', { name: 'Card number', exact: true });
  const expiry = content.getByRole('textbox', { name: 'Expiry date', exact: true });
  const code = content.getByRole('textbox', { name: 'Security code', exact: true });
  const payButton = content.getByRole('button', { name: /^Pay / });

  async function fill(card: TestCard): Promise<void> {
    await cardNumber.fill(card.number);
    await expiry.fill('12/34');
    await code.fill(card.code);
    await look();
  }

  return {
    cardNumber,
    expiry,
    code,
    payButton,
    busy: content.getByRole('button', { name: 'Processing…' }),
    paid: content.getByRole('heading', { name: 'Payment complete' }),
    alert: content.getByRole('alert'),
    challenge: challengeIn(content),
    interrupted: content.getByRole('heading', { name: 'Your bank may still be confirming' }),
    startAgain: content.getByRole('button', { name: 'Start again' }),
    decoupled: content.getByRole('heading', { name: 'Approve in your bank’s app' }),
    onBankPage: content.getByRole('button', { name: 'Continue on your bank’s page' }),
    fill,
    pay: async (card) => {
      await fill(card);
      await payButton.click();
      await look();
    },
  };
}

function challengeIn(content: FrameLocator | Page): Challenge {
  const dialog = content.getByRole('dialog');
  const bankIframe = dialog.locator('iframe').contentFrame().locator('iframe');
  return {
    dialog,
    heading: dialog.getByRole('heading', { name: 'Confirm with your bank' }),
    cancel: dialog.getByRole('button', { name: 'Cancel', exact: true }),
    bank: bankPage(bankIframe.contentFrame()),
    bankDocument: () => documentIn(bankIframe),
  };
}

async function documentIn(iframe: Locator): Promise<Frame> {
  const frame = await (await iframe.elementHandle())?.contentFrame();
  if (frame === null || frame === undefined) throw new Error('There is no document in that frame.');
  return frame;
}
