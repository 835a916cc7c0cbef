// Ways to pay other than a card, as a buyer sees them: the rows of the list, the page where they approve, a payment sheet.

import type { FrameLocator, Locator, Page } from '@playwright/test';

export interface MethodList {
  /** By the words beside it. */
  readonly row: (name: string) => Locator;
  /** Chooses a row and presses the button that goes on from it. */
  readonly goOn: (name: string, button: string) => Promise<void>;
}

export function methodList(content: FrameLocator | Page): MethodList {
  const row = (name: string) => content.getByRole('radio', { name, exact: true });
  return {
    row,
    async goOn(name, button) {
      await row(name).check();
      await content.getByRole('button', { name: button, exact: true }).click();
    },
  };
}

export interface Approval {
  readonly dialog: Locator;
  readonly cancel: Locator;
  readonly provider: ProviderPage;
}

/** The provider's page inside the checkout: the checkout's frame holds the bridge, which holds the provider. */
export function approvalIn(content: FrameLocator): Approval {
  const dialog = content.getByRole('dialog');
  return {
    dialog,
    cancel: dialog.getByRole('button', { name: 'Cancel', exact: true }),
    provider: providerPage(dialog.locator('iframe').contentFrame().locator('iframe').contentFrame()),
  };
}

export interface ProviderPage {
  readonly heading: Locator;
  readonly agree: Locator;
  readonly approve: Locator;
  readonly decline: Locator;
  readonly cancel: Locator;
}

/** The same page, wherever it is shown. */
export function providerPage(document: FrameLocator | Page): ProviderPage {
  const button = (name: string) => document.getByRole('button', { name, exact: true });
  return {
    heading: document.getByRole('heading', { level: 1 }),
    agree: document.getByRole('checkbox'),
    approve: button('Approve'),
    decline: button('Decline'),
    cancel: button('Cancel payment'),
  };
}

type SheetWindow = Window & { sheet?: { totals: unknown[]; verdicts: string[] } };

/**
 * Puts a sheet in place of the browser's, which no test can press: it approves as soon as it is opened, with a token for a
 * test card, and keeps what it was told. Like the browser's own, it is opened by a press alone.
 */
export async function fakeGooglePay(page: Page, last4: string): Promise<void> {
  await page.addInitScript((digits) => {
    const kept: { totals: unknown[]; verdicts: string[] } = { totals: [], verdicts: [] };
    (window as SheetWindow).sheet = kept;
    class FakeRequest {
      readonly #method: string | undefined;
      readonly #total: unknown;
      constructor([first]: { supportedMethods: string }[], { total }: { total: unknown }) {
        this.#method = first?.supportedMethods;
        this.#total = total;
      }
      async canMakePayment() {
        return this.#method === 'https://google.com/pay';
      }
      async show() {
        if (!navigator.userActivation.isActive) throw new DOMException('No press.', 'SecurityError');
        kept.totals.push(this.#total);
        // No sheet is done before the press is over.
        await new Promise((resolve) => setTimeout(resolve));
        const nonce = crypto.randomUUID().replaceAll('-', '');
        const token = JSON.stringify({ type: 'xpay_sandbox_token', nonce, last4: digits });
        return {
          details: { paymentMethodData: { tokenizationData: { token } } },
          complete: async (verdict: string) => void kept.verdicts.push(verdict),
        };
      }
    }
    Object.assign(window, { PaymentRequest: FakeRequest });
  }, last4);
}

/** What the sheet in a document was opened for, and was told. */
export function sheetIn(): SheetWindow['sheet'] {
  return (window as SheetWindow).sheet;
}
