// The demo shop as a buyer sees it: a product, the checkout page, the order page.

import type { Locator, Page } from '@playwright/test';

export interface ShopPages {
  /** Presses "Buy now" at the first product; resolves with the id of the session its server made. */
  readonly buyFirstProduct: () => Promise<string>;
  /** Follows the link that appears when the payment is done. */
  readonly openOrder: () => Promise<void>;
  /** What the shop's server knows about the order. */
  readonly status: Locator;
}

/** The pages of the shop at an address. */
export function shopPages(page: Page, url: string): ShopPages {
  return {
    buyFirstProduct: async () => {
      await page.goto(url);
      const created = page.waitForResponse((response) => response.url() === `${url}/create-session`);
      await page
        .getByRole('link', { name: /^Buy now/ })
        .first()
        .click();
      const { clientSecret } = (await (await created).json()) as { readonly clientSecret: string };
      return clientSecret.split('_secret_')[0] ?? '';
    },
    openOrder: () => page.getByRole('link', { name: 'Open your order' }).click(),
    status: page.getByRole('main').getByRole('status').getByRole('heading'),
  };
}
