// Apple Pay and Google Pay through the browser's own PaymentRequest: its payment app is the sandbox's, installed as it is paid with.

import { findChromium } from '../scripts/browser.ts';
import { CHROMIUM_FLAGS } from './chromium.ts';
import { expect, test } from './fixtures.ts';
import { methodList } from './pages/methods.ts';
import { openSheet } from './pages/payment-sheet.ts';

// A browser without windows has no payment sheets.
test.use({ launchOptions: { executablePath: findChromium() ?? '', args: [...CHROMIUM_FLAGS] } });

test('a sheet opens in a window of the browser’s, is approved there, and what it gives is paid with', async ({
  openHost,
  frame,
  browser,
  stack,
}, info) => {
  const session = await openHost({ session: { paymentMethodTypes: ['card', 'apple_pay', 'google_pay'] } });
  await methodList(frame.content).goOn('Apple Pay', 'Pay $49.00');
  const sheet = await openSheet(browser, '/sheet/window');
  expect(await sheet.text()).toMatch(/Pay with Sandpiper\s+\$49\.00\s+Shop\s+Sandbox shop/);
  await info.attach('sheet', { body: await sheet.picture(), contentType: 'image/png' });
  sheet.press('Approve');
  await expect(frame.paid).toBeVisible();
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  expect((await stack.api.intentOf(session)).charges).toMatchObject([
    { paymentMethodDetails: { type: 'apple_pay', card: { brand: 'visa', last4: '4242' } } },
  ]);
});

test('a payment that is declined after its sheet says why, and leaves the choice as it was', async ({
  openHost,
  frame,
  browser,
  stack,
}) => {
  const session = await openHost({ session: { paymentMethodTypes: ['card', 'google_pay'] } });
  const list = methodList(frame.content);
  await list.goOn('Google Pay', 'Pay $49.00');
  (await openSheet(browser, '/sheet/window')).press('Decline');
  await expect(frame.alert).toContainText('declined');
  await expect(list.row('Google Pay')).toBeChecked();
  expect(await stack.api.chargesOf(session)).toEqual(['failed']);
});
