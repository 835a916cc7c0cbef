// The answer to a confirm is lost, broken, late or another one: the buyer pays once, and reads nothing that is not true.

import { VISA } from '../cards.ts';
import {
  CONFIRM,
  expect,
  type Fault,
  fillForm,
  loseAnswers,
  PAID_ONCE,
  READ,
  recordRequests,
  test,
} from './reliable.ts';

/** The first confirm fails so; all that follows is as always. The buyer presses once, and need not know. */
const UNCLEAR: Readonly<Record<string, { readonly tag: string; readonly fault: Fault }>> = {
  'is lost on its way': { tag: '@R01', fault: { kind: 'drop_before' } },
  'is heard, and its answer lost': { tag: '@R02', fault: { kind: 'drop_after' } },
  'is answered with half a document': { tag: '@R03', fault: { kind: 'truncate' } },
  'is answered by the page of a hotel’s network': { tag: '@R04', fault: { kind: 'html' } },
  'is answered by a proxy’s page that says 502': { tag: '@R04', fault: { kind: 'html', status: 502 } },
  'is refused by a server that is down': {
    tag: '@R06',
    fault: { kind: 'status', status: 503, retryAfterS: 1 },
  },
  'is refused as one that is worked on already': { tag: '@R09', fault: { kind: 'in_progress' } },
  'comes back slowly': { tag: '@R10', fault: { kind: 'throttle', bytesPerSecond: 2_000 } },
  'arrives twice': { tag: '@R13', fault: { kind: 'duplicate' } },
};

for (const [what, { tag, fault }] of Object.entries(UNCLEAR)) {
  test(`a payment that ${what} is made once`, { tag }, async ({ openHost, frame, spoil, ends }) => {
    const session = await openHost();
    await frame.fill(VISA);
    await spoil(session, { ...CONFIRM, times: 1, ...fault });
    await frame.payButton.click();
    await ends(session, PAID_ONCE);
  });
}

/** The server says that it has done nothing: the buyer reads so at once, and may press again. */
const REFUSED: Readonly<
  Record<
    string,
    { readonly tag: string; readonly fault: Fault; readonly words: RegExp; readonly code: string }
  >
> = {
  'a server that finds it malformed': {
    tag: '@R05',
    fault: { kind: 'status', status: 400 },
    words: /^The payment could not be started\. You have not been charged/,
    code: 'invalid_request',
  },
  'a server that has too much to do': {
    tag: '@R08',
    fault: { kind: 'status', status: 429 },
    words: /^Too many attempts in a short time\. You have not been charged/,
    code: 'rate_limited',
  },
};

for (const [who, { tag, fault, words, code }] of Object.entries(REFUSED)) {
  test(`a payment refused by ${who} is not charged, and made when Pay is pressed again`, { tag }, async ({
    openHost,
    frame,
    spoil,
    ends,
  }) => {
    const session = await openHost();
    await frame.fill(VISA);
    await spoil(session, { ...CONFIRM, times: 1, ...fault });
    await frame.payButton.click();
    await ends(session, {
      charges: [],
      state: 'open, requires_payment_method',
      words: expect.stringMatching(words),
      focus: 'Pay $49.00',
      heard: ['ready', 'confirm', `error ${code}`],
    });
    await frame.payButton.click();
    await ends(session, {
      ...PAID_ONCE,
      heard: ['ready', 'confirm', `error ${code}`, 'confirm', 'complete'],
    });
  });
}

test('a server that names a time is left alone until then, whoever presses', { tag: '@R08' }, async ({
  openHost,
  page,
  frame,
  spoil,
  ends,
}) => {
  await page.clock.install();
  const session = await openHost();
  await frame.fill(VISA);
  await spoil(session, { ...CONFIRM, kind: 'status', status: 429, retryAfterS: 60, times: 1 });
  await frame.payButton.click();
  const busy = {
    charges: [],
    state: 'open, requires_payment_method',
    words: expect.stringMatching(/^Too many attempts in a short time\. You have not been charged/),
    focus: 'Pay $49.00',
  } as const;
  const heard = ['ready', 'confirm', 'error rate_limited'];
  await ends(session, { ...busy, heard });
  const requests = recordRequests(page);
  await frame.payButton.click();
  await ends(session, { ...busy, heard: [...heard, 'confirm', 'error rate_limited'] });
  expect(requests).not.toContain('POST /v1/client/session/confirm');
  await page.clock.fastForward(60_000);
  await frame.payButton.click();
  await ends(session, {
    ...PAID_ONCE,
    heard: [...heard, 'confirm', 'error rate_limited', 'confirm', 'complete'],
  });
});

test('an answer that is later than anybody waits is looked up', { tag: '@R11' }, async ({
  openHost,
  page,
  frame,
  ends,
}) => {
  await page.clock.install();
  const session = await openHost();
  await frame.fill(VISA);
  const { acted } = await loseAnswers(page);
  await frame.payButton.click();
  await acted;
  await expect(frame.busy).toBeVisible();
  await page.clock.fastForward(40_000);
  await ends(session, PAID_ONCE);
});

test('an answer that comes when a look has told the truth changes nothing', { tag: '@R12' }, async ({
  openHost,
  page,
  frame,
  ends,
}) => {
  await page.clock.install();
  const session = await openHost();
  await frame.fill(VISA);
  let answer = async (): Promise<void> => {};
  const acted = new Promise<void>((resolve) => {
    void page.context().route('**/v1/client/session/confirm', async (route) => {
      const response = await route.fetch();
      answer = () => route.fulfill({ response });
      resolve();
    });
  });
  await frame.payButton.click();
  await acted;
  await page.clock.fastForward(40_000);
  await ends(session, PAID_ONCE);
  // The browser may know that nobody waits for it any more.
  await answer().catch(() => {});
  await ends(session, PAID_ONCE);
});

test('where nobody knows for two minutes the buyer reads so, and may ask, but not pay again', {
  tag: '@R14',
}, async ({ openHost, page, frame, spoil, heal, ends }) => {
  await page.clock.install();
  const session = await openHost();
  await fillForm(frame);
  await spoil(session, { ...CONFIRM, kind: 'drop_after', times: 1 }, { ...READ, kind: 'drop_before' });
  await frame.payButton.click();
  await expect(frame.content.getByRole('heading', { name: 'Checking your payment' })).toBeVisible();
  await page.clock.fastForward(120_000);
  const unknown = 'We could not confirm yet';
  await ends(session, { ...PAID_ONCE, words: unknown, focus: unknown, heard: ['ready', 'confirm'] });
  await expect(frame.content.getByText('Do not pay again.')).toBeVisible();
  await expect(frame.content.getByText(session.paymentIntentId)).toBeVisible();
  await expect(frame.payButton).toHaveCount(0);
  await heal();
  await frame.content.getByRole('button', { name: 'Check again' }).click();
  await ends(session, PAID_ONCE);
});

test('looks that fail are repeated until one tells the truth', { tag: '@R18' }, async ({
  openHost,
  frame,
  spoil,
  ends,
}) => {
  const session = await openHost();
  await fillForm(frame);
  await spoil(
    session,
    { ...CONFIRM, kind: 'drop_after', times: 1 },
    { ...READ, kind: 'status', status: 500, times: 1 },
    { ...READ, kind: 'truncate', times: 1 },
    { ...READ, kind: 'html', times: 1 },
  );
  await frame.payButton.click();
  await ends(session, PAID_ONCE);
});

test('a look that was overtaken by another payment leads to no second one', { tag: '@R18' }, async ({
  openHost,
  page,
  frame,
  stack,
  spoil,
  ends,
}) => {
  const session = await openHost();
  await fillForm(frame);
  await spoil(session, { ...CONFIRM, kind: 'drop_before', times: 1 });
  await page.context().route(
    '**/v1/client/session',
    async (route) => {
      // By the time it is told that nothing was paid, something was.
      const response = await route.fetch();
      await stack.api.confirm(session, VISA.number, 'paid-elsewhere');
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await frame.payButton.click();
  await ends(session, PAID_ONCE);
});
