// Nobody in the browser can call a payment done: not the bank's page, not the shop's, not a stranger's beside them.
//
// Each attack stands beside the real thing: after the forgeries the buyer answers the bank, and that is what counts.

import type { Frame, Page } from '@playwright/test';
import { THREE_DS } from '../cards.ts';
import { stopClock } from '../pages/clock.ts';
import { type CheckoutFrame, checkoutFrame } from '../pages/frame.ts';
import { ASKED, expect, test } from './verdicts.ts';
import { decoded, nextActionIn } from './watch.ts';

/** Everything that any of our documents says to another, and what other checkouts say; `id` is the verification's. */
function forgeries(id: string): readonly unknown[] {
  const session = { id: 'cs_test_forged', status: 'complete', paymentStatus: 'paid' };
  return [
    { xpay: 1, type: 'notified', step: 'challenge', id },
    { xpay: 1, type: 'notified', step: 'method', id },
    { type: 'look_again', id },
    { type: 'method_done', id },
    { type: 'bank_shown', id },
    { type: 'refused', id },
    { type: 'complete', session },
    { type: 'acted', session },
    { type: 'action', state: 'closed', kind: 'challenge' },
    { type: 'leave', url: 'https://stranger.test/' },
    JSON.stringify({ type: 'look_again', id }),
    '3DS-authentication-complete',
    { event: 'CHALLENGE_COMPLETE', transStatus: 'Y', threeDSServerTransID: id },
  ];
}

type CountingWindow = Window & { arrived?: number };

/** Counts the window messages that arrive in a document from now on. */
async function countMessages(frames: readonly Frame[]): Promise<() => Promise<number>> {
  for (const frame of frames) {
    await frame.evaluate(() => {
      const here = window as CountingWindow;
      here.arrived = 0;
      addEventListener('message', () => {
        here.arrived = (here.arrived ?? 0) + 1;
      });
    });
  }
  return async () => {
    const counts = frames.map((frame) => frame.evaluate(() => (window as CountingWindow).arrived ?? 0));
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  };
}

/** The checkout's own documents: the frame, and the bridge in it. */
async function ownDocuments(frame: CheckoutFrame): Promise<readonly Frame[]> {
  const checkout = await frame.document();
  return [checkout, ...checkout.childFrames()];
}

/** Counts the reads of the session from now on: a message that was believed would cause one. */
function countReads(page: Page): () => number {
  let reads = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/client/session') && request.method() === 'GET') reads += 1;
  });
  return () => reads;
}

/** Posts each message to every window below one, with and without a port; tells whether any port was answered. */
function postEverywhere([messages, up]: readonly [readonly unknown[], boolean]): number {
  const below = (start: Window): readonly Window[] => [
    start,
    ...Array.from({ length: start.length }, (_, index) => start[index] as Window).flatMap(below),
  ];
  const root = up ? window.parent : window;
  const targets = below(root).filter((one) => one !== window && one !== window.top);
  const counted = window as Window & { answers?: number };
  counted.answers = 0;
  for (const target of targets) {
    for (const message of messages) target.postMessage(message, '*');
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      counted.answers = (counted.answers ?? 0) + 1;
    };
    target.postMessage({ xpay: 1, type: 'init', nonce: '0'.repeat(32) }, '*', [port2]);
    for (const message of messages) port1.postMessage(message);
  }
  return targets.length;
}

const answersIn = (frame: Frame): Promise<number> =>
  frame.evaluate(() => (window as Window & { answers?: number }).answers ?? 0);

const STRANGER =
  '<div id="checkout"></div><iframe id="stranger" src="__URL__" title="Help" height="40"></iframe>';

for (const who of ['the shop’s page', 'a stranger’s frame in the shop’s page'] as const) {
  test(`forged by ${who}: nothing moves, and the bank’s answer is what counts`, { tag: '@R68' }, async ({
    openHost,
    page,
    stack,
    verdict,
  }) => {
    const frame = checkoutFrame(page, undefined, page.locator('#checkout iframe'));
    const stranger = stack.hosts.publish({
      file: { html: '<!doctype html><title>Help</title><p>Help' },
      values: {},
      createSession: async () => '',
    });
    const url = `http://stranger.test:${stack.hosts.port}${stranger}`;
    await page.clock.install();
    const session = await openHost({ place: STRANGER.replace('__URL__', url) });
    const action = nextActionIn(page, 'confirm');
    await frame.pay(THREE_DS.challenge);
    const { id } = await action;
    await expect(frame.challenge.bank.heading).toBeVisible();
    // No timer runs: what reads the session now was made to by a message.
    await stopClock(page, 2_000);
    const attacker = who === 'the shop’s page' ? page.mainFrame() : page.frame({ url });
    if (attacker === null) throw new Error('There is no stranger in the page.');
    const documents = await ownDocuments(frame);
    const arrived = await countMessages(documents);
    const reads = countReads(page);
    const messages = forgeries(String(id));

    expect(await attacker.evaluate(postEverywhere, [messages, attacker !== page.mainFrame()] as const)).toBe(
      // The bank's document besides, and for the shop's page the stranger's.
      documents.length + (attacker === page.mainFrame() ? 2 : 1),
    );
    await expect.poll(arrived).toBe(documents.length * (messages.length + 1));
    expect(await answersIn(attacker)).toBe(0);
    expect(reads()).toBe(0);
    await expect(frame.challenge.bank.code).toBeVisible();
    await verdict.undecided(session);

    // The same notice from where it is due is heard at once, with no timer running.
    await frame.challenge.bank.approve();
    await expect.poll(reads).toBeGreaterThan(0);
    await page.clock.resume();
    await expect(frame.paid).toBeVisible();
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });
}

test('forged_done: what the bank’s page says of itself is heard by nobody', { tag: '@R68' }, async ({
  openHost,
  frame,
  page,
  verdict,
}) => {
  const session = await openHost({ behavior: 'forged_done' });
  await frame.pay(THREE_DS.challenge);
  const { bank } = frame.challenge;
  await expect(bank.heading).toBeVisible();
  await verdict.undecided(session);
  for (const code of ['000000', '111111']) {
    const answered = page.waitForResponse((one) => one.request().postData()?.includes(code) === true);
    await bank.answer(code);
    await answered;
    // The next page: what is typed into the last one is lost with it.
    await expect(bank.code).toHaveValue('');
  }
  await bank.answer('222222');
  await verdict.refused(session, { reason: 'authentication_failed', actions: ASKED });
});

test('a forged CRes that says Y moves nothing, and the refusal after it is the truth', {
  tag: '@R68',
}, async ({ openHost, frame, page, stack, verdict }) => {
  const session = await openHost();
  const action = nextActionIn(page, 'confirm');
  await frame.pay(THREE_DS.challenge);
  const { id, creq, sessionData } = await action;
  await expect(frame.challenge.bank.heading).toBeVisible();
  const { threeDSServerTransID, acsTransID, messageVersion } = decoded(String(creq));
  const cres = { messageType: 'CRes', messageVersion, threeDSServerTransID, acsTransID, transStatus: 'Y' };
  const answered = await fetch(`${stack.sandbox.threeds}/3ds/notify/challenge/${String(id)}`, {
    method: 'POST',
    body: new URLSearchParams({
      cres: Buffer.from(JSON.stringify(cres)).toString('base64url'),
      threeDSSessionData: String(sessionData),
    }),
    redirect: 'manual',
  });
  expect(answered.status).toBeLessThan(400);
  await verdict.undecided(session);
  await frame.challenge.bank.cancel.click();
  await verdict.refused(session, { reason: 'authentication_canceled', actions: ASKED });
});

test('what the browser is told of a check holds no card and no secret', async ({
  openHost,
  frame,
  page,
  stack,
  verdict,
}) => {
  const sent: string[] = [];
  page.context().on('request', (request) => {
    const { origin } = new URL(request.url());
    if (origin === stack.sandbox.threeds || origin === stack.sandbox.bank) {
      sent.push(request.url(), JSON.stringify(request.headers()), request.postData() ?? '');
    }
  });
  const session = await openHost();
  await frame.pay(THREE_DS.methodAndChallenge);
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
  expect(sent.length).toBeGreaterThan(9);
  const text = sent.join('\n');
  for (const secret of [
    session.clientSecret,
    session.clientSecret.split('_secret_')[1] ?? '',
    'x-client-secret',
  ]) {
    expect(text).not.toContain(secret);
  }
});
