// Facts about the result: only what is whole and harmless is taken, and it is asked for until it comes.

import { expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { parseResult, readResult } from './result.ts';

const RECEIPT = {
  amount: 4900,
  currency: 'USD',
  card: { brand: 'visa', last4: '4242' },
  email: null,
  reference: 'pi_1',
  paidAt: '2026-11-21T12:00:00.000Z',
};
const RESULT = { status: 'complete', redirectTo: 'https://shop.example/', message: null, receipt: RECEIPT };

it('is taken as the server sends it', () => {
  const { status: _, ...used } = RESULT;
  expect(parseResult(RESULT)).toEqual(used);
  expect(parseResult({ ...RESULT, redirectTo: null, receipt: null })).toEqual({
    ...used,
    redirectTo: null,
    receipt: null,
  });
});

it.each([
  'javascript:alert(1)',
  'data:text/html,x',
  '/thanks',
  '//shop.example',
  ' https://shop.example',
  'about:blank',
  42,
  {},
])('leads to no %j', (redirectTo) => {
  expect(parseResult({ ...RESULT, redirectTo })?.redirectTo).toBeNull();
});

it.each([
  { amount: '49' },
  { amount: 1.5 },
  { currency: 7 },
  { card: { brand: 'visa' } },
  { card: 'visa' },
  { email: 1 },
  { reference: null },
  { paidAt: 'yesterday' },
])('has no receipt with %j', (wrong) => {
  expect(parseResult({ ...RESULT, receipt: { ...RECEIPT, ...wrong } })?.receipt).toBeNull();
});

it.each([null, [], 'x', 1, {}, { redirectTo: null }])('is not %j', (body) => {
  expect(parseResult(body)).toBeUndefined();
});

it('is asked for again, later and later, and not before the server wants to be asked', async () => {
  const clock = createFakeClock();
  const asked: number[] = [];
  const answers = [
    () => Promise.reject(new TypeError('no network')),
    async () => new Response('{}', { status: 500 }),
    async () => new Response('{"code":"rate_limited"}', { status: 429, headers: { 'Retry-After': '20' } }),
    async () => new Response('<html>', { status: 200 }),
    async () => Response.json(RESULT),
  ];
  let result: unknown = null;
  const reach = {
    url: 'https://api.example/v1/client/session',
    headers: { 'X-Client-Secret': 'cs_1_secret_1' },
    fetch: (url: string, init: RequestInit) => {
      expect([url, init.headers]).toEqual([`${reach.url}/result`, reach.headers]);
      asked.push(clock.now());
      return answers.shift()?.() ?? Promise.reject(new Error('asked too often'));
    },
  };
  void readResult(reach, clock).then((read) => {
    result = read;
  });
  // A body is read in turns of the event loop that no fake clock knows.
  for (let second = 0; second < 60; second += 1) {
    await clock.advance(1_000);
    await new Promise((turn) => setImmediate(turn));
  }
  expect(result).toMatchObject({ redirectTo: 'https://shop.example/' });
  expect(asked).toHaveLength(5);
  const pauses = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
  expect(pauses[0]).toBeGreaterThanOrEqual(1_000);
  expect(pauses[1]).toBeGreaterThanOrEqual(2_000);
  expect(pauses[2]).toBeGreaterThanOrEqual(20_000);
  expect(pauses[3]).toBeGreaterThanOrEqual(8_000);
});
