// Every documented 3-D Secure card does what it is documented to do, and leaves exactly the charges it should.

import { THREE_DS } from '../cards.ts';
import { ASKED, expect, test } from './verdicts.ts';

const PAID_UNASKED = ['frictionless', 'attempted', 'unavailable', 'informational'] as const;

for (const name of PAID_UNASKED) {
  test(`${name}: is paid without the bank asking anything`, { tag: '@R56' }, async ({
    openHost,
    frame,
    verdict,
  }) => {
    const session = await openHost();
    await frame.pay(THREE_DS[name]);
    await verdict.paid(session);
  });
}

const REFUSED_UNASKED = ['notAuthenticated', 'rejected'] as const;

for (const name of REFUSED_UNASKED) {
  test(`${name}: is refused without the bank asking anything`, { tag: '@R57' }, async ({
    openHost,
    frame,
    verdict,
  }) => {
    const session = await openHost();
    await frame.pay(THREE_DS[name]);
    await verdict.refused(session, { reason: 'authentication_failed' });
  });
}

const ASKED_AND_PAID = ['methodAndChallenge', 'printedInShop', 'challenge', 'askedAtOnce'] as const;

for (const name of ASKED_AND_PAID) {
  test(`${name}: is paid once the buyer has told the bank the code`, { tag: '@R59' }, async ({
    openHost,
    frame,
    verdict,
  }) => {
    const session = await openHost();
    await frame.pay(THREE_DS[name]);
    await expect(frame.challenge.bank.heading).toBeVisible();
    await verdict.undecided(session);
    await frame.challenge.bank.approve();
    await verdict.paid(session, { actions: ASKED });
  });
}

const ASKED_AND_DECLINED = {
  challengeThenDeclined: 'card_declined',
  challengeThenNoFunds: 'insufficient_funds',
} as const;

for (const [name, reason] of Object.entries(ASKED_AND_DECLINED)) {
  test(`${name}: passes the check, and is declined after it`, { tag: '@R61' }, async ({
    openHost,
    frame,
    verdict,
  }) => {
    const session = await openHost();
    await frame.pay(THREE_DS[name as keyof typeof ASKED_AND_DECLINED]);
    await frame.challenge.bank.approve();
    await verdict.refused(session, { reason, actions: ASKED });
  });
}

test('decoupled: waits for the bank’s app, and is paid when the buyer has approved there', {
  tag: '@R62',
}, async ({ openHost, frame, time, verdict }) => {
  await time.stop();
  const session = await openHost();
  await frame.pay(THREE_DS.decoupled);
  await expect(frame.decoupled).toBeVisible();
  await expect(frame.decoupled).toBeFocused();
  await verdict.undecided(session);
  await time.pass(3_000);
  await verdict.paid(session, { actions: ['opened decoupled', 'closed decoupled'] });
});

test('decoupled: a refusal in the bank’s app is a refusal here', { tag: '@R62' }, async ({
  openHost,
  frame,
  time,
  verdict,
}) => {
  await time.stop();
  const session = await openHost({ behavior: 'decoupled_refused' });
  await frame.pay(THREE_DS.decoupled);
  await expect(frame.decoupled).toBeVisible();
  await time.pass(3_000);
  await verdict.refused(session, {
    reason: 'authentication_failed',
    actions: ['opened decoupled', 'closed decoupled'],
  });
});

test('decoupled: a buyer who will not wait cancels, and pays with another card', { tag: '@R62' }, async ({
  openHost,
  frame,
  stack,
  verdict,
}) => {
  const session = await openHost({ behavior: 'decoupled_silent' });
  await frame.pay(THREE_DS.decoupled);
  await expect(frame.decoupled).toBeVisible();
  await frame.content.getByRole('button', { name: 'Cancel', exact: true }).click();
  await verdict.refused(session, {
    reason: 'authentication_canceled',
    actions: ['opened decoupled', 'closed decoupled'],
  });
  await stack.api.bank(session, 'none');
  await frame.pay(THREE_DS.frictionless);
  await expect(frame.paid).toBeVisible();
  expect(await stack.api.chargesOf(session)).toEqual(['failed', 'succeeded']);
});

test('the shop’s server hears of a check, and of no end before there is one', async ({
  openHost,
  frame,
  stack,
  verdict,
}) => {
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  await expect(frame.challenge.bank.heading).toBeVisible();
  // What the shop's server reads is the same as what a browser reads.
  expect((await stack.api.seenByBrowser(session)).intent).toMatchObject({
    status: 'requires_action',
    // Given out once, to the document that began the challenge.
    nextAction: { type: 'three_ds_challenge', creq: null },
  });
  await frame.challenge.bank.cancel.click();
  await verdict.refused(session, { reason: 'authentication_canceled', actions: ASKED });
  expect((await stack.api.seenByBrowser(session)).intent).toMatchObject({
    status: 'failed',
    lastError: { declineCode: 'authentication_canceled' },
    nextAction: null,
  });
});
