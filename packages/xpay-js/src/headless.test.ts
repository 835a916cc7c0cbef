// Reading a session through a hidden frame: answers find their question, and nothing stays behind.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClient, type XPayClient } from './client.ts';
import {
  closePage,
  createPage,
  type FakeFrame,
  KEY,
  ORIGIN,
  openFrameIn,
  playFrame,
  SECRET,
  SESSION,
} from './fake-frame.ts';
import { LOAD_PATIENCE_MS } from './handshake.ts';
import { RETRIEVE_PATIENCE_MS } from './headless.ts';

const OTHER = SECRET.replace('cs_test_a1', 'cs_test_b2');
let xpay: XPayClient;

beforeEach(() => {
  createPage();
  xpay = createClient(KEY, {}, ORIGIN);
});
afterEach(closePage);

function frames(): NodeListOf<HTMLIFrameElement> {
  return document.querySelectorAll('iframe');
}

async function openFrame(): Promise<FakeFrame> {
  return openFrameIn(document.documentElement);
}

it('asks a hidden frame of the checkout origin, and takes it away after the answer', async () => {
  const result = xpay.retrieveCheckoutSession(SECRET);
  const frame = await openFrame();
  expect(frame.iframe.src).toMatch(/^https:\/\/pay\.example\/f\/headless\?key=pk_test_51Abc&v=/);
  expect(frame.iframe.style.display).toBe('none');
  expect(frame.heard).toEqual([{ type: 'retrieve', clientSecret: SECRET }]);
  await frame.say({ type: 'retrieved', session: SESSION });
  expect(await result).toEqual({ session: SESSION });
  expect(frames()).toHaveLength(0);
  expect(vi.getTimerCount()).toBe(0);
});

it('gives the payment intent of the session', async () => {
  const result = xpay.retrievePaymentIntent(SECRET);
  const frame = await openFrame();
  await frame.say({ type: 'retrieved', session: SESSION });
  expect(await result).toEqual({ paymentIntent: SESSION.paymentIntent });
});

it('gives calls that overlap each its own frame and answer', async () => {
  const first = xpay.retrieveCheckoutSession(SECRET);
  const second = xpay.retrieveCheckoutSession(OTHER);
  const played = [...frames()].map((iframe) => playFrame(iframe));
  for (const frame of played) {
    frame.load();
    await frame.hello();
  }
  expect(played.map(({ heard }) => heard)).toMatchObject([
    [{ clientSecret: SECRET }],
    [{ clientSecret: OTHER }],
  ]);
  await played[1]?.say({ type: 'retrieved', session: { ...SESSION, id: 'cs_test_b2' } });
  expect(frames()).toHaveLength(1);
  await played[0]?.say({ type: 'retrieved', session: SESSION });
  expect((await second).session?.id).toBe('cs_test_b2');
  expect((await first).session?.id).toBe('cs_test_a1');
  expect(frames()).toHaveLength(0);
});

it('makes another frame for the next question', async () => {
  const first = xpay.retrieveCheckoutSession(SECRET);
  await (await openFrame()).say({ type: 'retrieved', session: SESSION });
  await first;
  const second = xpay.retrieveCheckoutSession(SECRET);
  await (await openFrame()).say({ type: 'retrieved', session: SESSION });
  expect((await second).session).toEqual(SESSION);
});

it.each([
  ['retrieveCheckoutSession', (client: XPayClient, secret: string) => client.retrieveCheckoutSession(secret)],
  ['retrievePaymentIntent', (client: XPayClient, secret: string) => client.retrievePaymentIntent(secret)],
])('%s answers with the error of the server', async (_, retrieve) => {
  const result = retrieve(xpay, SECRET);
  const frame = await openFrame();
  const error = {
    type: 'invalid_request',
    code: 'not_found',
    message: 'No such session.',
    requestId: 'req_1',
  };
  await frame.say({ type: 'retrieved', error });
  expect(await result).toEqual({ error: expect.objectContaining({ code: 'not_found', requestId: 'req_1' }) });
});

it.each(['', 'cs_test_1', SECRET.replace('test', 'live'), undefined])(
  'answers with an error, and makes no frame, for the client secret %j',
  async (secret) => {
    const { error } = await xpay.retrieveCheckoutSession(secret as string);
    expect(error?.code).toBe('invalid_client_secret');
    expect(frames()).toHaveLength(0);
  },
);

it('answers every waiting call with an error when the frame does not come', async () => {
  const results = [xpay.retrieveCheckoutSession(SECRET), xpay.retrievePaymentIntent(OTHER)];
  vi.advanceTimersByTime(LOAD_PATIENCE_MS);
  for (const { error } of await Promise.all(results)) expect(error?.code).toBe('frame_unreachable');
  expect(frames()).toHaveLength(0);
  expect(vi.getTimerCount()).toBe(0);
});

it('answers with an error when the frame never does', async () => {
  const result = xpay.retrieveCheckoutSession(SECRET);
  await openFrame();
  vi.advanceTimersByTime(RETRIEVE_PATIENCE_MS);
  expect((await result).error).toMatchObject({ code: 'connection_failed', retryable: true });
  expect(frames()).toHaveLength(0);
});

it('sends no secret before the hello', async () => {
  const result = xpay.retrieveCheckoutSession(SECRET);
  const frame = playFrame(frames()[0] as HTMLIFrameElement);
  frame.load();
  await frame.say({ type: 'retrieved', session: SESSION });
  expect(frame.heard).toEqual([]);
  await frame.hello();
  await frame.say({ type: 'retrieved', session: SESSION });
  expect((await result).session).toEqual(SESSION);
});
