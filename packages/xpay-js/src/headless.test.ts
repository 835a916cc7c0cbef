// Reading a session through a hidden frame: answers find their question, and nothing stays behind.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
import { loadPart, noPart, partDone } from './fake-parts.ts';
import { LOAD_PATIENCE_MS } from './handshake.ts';
import { ACT_PATIENCE_MS, RETRIEVE_PATIENCE_MS } from './headless.ts';

const OTHER = SECRET.replace('cs_test_a1', 'cs_test_b2');
let xpay: XPayClient;

beforeEach(() => {
  createPage();
  xpay = createClient(KEY, {}, loadPart, ORIGIN);
});
afterEach(closePage);

function frames(): NodeListOf<HTMLIFrameElement> {
  return document.querySelectorAll('iframe');
}

async function openFrame(): Promise<FakeFrame> {
  await partDone();
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
  await partDone();
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
    retryable: false,
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
  await partDone();
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
  await partDone();
  const frame = playFrame(frames()[0] as HTMLIFrameElement);
  frame.load();
  await frame.say({ type: 'retrieved', session: SESSION });
  expect(frame.heard).toEqual([]);
  await frame.hello();
  await frame.say({ type: 'retrieved', session: SESSION });
  expect((await result).session).toEqual(SESSION);
});

describe('handleNextAction', () => {
  const ACTED = { type: 'acted', session: SESSION };

  it('has the frame of the form act for the session, unseen, and answers with the payment intent', async () => {
    xpay = createClient(KEY, { locale: 'de', appearance: { theme: 'dark' } }, loadPart, ORIGIN);
    const result = xpay.handleNextAction({ clientSecret: SECRET });
    const frame = await openFrame();
    const { origin, pathname, searchParams } = new URL(frame.iframe.src);
    expect([origin + pathname, searchParams.get('locale')]).toEqual([`${ORIGIN}/f/checkout`, 'de']);
    expect(frame.iframe.style.display).toBe('none');
    const appearance = { theme: 'dark', variables: {} };
    expect(frame.heard).toEqual([{ type: 'act', clientSecret: SECRET, locale: 'de', appearance }]);
    await frame.say(ACTED);
    expect(await result).toEqual({ paymentIntent: SESSION.paymentIntent });
    expect(frames()).toHaveLength(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shows the frame in the whole window while the bank asks, and leaves the page as it was', async () => {
    document.body.innerHTML = '<p>Shop</p>';
    const result = xpay.handleNextAction({ clientSecret: SECRET });
    const frame = await openFrame();
    await frame.say({ type: 'title', title: 'Formulaire', locale: 'fr' });
    await frame.say({ type: 'full_size', on: true });
    await partDone();
    expect([frame.iframe.style.display, frame.iframe.style.position]).toEqual(['block', 'fixed']);
    expect([frame.iframe.title, frame.iframe.lang]).toEqual(['Formulaire', 'fr']);
    expect(document.body.hasAttribute('inert')).toBe(true);
    await frame.say(ACTED);
    await result;
    expect(document.body.hasAttribute('inert')).toBe(false);
    expect(document.documentElement.style.overflow).toBe('');
    expect(document.body.innerHTML).toBe('<p>Shop</p>');
  });

  it('leaves for the bank’s page when the frame cannot show it', async () => {
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => {});
    const result = xpay.handleNextAction({ clientSecret: SECRET });
    const frame = await openFrame();
    await frame.say({ type: 'leave', url: 'https://3ds.example/3ds/redirect/1' });
    expect(assign).toHaveBeenCalledTimes(1);
    await frame.say(ACTED);
    await result;
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'the frame could not act',
      async () =>
        (await openFrame()).say({
          type: 'acted',
          error: {
            type: 'invalid_request',
            code: 'invalid_state',
            retryable: false,
            message: 'Nothing to do.',
          },
        }),
      'invalid_state',
    ],
    [
      'the frame does not come',
      async () => {
        await partDone();
        vi.advanceTimersByTime(LOAD_PATIENCE_MS);
      },
      'frame_unreachable',
    ],
    ['the frame is moved', async () => (await openFrame()).load(), 'frame_navigated'],
    [
      'the frame dies',
      async () => {
        await openFrame();
        vi.advanceTimersByTime(ACT_PATIENCE_MS);
      },
      'connection_failed',
    ],
  ])('answers with an error, and leaves no frame, when %s', async (_, fail, code) => {
    const result = xpay.handleNextAction({ clientSecret: SECRET });
    await fail();
    expect((await result).error).toMatchObject({ name: 'XPayError', code });
    expect(frames()).toHaveLength(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    [undefined, 'invalid_client_secret', 'clientSecret is missing'],
    [{}, 'invalid_client_secret', 'clientSecret is missing'],
    [SECRET, 'invalid_option', 'handleNextAction() is "cs_test_'],
    [{ clientsecret: SECRET }, 'invalid_option', 'is "clientsecret". Pass clientSecret.'],
    [
      { clientSecret: SECRET.replace('test', 'live') },
      'invalid_client_secret',
      'clientSecret is of the other mode',
    ],
  ])('answers with an error, and makes no frame, for %j', async (options, code, words) => {
    const { error } = await xpay.handleNextAction(options as { clientSecret: string });
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(frames()).toHaveLength(0);
  });
});

it('is found in the modal dialog of the page, as all around it is inert', async () => {
  document.body.innerHTML = '<dialog open></dialog><dialog data-modal></dialog>';
  const result = xpay.retrieveCheckoutSession(SECRET);
  await partDone();
  expect(frames()[0]?.parentElement).toBe(document.body.lastChild);
  vi.advanceTimersByTime(LOAD_PATIENCE_MS);
  await result;
});

it.each(['retrieveCheckoutSession', 'retrievePaymentIntent'] as const)(
  '%s answers with an error where its part cannot be had',
  async (call) => {
    const { error } = await createClient(KEY, {}, noPart, ORIGIN)[call](SECRET);
    expect(error).toMatchObject({ type: 'connection', code: 'script_load_failed', retryable: true });
  },
);
