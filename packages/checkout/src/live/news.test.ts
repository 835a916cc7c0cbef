// What the buyer is told that nobody asked for, and when.

import { signal } from '@preact/signals';
import { beforeEach, describe, expect, it } from 'vitest';
import { aPaidSession, aSession } from '../api/a-session.ts';
import { createFakeClock } from '../fake-clock.ts';
import { chosen } from '../payment/session-of.ts';
import type { State } from '../payment/state.ts';
import { createNews } from './news.ts';

const session = aSession();
const ready = (over: Parameters<typeof aSession>[0] = {}): State => ({
  name: 'ready',
  session: aSession(over),
  problem: null,
});
const confirming: State = { name: 'confirming', session, attemptId: 'a', refused: null };

let clock = createFakeClock();
let state = signal<State>(ready());
let news = createNews(state, clock);

beforeEach(() => {
  clock = createFakeClock();
  state = signal<State>(ready());
  news = createNews(state, clock);
});

describe('a change of the order', () => {
  it('is told of with its new total, until Pay is pressed', () => {
    expect(news.change.value).toBeNull();
    state.value = ready({ version: 2, amountTotal: 5_900 });
    expect(news.change.value).toBe('total');
    state.value = ready({ version: 3, amountTotal: 5_900 });
    expect(news.change.value).toBe('total');
    state.value = confirming;
    expect(news.change.value).toBeNull();
  });

  it('is told of when only its items are others, and no more than the total', () => {
    const lineItems = [
      {
        id: 'li_1',
        name: 'Mug',
        description: null,
        imageUrl: null,
        quantity: 1,
        unitAmount: 4_900,
        amount: 4_900,
      },
    ];
    state.value = ready({ version: 2, lineItems });
    expect(news.change.value).toBe('order');
    state.value = ready({ version: 3, amountTotal: 5_900 });
    expect(news.change.value).toBe('total');
    state.value = ready({ version: 4, amountTotal: 5_900, lineItems });
    expect(news.change.value).toBe('total');
  });

  it('that the buyer made is not told of', () => {
    const own = aSession({ version: 2, amountTotal: 9_800 });
    chosen.add(own);
    state.value = { name: 'ready', session: own, problem: null };
    expect(news.change.value).toBeNull();
    state.value = ready({ version: 3, amountTotal: 5_900 });
    expect(news.change.value).toBe('total');
  });

  it('is not told of twice where the words above the form say it', () => {
    const problem = { kind: 'error', code: 'amount_changed' } as const;
    state.value = { name: 'ready', session: aSession({ version: 2, amountTotal: 5_900 }), problem };
    expect(news.change.value).toBeNull();
  });

  it('is none when another session takes the place of the first', () => {
    state.value = ready({ id: 'cs_test_2', amountTotal: 5_900 });
    expect(news.change.value).toBeNull();
  });
});

describe('the time left', () => {
  it('is told of from two minutes before the end, by the server’s clock', async () => {
    await clock.advance(28 * 60_000 - 1);
    expect(news.left.value).toBeNull();
    await clock.advance(1);
    expect(news.left.value).toMatchObject({ count: 2, unit: 'minute' });
    await clock.advance(60_000);
    expect(news.left.value).toMatchObject({ count: 1, unit: 'minute' });
    await clock.advance(30_000);
    expect(news.left.value).toMatchObject({ count: 30, unit: 'second' });
    await clock.advance(30_000);
    expect(news.left.value).toBeNull();
  });

  it('is set right by every answer of the server', async () => {
    await clock.advance(60_000);
    // The device slept, and its clock with it.
    state.value = ready({ version: 1, serverTime: '2026-11-21T12:28:30.000Z' });
    expect(news.left.value).toMatchObject({ count: 2, unit: 'minute' });
    state.value = ready({ version: 2, expiresAt: '2026-11-21T13:30:00.000Z' });
    expect(news.left.value).toBeNull();
  });

  it('is of no interest while a payment is made', async () => {
    await clock.advance(29 * 60_000);
    state.value = confirming;
    expect(news.left.value).toBeNull();
    await clock.advance(120_000);
    expect(news.left.value).toBeNull();
  });

  it('is waited for also where it is longer than any timer of a browser', async () => {
    state.value = ready({ expiresAt: '2027-02-01T12:00:00.000Z' });
    await clock.advance(60_000);
    expect(news.left.value).toBeNull();
  });
});

describe('a payment that was made', () => {
  const succeeded: State = { name: 'succeeded', session: aPaidSession() };

  it('elsewhere is told of where the form stood', () => {
    state.value = succeeded;
    expect(news.isElsewhere.value).toBe(true);
  });

  it('here is none of somebody else, even when it was found late', () => {
    state.value = confirming;
    state.value = ready();
    state.value = succeeded;
    expect(news.isElsewhere.value).toBe(false);
  });

  it('before this page was opened is none of somebody else', () => {
    const later = signal<State>(succeeded);
    expect(createNews(later, clock).isElsewhere.value).toBe(false);
  });
});
