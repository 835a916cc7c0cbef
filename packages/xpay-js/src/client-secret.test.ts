// The client secret's whole way: asked for early, handed over late, kept by nobody on the page.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FETCH_PATIENCE_MS } from './client-secret.ts';
import { closePage, createPage, delivered, frameIn, openFrameIn, playFrame, SECRET } from './fake-frame.ts';
import { createShop } from './fake-shop.ts';

const LOOK = { locale: 'auto', appearance: { theme: 'auto' } };
let page: ReturnType<typeof createPage>;
let shop: ReturnType<typeof createShop>;

beforeEach(() => {
  page = createPage();
  shop = createShop();
});
afterEach(closePage);

it('goes over the port only, after a valid hello, and never into a window message or the page', async () => {
  const checkout = await shop.prepare();
  checkout.mount(page.target);
  const frame = playFrame(frameIn(page.target));
  frame.load();
  await delivered();
  expect(frame.heard).toEqual([]);
  await frame.hello();
  expect(frame.heard).toEqual([{ type: 'session', clientSecret: SECRET, ...LOOK }]);
  expect(JSON.stringify(frame.knocks.map(({ init }) => init))).not.toContain('_secret_');
  expect(document.documentElement.outerHTML).not.toContain('_secret_');
  expect(Object.values(checkout).every((value) => typeof value === 'function')).toBe(true);
});

it('is not sent to a frame that answers with a wrong nonce', async () => {
  const checkout = await shop.prepare();
  checkout.mount(page.target);
  const frame = playFrame(frameIn(page.target));
  frame.load();
  await frame.say({ type: 'hello', nonce: 'f'.repeat(32), build: 'b1' });
  expect(frame.heard).toEqual([]);
});

it('is asked for at once, before there is a frame, and waited for by nobody', async () => {
  const { checkout, fetchClientSecret, answers } = await shop.prepareWithFetch();
  expect(fetchClientSecret).toHaveBeenCalledTimes(1);
  checkout.mount(page.target);
  const frame = await openFrameIn(page.target);
  expect(frame.heard).toEqual([]);
  answers[0]?.resolve(SECRET);
  await delivered();
  expect(frame.heard).toEqual([{ type: 'session', clientSecret: SECRET, ...LOOK }]);
});

it('is asked for again when the checkout is mounted again', async () => {
  const { checkout, fetchClientSecret, answers } = await shop.prepareWithFetch();
  answers[0]?.resolve(SECRET);
  checkout.mount(page.target);
  await openFrameIn(page.target);
  checkout.unmount();
  checkout.mount(page.target);
  const frame = await openFrameIn(page.target);
  expect(fetchClientSecret).toHaveBeenCalledTimes(2);
  answers[1]?.resolve(SECRET);
  await delivered();
  expect(frame.heard).toMatchObject([{ type: 'session', clientSecret: SECRET }]);
});

it('waits for the next frame when the first goes before it comes, and is asked for once', async () => {
  const { checkout, fetchClientSecret, answers } = await shop.prepareWithFetch();
  checkout.mount(page.target);
  const first = await openFrameIn(page.target);
  checkout.unmount();
  answers[0]?.resolve(SECRET);
  await delivered();
  checkout.mount(page.target);
  const second = await openFrameIn(page.target);
  expect(first.heard).toEqual([]);
  expect(second.heard).toHaveLength(1);
  expect(fetchClientSecret).toHaveBeenCalledTimes(1);
});

it('given as an option serves every mount', async () => {
  const checkout = await shop.prepare();
  for (const _ of [1, 2]) {
    checkout.mount(page.target);
    expect((await openFrameIn(page.target)).heard).toMatchObject([{ clientSecret: SECRET }]);
    checkout.unmount();
  }
});

describe('of another session, given by update()', () => {
  const NEXT = SECRET.replace('cs_test_', 'cs_test_2');

  it('goes to the frame that stands, with language and theme as they are now', async () => {
    const checkout = await shop.prepare();
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    checkout.update({ clientSecret: NEXT, locale: 'de' });
    await delivered();
    expect(frame.heard.slice(1)).toEqual([
      { type: 'update', locale: 'de' },
      { type: 'session', clientSecret: NEXT, ...LOOK, locale: 'de' },
    ]);
    expect(document.documentElement.outerHTML).not.toContain('_secret_');
  });

  it('serves every later mount where the shop gave a secret, and one frame where it can be asked', async () => {
    const given = await shop.prepare();
    given.update({ clientSecret: NEXT });
    for (const _ of [1, 2]) {
      given.mount(page.target);
      expect((await openFrameIn(page.target)).heard).toMatchObject([{ clientSecret: NEXT }]);
      given.unmount();
    }
    const { checkout, fetchClientSecret } = await shop.prepareWithFetch();
    checkout.update({ clientSecret: NEXT });
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    expect(frame.heard).toMatchObject([{ clientSecret: NEXT }]);
    await frame.say({ type: 'retry' });
    expect(fetchClientSecret).toHaveBeenCalledTimes(2);
  });

  it('is not followed by the one that was still asked for', async () => {
    const { checkout, answers } = await shop.prepareWithFetch();
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    checkout.update({ clientSecret: NEXT });
    answers[0]?.resolve(SECRET);
    await delivered();
    expect(frame.heard.filter(({ type }) => type === 'session')).toMatchObject([{ clientSecret: NEXT }]);
  });

  it.each([
    ['sk_test_1', 'secret_key_in_browser'],
    ['cs_live_1_secret_1', 'invalid_client_secret'],
    [7, 'invalid_client_secret'],
  ])('is refused at once when it is %j', async (clientSecret, code) => {
    const checkout = await shop.prepare();
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => checkout.update({ clientSecret } as object)).toThrow(expect.objectContaining({ code }));
  });
});

it.each<[string, (answer: { resolve(secret: unknown): void; reject(error: unknown): void }) => void, RegExp]>(
  [
    ['rejects', ({ reject }) => reject(new Error('500 from /create-session')), /500 from \/create-session/],
    ['returns nothing', ({ resolve }) => resolve(undefined), /clientSecret is missing/],
    ['returns the whole session', ({ resolve }) => resolve({ clientSecret: SECRET }), /of type object/],
    ['returns another text', ({ resolve }) => resolve('<!doctype html>'), /another text/],
    ['hangs', () => vi.advanceTimersByTime(FETCH_PATIENCE_MS), /30 s/],
  ],
)(
  'that never comes because fetchClientSecret %s is an error and a screen with retry',
  async (_, fail, words) => {
    const { checkout, answers, errors, fetchClientSecret } = await shop.prepareWithFetch();
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    const [answer] = answers;
    if (answer !== undefined) fail(answer);
    await delivered();
    expect(errors.map(({ code, retryable }) => [code, retryable])).toEqual([['no_client_secret', true]]);
    expect(errors[0]?.message).toMatch(words);
    expect(frame.heard).toEqual([{ type: 'no_session', ...LOOK }]);

    await frame.say({ type: 'retry' });
    await frame.say({ type: 'retry' });
    expect(fetchClientSecret).toHaveBeenCalledTimes(2);
    answers[1]?.resolve(SECRET);
    await delivered();
    expect(frame.heard.slice(1)).toEqual([{ type: 'session', clientSecret: SECRET, ...LOOK }]);
  },
);

it('is not waited for by a fetchClientSecret that throws at once', async () => {
  const onError = vi.fn();
  await shop.xpay.initEmbeddedCheckout({
    fetchClientSecret: () => {
      throw new TypeError('cart is not defined');
    },
    onError,
  });
  await delivered();
  expect(onError.mock.calls[0]?.[0].error.cause).toBeInstanceOf(TypeError);
});

describe('of a buyer who comes back from their bank', () => {
  const OTHER = SECRET.replace('a1', 'b2');
  afterEach(() => history.replaceState(null, '', '/'));

  function comeBack(): void {
    history.replaceState(null, '', '/pay?order=7&xpay_session=cs_test_a1');
    shop = createShop();
  }

  it('is asked for by the id of the session, which is taken out of the address when the client is made', async () => {
    comeBack();
    expect(location.search).toBe('?order=7');
    const { fetchClientSecret } = await shop.prepareWithFetch();
    expect(fetchClientSecret.mock.calls).toEqual([[{ sessionId: 'cs_test_a1' }]]);
  });

  it('is asked for so too when the address says it only as the checkout is made', async () => {
    history.replaceState(null, '', '/pay?xpay_session=cs_test_a1');
    const { fetchClientSecret } = await shop.prepareWithFetch();
    expect(fetchClientSecret.mock.calls).toEqual([[{ sessionId: 'cs_test_a1' }]]);
    expect(location.search).toBe('');
  });

  it('is asked for so again until the shop has answered, and not afterwards', async () => {
    comeBack();
    const { checkout, fetchClientSecret, answers } = await shop.prepareWithFetch();
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    answers[0]?.reject(new Error('502'));
    await delivered();
    await frame.say({ type: 'retry' });
    answers[1]?.resolve(SECRET);
    await delivered();
    checkout.unmount();
    checkout.mount(page.target);
    await openFrameIn(page.target);
    expect(fetchClientSecret.mock.calls.map(([request]) => request.sessionId)).toEqual([
      'cs_test_a1',
      'cs_test_a1',
      undefined,
    ]);
  });

  it('is asked for so by the next checkout when the first goes at once', async () => {
    comeBack();
    const first = await shop.prepareWithFetch();
    first.checkout.destroy();
    const { fetchClientSecret } = await shop.prepareWithFetch();
    expect(fetchClientSecret.mock.calls).toEqual([[{ sessionId: 'cs_test_a1' }]]);
  });

  it('may be of another session, if the shop’s server says so', async () => {
    comeBack();
    const { checkout, answers, errors } = await shop.prepareWithFetch();
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    answers[0]?.resolve(OTHER);
    await delivered();
    expect(frame.heard).toMatchObject([{ type: 'session', clientSecret: OTHER }]);
    expect(errors).toEqual([]);
  });

  it.each([
    [SECRET, []],
    [OTHER, ['clientSecret is not of cs_test_a1, whose buyer is back. Pass fetchClientSecret.']],
  ])('and was given as %s is used, with %j said', async (clientSecret, said) => {
    comeBack();
    const onError = vi.fn();
    const checkout = await shop.prepare({ clientSecret, onError });
    checkout.mount(page.target);
    expect((await openFrameIn(page.target)).heard).toMatchObject([{ clientSecret }]);
    expect(onError.mock.calls.map(([{ error }]) => error.message)).toEqual(said);
  });

  it('comes from a function that takes nothing as well', async () => {
    comeBack();
    const checkout = await shop.xpay.initEmbeddedCheckout({ fetchClientSecret: async () => SECRET });
    checkout.mount(page.target);
    expect((await openFrameIn(page.target)).heard).toMatchObject([{ clientSecret: SECRET }]);
  });
});

it('is asked for without an id on any other visit', async () => {
  const { fetchClientSecret } = await shop.prepareWithFetch();
  expect(fetchClientSecret.mock.calls).toEqual([[{}]]);
});
