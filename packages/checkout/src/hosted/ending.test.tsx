// What a buyer has at the end of a payment on a page of its own, against a server that answers at once.

import { signal } from '@preact/signals';
import { cleanup, render, screen } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import type { PublicSession } from '@xpay/protocol/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aPaidSession, aSession } from '../api/a-session.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { Outcome, type OutcomeState } from '../payment/outcome.tsx';
import type { State } from '../payment/state.ts';
import { createEnding } from './ending.tsx';
import { keepPageHead } from './page-head.ts';
import { startResult } from './start-result.ts';

const THANKS = 'https://shop.example/thanks?s=cs_test_1';
const CART = 'https://shop.example/cart';
const RECEIPT = {
  amount: 4410,
  currency: 'USD',
  card: { brand: 'visa', last4: '4242' },
  email: 'ada@example.com',
  reference: 'pi_1',
  paidAt: '2026-11-21T12:00:00.000Z',
};

let clock: FakeClock;
let gone: string[];

beforeEach(() => {
  clock = createFakeClock();
  gone = [];
  document.body.innerHTML =
    '<p><a id="back" href="https://pay.example/c/cs_test_1/back"><span>Back to <bdi>Kiln &amp; Co</bdi></span></a></p>';
});
afterEach(cleanup);

const ready = (): State => ({ name: 'ready', session: aSession(), problem: null });
const paid = (session: Partial<PublicSession> = {}): OutcomeState => ({
  name: 'succeeded',
  session: { ...aPaidSession(), ...session },
});
const expired = (session: Partial<PublicSession> = {}): OutcomeState => ({
  name: 'expired',
  session: { ...aSession(), status: 'expired', ...session },
});

/** The page when `state` has come after the form, or with it where `from` says so. */
async function show(
  state: OutcomeState,
  result: object,
  { from = ready(), isFirstVisit = true }: { readonly from?: State; readonly isFirstVisit?: boolean } = {},
) {
  const i18n = createI18n('en', en, async () => null);
  await i18n.need('hosted');
  const states = signal<State>(from);
  const reach = {
    url: 'https://api.example/v1/client/session',
    headers: {},
    fetch: async () => Response.json({ redirectTo: null, message: null, receipt: null, ...result }),
  };
  const given = { payment: { state: states, calls: () => ({ reach }) as never }, i18n };
  const hosted = startResult({ ...given, clock, go: (url) => gone.push(url), isFirstVisit });
  const back = keepPageHead(given);
  states.value = state;
  const After = createEnding(given, hosted, back);
  const view = render(
    <Outcome
      state={state}
      i18n={i18n}
      brandName={(id) => id}
      online={true}
      onCheckAgain={() => {}}
      onRetry={() => {}}
      After={After}
    />,
  );
  for (let turn = 0; turn < 5; turn += 1) {
    await clock.advance(0);
    await new Promise((next) => setTimeout(next));
  }
  return { ...view, hosted, i18n };
}

const now = () => screen.getByRole('link', { name: 'Return to Kiln & Co now' });
const stay = () => screen.queryByRole('button', { name: 'Stay on this page' });

describe('after a payment that returns to the shop', () => {
  it('it does so by itself in the time that the session says', async () => {
    const { container } = await show(paid({ autoReturnMs: 2_000 }), { redirectTo: THANKS });
    expect(container.textContent).toContain('You return to Kiln & Co in 2 seconds.');
    await clock.advance(1_999);
    expect(gone).toEqual([]);
    await clock.advance(1);
    expect(gone).toEqual([THANKS]);
  });

  it.each([
    ['a success', paid(), 5_000],
    ['an expiry', expired(), 15_000],
  ])('shows %s for a while where the session says nothing', async (_what, state, ms) => {
    await show(state, { redirectTo: THANKS });
    await clock.advance(ms - 1);
    expect(gone).toEqual([]);
    await clock.advance(1);
    expect(gone).toEqual([THANKS]);
  });

  it('the button goes at once, and is a link with the address', async () => {
    await show(paid(), { redirectTo: THANKS });
    expect(now().getAttribute('href')).toBe(THANKS);
    await userEvent.click(now());
    expect(gone).toEqual([THANKS]);
  });

  it('a buyer who stays is not sent, and the focus is where they can go on', async () => {
    await show(paid(), { redirectTo: THANKS });
    const button = stay();
    if (button) await userEvent.click(button);
    expect(stay()).toBeNull();
    expect(document.activeElement).toBe(now());
    await clock.advance(600_000);
    expect(gone).toEqual([]);
  });

  it('the time is said once, not each second', async () => {
    const { container } = await show(paid(), { redirectTo: THANKS });
    const said = () => container.querySelector('[role="status"]')?.textContent;
    expect(said()).toBe('You return to Kiln & Co in 5 seconds.');
    await clock.advance(2_000);
    const seen = container.querySelector('.xp-return > p');
    expect(seen?.textContent).toBe('You return to Kiln & Co in 3 seconds.');
    expect(seen?.getAttribute('aria-hidden')).toBe('true');
    expect(said()).toBe('You return to Kiln & Co in 5 seconds.');
  });

  it('who has come back to see it is not sent away again', async () => {
    const from: State = { name: 'loading', failures: 0 };
    await show(paid(), { redirectTo: THANKS }, { from, isFirstVisit: false });
    await clock.advance(600_000);
    expect([gone, stay()]).toEqual([[], null]);
    expect(now().getAttribute('href')).toBe(THANKS);
  });
});

describe('after a payment that stays', () => {
  it('the shop’s words are shown as text', async () => {
    const { container } = await show(paid(), { message: '<b>See you</b>\nat the kiln', receipt: RECEIPT });
    expect(container.querySelector('.xp-message')?.textContent).toBe('<b>See you</b>\nat the kiln');
    expect(container.querySelector('.xp-message b')).toBeNull();
    expect(screen.queryByRole('link', { name: /Return/ })).toBeNull();
    await clock.advance(600_000);
    expect(gone).toEqual([]);
  });

  it('the receipt has what was bought, what came off, what was paid, how, when and for whom', async () => {
    const line = { id: 'li_1', name: 'Mug', description: null, imageUrl: null, quantity: 2 };
    const session = {
      amountSubtotal: 4900,
      amountDiscount: 490,
      amountTotal: 4410,
      lineItems: [{ ...line, unitAmount: 2450, amount: 4900 }],
      discounts: [{ id: 'di_1', code: 'SPRING', name: 'Spring', amount: 490 }],
    };
    const { container } = await show(paid(session), { receipt: RECEIPT });
    const rows = Array.from(container.querySelectorAll('.xp-receipt__row'), ({ textContent }) => textContent);
    expect(rows).toEqual([
      'Paid toKiln & Co',
      expect.stringMatching(/^DateNovember 21, 2026 at /),
      'CardVisa ending in 4242',
      'Referencepi_1',
      'Mug × 2$49.00',
      'Subtotal$49.00',
      'Spring-$4.90',
      'Total$44.10',
    ]);
    expect(container.textContent).toContain('The receipt goes to ada@example.com.');
    expect(screen.getByRole('region', { name: 'Receipt' })).not.toBeNull();
    expect(screen.getByRole('button', { name: 'Print receipt' })).not.toBeNull();
  });
});

it.each([
  ['wallet', 'Wallet'],
  ['apple_pay', 'Apple Pay'],
])('a receipt names %s where no card was used', async (method, name) => {
  const receipt = { ...RECEIPT, card: null };
  const { container } = await show(paid({ intent: { ...aPaidSession().intent, card: null, method } }), {
    receipt,
  });
  expect(container.querySelector('.xp-receipt')?.textContent).toContain(`Payment method${name}`);
});

it('a receipt is silent about a way to pay that it does not know', async () => {
  const intent = { ...aPaidSession().intent, card: null, method: 'barter' };
  const { container } = await show(paid({ intent }), { receipt: { ...RECEIPT, card: null } });
  expect(container.querySelector('.xp-receipt')?.textContent).not.toContain('Payment method');
});

describe('after any other end', () => {
  it('the way back is the first thing to press, and nothing begins the same again', async () => {
    await show(expired(), { redirectTo: CART });
    const links = screen.getAllByRole('link', { name: 'Back to Kiln & Co' });
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      'https://pay.example/c/cs_test_1/back',
      CART,
    ]);
    expect(screen.getByText(/Go back to Kiln & Co if you still want to buy/)).not.toBeNull();
    expect(screen.queryByRole('button', { name: 'Start again' })).toBeNull();
  });

  it('a page that cannot load has the way back that the server wrote', async () => {
    const state: OutcomeState = { name: 'unreachable', code: 'connection_failed', retryable: true };
    await show(state, {}, { from: { name: 'loading', failures: 3 } });
    const [, link] = screen.getAllByRole('link', { name: 'Back to Kiln & Co' });
    expect(link?.getAttribute('href')).toBe('https://pay.example/c/cs_test_1/back');
    expect(screen.getByRole('button', { name: 'Try again' })).not.toBeNull();
  });
});

it('the tab says what has become of the payment', async () => {
  await show(paid(), { redirectTo: THANKS });
  expect(document.title).toBe('Payment complete · Kiln & Co');
});
