// The bank says no: the buyer learns why as far as they may, keeps what they typed, and can try again.

import { DECLINED, VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { eventsOf } from './pages/host.ts';
import { createApi } from './servers/api.ts';
import { startSandbox } from './servers/sandbox.ts';
import { startWebhookReceiver } from './servers/webhook-receiver.ts';

/** What each refusal says beyond "Your card was declined". */
const WORDS: Readonly<Record<string, RegExp>> = {
  generic: /another card/i,
  'insufficient funds': /money|funds/i,
  lost: /another card/i,
  stolen: /another card/i,
  expired: /expired/i,
  'incorrect security code': /security code/i,
  'processing error': /try again/i,
};

for (const [reason, card] of Object.entries(DECLINED)) {
  test(`a refusal (${reason}) keeps the card and asks for its code again`, async ({
    openHost,
    frame,
    stack,
  }) => {
    const session = await openHost();
    await frame.pay(card);
    const message = frame.alert.filter({ hasText: /^\s*Your card was declined/ });
    await expect(message).toBeVisible();
    await expect(message).toHaveText(WORDS[reason] ?? /^$/);
    if (reason === 'lost' || reason === 'stolen') await expect(message).not.toHaveText(/lost|stolen/i);
    await expect(frame.cardNumber).toHaveValue(card.number.replaceAll(/(\d{4})(?=\d)/g, '$1 '));
    await expect(frame.expiry).not.toHaveValue('');
    await expect(frame.code).toHaveValue('');
    await expect(frame.payButton).toBeEnabled();
    const { charges } = await stack.api.intentOf(session);
    expect(charges.map((charge) => charge.status)).toEqual(['failed']);
  });
}

test('lost and stolen read like any other refusal', async ({ openHost, frame }) => {
  const said: string[] = [];
  for (const reason of ['generic', 'lost', 'stolen']) {
    await openHost();
    await frame.pay(DECLINED[reason] ?? VISA);
    const message = frame.alert.filter({ hasText: 'Your card was declined' });
    await expect(message).toBeVisible();
    said.push((await message.textContent())?.trim() ?? '');
  }
  expect(new Set(said).size).toBe(1);
});

test('a refusal, then another card: one intent, two charges, one completed event', async ({
  openHost,
  frame,
  page,
  stack,
}) => {
  const session = await openHost();
  await frame.pay(DECLINED['insufficient funds'] ?? VISA);
  await expect(frame.alert).toContainText('Your card was declined');
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();

  const intent = await stack.api.intentOf(session);
  expect(intent).toMatchObject({ id: session.paymentIntentId, status: 'succeeded' });
  expect(intent.charges.map((charge) => charge.status).sort()).toEqual(['failed', 'succeeded']);
  await expect.poll(async () => (await eventsOf(page)).map((event) => event.name)).toContain('complete');
  const events = await eventsOf(page);
  expect(events.filter((event) => event.name === 'error')).toHaveLength(1);
  expect(events.find((event) => event.name === 'error')?.payload).toMatchObject({
    error: { type: 'card', code: 'card_declined' },
  });
});

test('a refusal, then another card: the shop’s server hears of one completed session', async () => {
  // It starts a sandbox.
  test.slow();
  const folder = test.info().outputPath('');
  const receiver = await startWebhookReceiver();
  const sandbox = await startSandbox({ folder, webhook: receiver.url });
  receiver.trust(sandbox.webhookSecret);
  const api = createApi(sandbox);
  const session = await api.createSession();
  const declined = await api.confirm(session, DECLINED['stolen']?.number ?? '', 'attempt-1');
  expect(declined).toMatchObject({ status: 200, body: { intent: { status: 'failed' } } });
  // The browser may not learn that the card is stolen; the shop's server may.
  expect(JSON.stringify(declined.body)).not.toContain('stolen');
  expect((await api.intentOf(session)).charges[0]?.failureCode).toBe('stolen_card');
  const paid = await api.confirm(session, VISA.number, 'attempt-2');
  expect(paid).toMatchObject({ status: 200, body: { intent: { status: 'succeeded' } } });

  const types = (): string[] => receiver.accepted.map(({ event }) => event.type);
  await expect.poll(types).toContain('checkout.session.completed');
  await expect.poll(types).toContain('payment_intent.payment_failed');
  await expect.poll(types).toContain('payment_intent.succeeded');
  const ids = receiver.accepted.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(types().filter((type) => type === 'checkout.session.completed')).toHaveLength(1);
  await sandbox.stop();
  await receiver.close();
});
