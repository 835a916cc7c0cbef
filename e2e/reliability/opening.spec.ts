// The checkout cannot be opened as it should: the buyer is shown a form at last, or reads what to do.

import { THREE_DS, VISA } from '../cards.ts';
import { expect, type Fault, PAID_ONCE, READ, test } from './reliable.ts';

const NONSENSE: Readonly<Record<string, Fault>> = {
  'the page of a hotel’s network': { kind: 'html' },
  'half a document': { kind: 'truncate' },
  'a server that is down': { kind: 'status', status: 503 },
};

for (const [what, fault] of Object.entries(NONSENSE)) {
  test(`a first answer that is ${what} is asked for again, and the buyer pays`, { tag: '@R17' }, async ({
    openHost,
    frame,
    stack,
    spoil,
    ends,
  }) => {
    const session = await stack.api.createSession();
    await spoil(session, { ...READ, times: 1, ...fault });
    await openHost({ session });
    await frame.pay(VISA);
    await ends(session, PAID_ONCE);
  });
}

test('a server that is down for long is said so, and found again when the buyer asks', {
  tag: '@R16',
}, async ({ openHost, frame, stack, spoil, heal, ends }) => {
  const session = await stack.api.createSession();
  await spoil(session, { ...READ, kind: 'drop_before' });
  await openHost({ session });
  const words = 'The payment form could not be loaded';
  await ends(session, {
    charges: [],
    state: 'open, requires_payment_method',
    words,
    focus: 'elsewhere',
    heard: ['error connection_failed'],
  });
  await heal();
  await frame.content.getByRole('button', { name: 'Try again' }).click();
  await frame.pay(VISA);
  await ends(session, { ...PAID_ONCE, heard: ['error connection_failed', ...PAID_ONCE.heard] });
});

test('a browser that denies storage pays, its bank’s check included', { tag: '@R55' }, async ({
  openHost,
  page,
  frame,
  ends,
}) => {
  await page.addInitScript(() => {
    for (const name of ['sessionStorage', 'localStorage'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
  });
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  await expect(frame.challenge.bank.heading).toBeVisible();
  // What cannot be remembered costs the buyer one press.
  await page.reload();
  await frame.startAgain.click();
  await frame.challenge.bank.approve();
  await ends(session, {
    ...PAID_ONCE,
    charges: ['failed', 'succeeded'],
    heard: ['ready', 'opened challenge', 'closed challenge', 'complete'],
  });
});
