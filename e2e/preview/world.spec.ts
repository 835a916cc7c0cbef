// What the preview has the sandbox do: cards, network, bank, webhooks, its clock, the ends of a session; and how all of it ends.

import type { APIRequestContext } from '@playwright/test';
import { methodList } from '../pages/methods.ts';
import type { Sandbox } from '../servers/sandbox.ts';
import { expect, test } from './fixtures.ts';
import { openGroup, queryOf, sessionIdOf, stageOf } from './page.ts';

/** Kinds of faults, as docs/testing.md has them. */
// biome-ignore format: a list to read.
const FAULTS = [
  'delay', 'drop_before', 'drop_after', 'truncate', 'html', 'status', 'in_progress', 'duplicate', 'reorder', 'throttle',
  'offline',
];

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

/** Asks the sandbox itself. */
function askerOf(request: APIRequestContext, { api, secretKey }: Sandbox) {
  return async (path: string) => {
    const headers = { Authorization: `Bearer ${secretKey}` };
    // A fault may cut the connection that was kept for the next question.
    return (await request.get(api + path, { headers, maxRetries: 3 })).json();
  };
}

test('cards, network, bank and webhooks are the sandbox’s at once', async ({
  page,
  context,
  request,
  complaints,
  stack: { sandbox, preview },
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const ask = askerOf(request, sandbox);
  const kinds = async () =>
    (await ask('/sandbox/faults')).data.map(({ kind }: { readonly kind: string }) => kind);
  await page.goto(preview.url);
  const { number } = stageOf(page);
  await expect(number).toBeVisible();

  const card = await openGroup(page, 'Test payment');
  await card.getByLabel('Card, or what is to come of it').selectOption('4000000000000002');
  await card.getByRole('button', { name: 'Copy number' }).click();
  await expect(page.getByText('Number copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('4000000000000002');
  await card.getByRole('button', { name: 'Pay with it, without the form' }).click();
  const refusal = async () => {
    const { paymentIntent } = await ask(`/checkout/sessions/${await sessionIdOf(page)}`);
    return paymentIntent.lastPaymentError?.code;
  };
  await expect.poll(refusal).toBe('card_declined');

  const world = await openGroup(page, 'Network, bank, webhooks');
  for (const kind of FAULTS) {
    await world.getByLabel('Network').selectOption(kind);
    await expect.poll(kinds).toEqual([kind]);
  }
  await world.getByLabel('Network').selectOption('slow');
  await expect.poll(async () => (await kinds()).length).toBeGreaterThan(0);
  await world.getByLabel('Network').selectOption('fast');
  await expect.poll(kinds).toEqual([]);
  await world.getByLabel('Webhooks').selectOption('out_of_order');
  const orderOf = async (query = '') => (await ask(`/sandbox/webhooks${query}`)).order;
  const ofSession = `?sessionId=${await sessionIdOf(page)}`;
  await expect.poll(() => orderOf(ofSession)).toBe('out_of_order');
  // Whoever comes next finds the sandbox as it was: the order is of this page's session alone.
  expect(await orderOf()).toBe('normal');
  await world.getByLabel('Webhooks').selectOption('normal');
  await expect.poll(() => orderOf(ofSession)).toBe('normal');
  const toldBank = page.waitForResponse((response) => response.url().endsWith('/controls/bank'));
  await world.getByLabel('Bank').selectOption('cardholder_info');
  expect((await toldBank).status()).toBe(200);
  await card.getByLabel('Card, or what is to come of it').selectOption('4000002500003155');
  await card.getByRole('button', { name: 'Pay with it, without the form' }).click();
  await expect.poll(refusal).toBe('authentication_failed');

  // The network failed because it was told to.
  complaints.length = 0;
});

test('the clock moves, stands still and goes back, and a session is brought to each of its ends', async ({
  page,
  request,
  stack: { sandbox, preview },
}) => {
  const ask = askerOf(request, sandbox);
  await page.goto(preview.url);
  const { checkout, number } = stageOf(page);
  await expect(number).toBeVisible();
  const time = await openGroup(page, 'Time and session');
  await time.getByRole('button', { name: 'Freeze' }).click();
  await expect.poll(async () => (await ask('/sandbox/clock')).frozen).toBe(true);
  const now = async () => Date.parse((await ask('/sandbox/clock')).now);
  for (const [step, ms] of [
    ['+ 1 minute', 60_000],
    ['+ 1 hour', 3_600_000],
  ] as const) {
    const before = await now();
    // All that is due on the way happens first.
    const moved = page.waitForResponse((response) => response.url().endsWith('/controls/clock'));
    await time.getByRole('button', { name: step }).click();
    await moved;
    await expect.poll(async () => (await now()) - before).toBe(ms);
  }
  await time.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(async () => (await ask('/sandbox/clock')).frozen).toBe(false);
  await time.getByRole('button', { name: 'Expire' }).click();
  await expect(checkout.getByRole('heading', { name: 'This checkout has expired' })).toBeVisible();
  await expect(time.getByRole('button', { name: 'Expire' })).toBeDisabled();
  await time.getByRole('button', { name: 'Set back' }).click();
  const isOnTime = async () => {
    const { frozen, aheadMs } = await ask('/sandbox/clock');
    return !frozen && Math.abs(aheadMs) < 1000;
  };
  await expect.poll(isOnTime).toBe(true);
  await expect(time.getByRole('button', { name: 'Set back' })).toBeDisabled();

  const card = await openGroup(page, 'Test payment');
  await card.getByLabel('Card, or what is to come of it').selectOption('succeeded');
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect(number).toBeVisible();
  await time.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText('The session is cancelled.')).toBeVisible();
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect(number).toBeVisible();
  await card.getByRole('button', { name: 'Pay with it, without the form' }).click();
  await expect(checkout.getByRole('heading', { name: 'Payment complete' })).toBeVisible();
});

test('a day later a session is over, and a reset puts clock, settings and session back', async ({
  page,
  request,
  stack: { sandbox, preview },
}) => {
  const ask = askerOf(request, sandbox);
  await page.goto(`${preview.url}/?webhooks=out_of_order&items=4`);
  const { checkout, number } = stageOf(page);
  await expect(number).toBeVisible();
  const first = await sessionIdOf(page);
  const orderOf = async (query = '') => (await ask(`/sandbox/webhooks${query}`)).order;
  await expect.poll(() => orderOf(`?sessionId=${first}`)).toBe('out_of_order');
  expect(await orderOf()).toBe('normal');
  const time = await openGroup(page, 'Time and session');
  await expect(time.getByText('One clock for all of the sandbox, the demo shop too')).toBeVisible();
  await time.getByRole('button', { name: 'Freeze' }).click();
  await expect(time.getByRole('button', { name: 'Resume' })).toBeEnabled();
  const before = Date.parse((await ask('/sandbox/clock')).now);
  await time.getByRole('button', { name: '+ 1 day' }).click();
  await expect.poll(async () => Date.parse((await ask('/sandbox/clock')).now) - before).toBe(86_400_000);
  await expect(checkout.getByRole('heading', { name: 'This checkout has expired' })).toBeVisible();

  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByText('Everything is as it was at first')).toBeVisible();
  await expect(number).toBeVisible();
  await expect(time.locator('.pv-id')).not.toHaveText(first);
  const { frozen, aheadMs } = await ask('/sandbox/clock');
  expect([frozen, Math.abs(aheadMs) < 60_000]).toEqual([false, true]);
  await expect.poll(() => queryOf(page)).toEqual({});
  expect(await orderOf(`?sessionId=${await sessionIdOf(page)}`)).toBe('normal');
});

test('a bank transfer arrives, or never comes, when that is pressed', async ({
  page,
  stack: { preview },
}) => {
  await page.goto(`${preview.url}/?methods=bank_transfer`);
  const { checkout } = stageOf(page);
  const time = await openGroup(page, 'Time and session');
  const waits = checkout.getByRole('heading', { name: 'Send the money from your bank' });
  const status = page.getByRole('region', { name: 'Instruments' }).getByRole('status');
  await methodList(checkout).goOn('Bank transfer', 'Get account details');
  await expect(waits).toBeVisible();
  await time.getByRole('button', { name: 'Never comes' }).click();
  await expect(checkout.getByRole('alert')).toHaveText(/^The payment was not completed in time/);
  await expect(status).toHaveText('Refused');

  await methodList(checkout).goOn('Bank transfer', 'Get account details');
  await expect(waits).toBeVisible();
  await time.getByRole('button', { name: 'Arrives' }).click();
  await expect(checkout.getByRole('heading', { name: 'Payment complete' })).toBeVisible();
  await expect(status).toHaveText('Paid');
});
