// The checkout frame as a buyer sees it: fields by their labels, the button by what it says.

import type { Frame, FrameLocator, Locator, Page } from '@playwright/test';
import type { TestCard } from '../cards.ts';

export interface CheckoutFrame {
  readonly iframe: Locator;
  readonly content: FrameLocator;
  readonly cardNumber: Locator;
  readonly expiry: Locator;
  readonly code: Locator;
  readonly payButton: Locator;
  readonly paid: Locator;
  readonly alert: Locator;
  /** Fills the three card fields, with an expiry date far ahead. */
  readonly fill: (card: TestCard) => Promise<void>;
  /** Fills and presses Pay. */
  readonly pay: (card: TestCard) => Promise<void>;
  /** The frame's document, for what a locator cannot say. */
  readonly document: () => Promise<Frame>;
}

/** `look` is called at the moments when a leak would show: with the card typed, and just after the press. */
export function checkoutFrame(page: Page, look: () => Promise<void> = async () => {}): CheckoutFrame {
  const iframe = page.locator('iframe');
  const content = page.frameLocator('iframe');
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
    iframe,
    content,
    cardNumber,
    expiry,
    code,
    payButton,
    paid: content.getByRole('heading', { name: 'Payment complete' }),
    alert: content.getByRole('alert'),
    fill,
    pay: async (card) => {
      await fill(card);
      await payButton.click();
      await look();
    },
    document: async () => {
      const frame = await (await iframe.elementHandle())?.contentFrame();
      if (frame === null || frame === undefined) throw new Error('The page has no checkout frame.');
      return frame;
    },
  };
}
