// Every way to pay besides a card, from the list to the webhook, and back to the form where it comes to nothing.

import { expect, test } from './apis/merchant.ts';
import { VISA } from './cards.ts';
import { actionsOf, payloadsOf } from './pages/host.ts';
import { approvalIn, fakeGooglePay, methodList, providerPage, sheetIn } from './pages/methods.ts';

const ALL = ['card', 'wallet', 'bnpl', 'bank_transfer'];
const APPROVED = ['opened approval', 'closed approval'];

/** A press after which its own page may be gone before the browser has told the test of it. */
function pressLast(button: { click(): Promise<void> }): void {
  button.click().catch(() => {});
}

test('a wallet: approved on its page inside the checkout, paid, and the shop is told', async ({
  openHost,
  frame,
  page,
  merchant,
  stack,
}) => {
  const secret = await merchant.listenTo('xpay');
  const session = await openHost({ session: { paymentMethodTypes: ALL } });
  const { dialog, provider } = approvalIn(frame.content);
  await methodList(frame.content).goOn('Wallet', 'Continue to wallet');
  await expect(dialog).toHaveAccessibleName('Approve in your wallet');
  await expect(dialog).toContainText('$49.00');
  await expect(provider.heading).toHaveText('Pay with Dipper');
  pressLast(provider.approve);
  await expect(frame.paid).toBeFocused();
  await expect.poll(() => actionsOf(page)).toEqual(APPROVED);
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  const told = await merchant.told('checkout.session.completed', secret, 'XPay-Signature');
  expect(told.data.object).toMatchObject({ id: session.id, paymentStatus: 'paid' });
});

test('a lender: the plan is chosen with its dates and amounts, approved, paid and told of', async ({
  openHost,
  frame,
  page,
  merchant,
  stack,
}) => {
  const secret = await merchant.listenTo('xpay');
  const session = await openHost({ session: { paymentMethodTypes: ALL } });
  const list = methodList(frame.content);
  const { provider } = approvalIn(frame.content);
  await list.row('Pay in installments').check();
  const plan = frame.content.getByRole('radio', { name: /^4 payments/ });
  // When they come, they move the button.
  await expect(plan).toBeVisible();
  await frame.content.getByRole('button', { name: 'Continue to lender' }).click();
  await expect(frame.alert).toHaveText('Choose one of the plans.');
  await expect(plan).toHaveAccessibleName(/Total \$49\.00/);
  await plan.check();
  await expect(frame.content.locator('ol').getByRole('listitem')).toHaveCount(4);
  await expect
    .poll(async () => (await payloadsOf(page, 'change')).at(-1))
    .toMatchObject({ method: 'bnpl', complete: true });
  await frame.content.getByRole('button', { name: 'Continue to lender' }).click();
  await expect(provider.heading).toHaveText('Pay with Wagtail Later');
  await provider.agree.check();
  pressLast(provider.approve);
  await expect(frame.paid).toBeFocused();
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  const told = await merchant.told('checkout.session.completed', secret, 'XPay-Signature');
  expect(told.data.object).toMatchObject({ id: session.id, paymentStatus: 'paid' });
});

for (const { name, button } of [
  { name: 'Wallet', button: 'Continue to wallet' },
  { name: 'Pay in installments', button: 'Continue to lender' },
]) {
  test(`${name}: declined, cancelled there and cancelled here, each with its words, and a card pays in the end`, async ({
    openHost,
    frame,
    page,
    stack,
  }) => {
    const session = await openHost({ session: { paymentMethodTypes: ALL } });
    const list = methodList(frame.content);
    const { dialog, cancel, provider } = approvalIn(frame.content);
    const goOn = frame.content.getByRole('button', { name: button, exact: true });
    const isBack = async (words: RegExp) => {
      await expect(frame.alert).toHaveText(words);
      await expect(frame.alert).toContainText('You have not been charged.');
      await expect(list.row(name)).toBeChecked();
      await expect(goOn).toBeVisible();
    };
    await frame.fill(VISA);
    await list.row(name).check();
    if (name !== 'Wallet') await frame.content.getByRole('radio', { name: /^3 payments/ }).check();

    await goOn.click();
    pressLast(provider.decline);
    await isBack(/^The payment was declined/);
    await goOn.click();
    pressLast(provider.cancel);
    await isBack(/^You stopped the payment/);
    await goOn.click();
    await expect(provider.heading).toBeVisible();
    await cancel.click();
    await expect(dialog).toHaveCount(0);
    await isBack(/^You stopped the payment/);
    await expect.poll(() => payloadsOf(page, 'error')).toHaveLength(3);

    await list.row('Card').check();
    await expect(frame.cardNumber).toHaveValue('4012 8888 8888 1881');
    await expect(frame.code).toHaveValue('');
    await frame.code.fill(VISA.code);
    await frame.payButton.click();
    await expect(frame.paid).toBeVisible();
    expect(await stack.api.chargesOf(session)).toEqual(['failed', 'failed', 'failed', 'succeeded']);
  });
}

test('a reload during the approval shows its page again, and money moves once', async ({
  openHost,
  frame,
  page,
  stack,
}) => {
  const session = await openHost({ session: { paymentMethodTypes: ALL } });
  const { provider } = approvalIn(frame.content);
  await methodList(frame.content).goOn('Wallet', 'Continue to wallet');
  await expect(provider.heading).toBeVisible();
  await page.reload();
  await expect(provider.heading).toHaveText('Pay with Dipper');
  pressLast(provider.approve);
  await expect(frame.paid).toBeVisible();
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});

test('another tab does not open the approval unasked, and may go on with it', async ({
  openHost,
  frame,
  page,
  context,
  stack,
}) => {
  const session = await openHost({ session: { paymentMethodTypes: ALL } });
  await methodList(frame.content).goOn('Wallet', 'Continue to wallet');
  await expect(approvalIn(frame.content).provider.heading).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  const content = other.locator('iframe').contentFrame();
  await expect(content.getByRole('heading', { name: 'Approve in your wallet' })).toBeVisible();
  const { dialog, provider } = approvalIn(content);
  await expect(dialog).toHaveCount(0);
  await content.getByRole('button', { name: 'Continue', exact: true }).click();
  pressLast(provider.approve);
  await expect(content.getByRole('heading', { name: 'Payment complete' })).toBeVisible();
  await expect(frame.paid).toBeVisible();
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});

test('where no page can be nested the buyer goes to the wallet and comes back to the result', async ({
  openHost,
  frame,
  page,
  stack,
}) => {
  const headers = { 'cross-origin-embedder-policy': 'require-corp' };
  const session = await openHost({
    headers,
    returnsHere: true,
    session: { paymentMethodTypes: ALL },
  });
  const shop = page.url();
  const list = methodList(frame.content);
  await list.goOn('Wallet', 'Continue to wallet');
  const leave = frame.content.getByRole('button', { name: 'Continue on its own page' });
  await expect(leave).toBeVisible();
  await expect.poll(() => actionsOf(page)).toEqual(['opened redirect']);
  const goAnd = async (press: 'decline' | 'approve') => {
    pressLast(leave);
    await page.waitForURL((url) => url.origin === stack.sandbox.bank);
    pressLast(providerPage(page)[press]);
    await page.waitForURL((url) => url.origin === new URL(shop).origin);
  };
  await goAnd('decline');
  await expect(frame.alert).toHaveText(/^The payment was declined/);
  await expect(list.row('Wallet')).toBeChecked();
  await frame.content.getByRole('button', { name: 'Continue to wallet' }).click();
  await expect(leave).toBeVisible();
  await goAnd('approve');
  await expect(frame.paid).toBeVisible();
  expect(await stack.api.chargesOf(session)).toEqual(['failed', 'succeeded']);
});

test('a transfer: where to send it, each detail to be copied, also after a reload, and paid when it comes', async ({
  openHost,
  frame,
  page,
  merchant,
  stack,
}) => {
  const secret = await merchant.listenTo('xpay');
  const session = await openHost({ session: { paymentMethodTypes: ALL } });
  await methodList(frame.content).goOn('Bank transfer', 'Get account details');
  const heading = frame.content.getByRole('heading', { name: 'Send the money from your bank' });
  await expect(heading).toBeFocused();
  await expect.poll(async () => (await payloadsOf(page, 'processing')).length).toBe(1);
  const details = frame.content.locator('dl').filter({ hasText: 'Account holder' });
  await expect(details).toContainText('$49.00');
  await expect(details).toContainText(/Account number\s*\d{6,}/);
  const copy = frame.content.getByRole('button', { name: 'Copy Account number' });
  await copy.click();
  await expect(frame.content.getByRole('button', { name: 'Copied Account number' })).toBeFocused();
  await page.reload();
  await expect(heading).toBeVisible();
  await merchant.ask('POST', `/sandbox/sessions/${session.id}/transfer`, { body: { outcome: 'received' } });
  await expect(frame.paid).toBeVisible();
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  const told = await merchant.told('checkout.session.completed', secret, 'XPay-Signature');
  expect(told.data.object).toMatchObject({ id: session.id, paymentStatus: 'paid' });
});

test('a transfer that does not come leads back to the form, with words', async ({
  openHost,
  frame,
  merchant,
}) => {
  const session = await openHost({ session: { paymentMethodTypes: ALL } });
  await methodList(frame.content).goOn('Bank transfer', 'Get account details');
  await expect(frame.content.getByRole('heading', { name: 'Send the money from your bank' })).toBeVisible();
  await merchant.ask('POST', `/sandbox/sessions/${session.id}/transfer`, { body: { outcome: 'missing' } });
  await expect(frame.alert).toHaveText(/^The payment was not completed in time. You have not been charged/);
});

for (const { what, last4, verdict } of [
  { what: 'approves and is told that it is paid', last4: '4242', verdict: 'success' },
  { what: 'is told of a refusal, and the form of why', last4: '0002', verdict: 'fail' },
]) {
  test(`a payment sheet ${what}`, async ({ openHost, frame, page, stack }) => {
    await fakeGooglePay(page, last4);
    const session = await openHost({
      session: { paymentMethodTypes: ['card', 'apple_pay', 'google_pay'] },
    });
    const list = methodList(frame.content);
    await list.goOn('Google Pay', 'Pay $49.00');
    await expect(list.row('Apple Pay')).toHaveCount(0);
    if (verdict === 'success') await expect(frame.paid).toBeVisible();
    else await expect(frame.alert).toBeVisible();
    const document = await frame.document();
    await expect
      .poll(() => document.evaluate(sheetIn))
      .toEqual({
        totals: [expect.objectContaining({ amount: { currency: 'USD', value: '49.00' } })],
        verdicts: [verdict],
      });
    expect(await stack.api.chargesOf(session)).toEqual([verdict === 'success' ? 'succeeded' : 'failed']);
  });
}

test('the list is one stop for the keyboard, and its arrows choose', async ({ openHost, frame, page }) => {
  await openHost({ session: { paymentMethodTypes: ALL } });
  const list = methodList(frame.content);
  await expect(list.row('Card')).toBeChecked();
  await list.row('Card').focus();
  // The page's process knows where the focus is: now a key goes there.
  await expect(frame.iframe).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(list.row('Wallet')).toBeFocused();
  await expect(list.row('Wallet')).toBeChecked();
  await expect.poll(async () => (await payloadsOf(page, 'change')).at(-1)?.['method']).toBe('wallet');
  await page.keyboard.press('ArrowUp');
  await expect(frame.cardNumber).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(frame.cardNumber).toBeFocused();
});
