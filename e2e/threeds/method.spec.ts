// The bank's hidden look at the browser: at most ten seconds, and whatever comes of it, the payment goes on.

import type { Page } from '@playwright/test';
import { THREE_DS } from '../cards.ts';
import { ASKED, expect, test } from './verdicts.ts';
import { watchForms, watchSubmits } from './watch.ts';

interface Authenticated {
  readonly id: string;
  readonly methodCompletion: string;
}

/** What the frame tells the server about the method step, once it does: to be asked for before anything can lead to it. */
async function methodTold(page: Page): Promise<Authenticated> {
  const request = await page.waitForRequest((one) => one.url().endsWith('/v1/client/session/authenticate'));
  return request.postDataJSON() as Authenticated;
}

test('done: the bank is told so, and asks', { tag: '@R58' }, async ({ openHost, frame, page, verdict }) => {
  const forms = watchForms(page.context());
  const session = await openHost();
  const told = methodTold(page);
  await frame.pay(THREE_DS.methodAndChallenge);
  expect((await told).methodCompletion).toBe('Y');
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
  expect(forms.filter(({ fields }) => 'threeDSMethodData' in fields)).toHaveLength(2);
  expect(forms.filter(({ fields }) => 'creq' in fields)).toHaveLength(1);
});

test('while it runs the button is busy, and nothing else is shown', { tag: '@R58' }, async ({
  openHost,
  frame,
  page,
  verdict,
}) => {
  await page.clock.install();
  const session = await openHost({ behavior: 'method_silent' });
  const looked = page.waitForRequest((one) => one.postData()?.startsWith('threeDSMethodData=') === true);
  const told = methodTold(page);
  await frame.pay(THREE_DS.methodAndChallenge);
  await looked;
  await expect(frame.busy).toBeVisible();
  await expect(frame.challenge.dialog).toHaveCount(0);
  await verdict.undecided(session);
  await page.clock.fastForward(10_000);
  expect((await told).methodCompletion).toBe('N');
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
});

test('absent: the bank asks at once', { tag: '@R58' }, async ({ openHost, frame, page, verdict }) => {
  const forms = watchForms(page.context());
  const session = await openHost({ behavior: 'method_absent' });
  await frame.pay(THREE_DS.methodAndChallenge);
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
  expect(forms.filter(({ fields }) => 'threeDSMethodData' in fields)).toEqual([]);
});

test('late: what comes after ten seconds changes nothing', { tag: '@R58' }, async ({
  openHost,
  frame,
  page,
  verdict,
}) => {
  await page.clock.install();
  const session = await openHost({ behavior: 'method_late' });
  const looked = page.waitForRequest((one) => one.postData()?.startsWith('threeDSMethodData=') === true);
  const told = methodTold(page);
  await frame.pay(THREE_DS.methodAndChallenge);
  await looked;
  await page.clock.fastForward(10_000);
  expect((await told).methodCompletion).toBe('N');
  const { bank } = frame.challenge;
  await expect(bank.heading).toBeVisible();
  await page.clock.fastForward(3_000);
  await expect(bank.heading).toBeVisible();
  await bank.approve();
  await verdict.paid(session, { actions: ASKED });
});

test('twice: the bank is asked once', { tag: ['@R58', '@R65'] }, async ({
  openHost,
  frame,
  page,
  verdict,
}) => {
  const asked: string[] = [];
  page.on('request', (one) => {
    if (one.url().endsWith('/authenticate') && one.method() === 'POST') asked.push(one.url());
  });
  const session = await openHost({ behavior: 'method_twice' });
  await frame.pay(THREE_DS.methodAndChallenge);
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
  expect(asked).toHaveLength(1);
});

test('broken: an answer that is none stops nothing', { tag: '@R58' }, async ({
  openHost,
  frame,
  page,
  verdict,
}) => {
  const notified = page.waitForRequest((one) => /\/3ds\/notify\/method\//.test(one.url()));
  const session = await openHost({ behavior: 'method_broken' });
  await frame.pay(THREE_DS.methodAndChallenge);
  // What the bank is then told of it, the server decides by what came, not by what the browser says.
  expect((await notified).postData()).not.toContain('ey');
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
});

test('blocked by the buyer’s browser: ten seconds, and the payment goes on', { tag: '@R58' }, async ({
  openHost,
  frame,
  page,
  stack,
  verdict,
}) => {
  await page.clock.install();
  const session = await openHost();
  const blocked = page.waitForEvent('requestfailed', (one) => one.url().startsWith(stack.sandbox.bank));
  await page
    .context()
    .route(`${stack.sandbox.bank}/**`, (route) =>
      /method/i.test(route.request().url()) ? route.abort('blockedbyclient') : route.continue(),
    );
  await frame.pay(THREE_DS.methodAndChallenge);
  await blocked;
  await page.clock.fastForward(10_000);
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
});

test('a bridge that never comes: ten seconds, and the bank is asked without its look', {
  tag: '@R58',
}, async ({ openHost, frame, page, stack, verdict }) => {
  await page.clock.install();
  let held = 0;
  await page.context().route(`${stack.sandbox.threeds}/f/3ds*`, (route) => {
    held += 1;
    // The first never gets an answer.
    return held === 1 ? undefined : route.continue();
  });
  const session = await openHost();
  const told = methodTold(page);
  await frame.pay(THREE_DS.frictionless);
  await expect.poll(() => held).toBe(1);
  await page.clock.fastForward(10_000);
  expect((await told).methodCompletion).toBe('N');
  await verdict.paid(session);
});

for (const behavior of [
  'method_url_javascript',
  'method_url_own_origin',
  'method_url_long',
  'method_url_http',
] as const) {
  test(`${behavior}: no form is made, and the payment goes on`, { tag: '@R72' }, async ({
    openHost,
    frame,
    page,
    verdict,
  }) => {
    const actions = await watchSubmits(page.context());
    const forms = watchForms(page.context());
    await page.clock.install();
    const session = await openHost({ behavior });
    const told = page.waitForRequest((one) => /\/session\/(authenticate|confirm)$/.test(one.url()));
    await frame.pay(THREE_DS.frictionless);
    await told;
    await verdict.paid(session);
    expect(actions).toEqual([]);
    expect(forms).toEqual([]);
  });
}
