// The shop's own button: elements are judged and paid with, and every way in which that ends is an answer.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from './client.ts';
import type { Elements } from './elements.ts';
import {
  closePage,
  createPage,
  delivered,
  frameIn,
  KEY,
  ORIGIN,
  openFrameIn,
  SECRET,
  SESSION,
} from './fake-frame.ts';
import { loadPart, noPart, partDone } from './fake-parts.ts';

let page: ReturnType<typeof createPage>;
let xpay: ReturnType<typeof createClient>;

const PAID = { paymentIntent: SESSION.paymentIntent };
const WRONG = {
  type: 'validation',
  code: 'card_number_invalid',
  retryable: false,
  message: 'Enter the whole number.',
  param: 'number',
};

beforeEach(() => {
  page = createPage();
  xpay = createClient(KEY, {}, loadPart, ORIGIN);
});
afterEach(closePage);

async function mounted() {
  const elements = xpay.elements({ clientSecret: SECRET });
  const payment = elements.create('payment');
  payment.mount(page.target);
  return { elements, payment, frame: await openFrameIn(page.target) };
}

describe('the payment element', () => {
  it('is a frame whose address tells the view, with the session handed over', async () => {
    const { frame } = await mounted();
    expect(new URL(frame.iframe.src).searchParams.get('view')).toBe('element');
    expect(frame.heard).toEqual([expect.objectContaining({ type: 'session', clientSecret: SECRET })]);
  });

  it('tells its events to options and listeners', async () => {
    const onChange = vi.fn();
    const payment = xpay.elements({ clientSecret: SECRET }).create('payment', { onChange });
    const onReady = vi.fn();
    payment.on('ready', onReady);
    payment.mount(page.target);
    const frame = await openFrameIn(page.target);
    const change = { complete: true, method: 'card', brand: 'visa', locale: 'en' };
    await frame.say({ type: 'change', ...change });
    await frame.say({ type: 'ready' });
    expect(onChange.mock.calls).toEqual([[change]]);
    expect(onReady).toHaveBeenCalledTimes(1);
  });

  it('starts in the language and theme of the elements, and follows them', async () => {
    const elements = xpay.elements({ clientSecret: SECRET, locale: 'de' });
    elements.update({ appearance: { theme: 'dark' } });
    const payment = elements.create('payment');
    payment.mount(page.target);
    const frame = await openFrameIn(page.target);
    elements.update({ locale: 'ar' });
    await delivered();
    expect(frame.heard).toMatchObject([
      { type: 'session', locale: 'de', appearance: { theme: 'dark' } },
      { type: 'update', locale: 'ar' },
    ]);
  });

  it('is one at a time: another after destroy, in the language that was chosen since', async () => {
    const { elements, payment } = await mounted();
    expect(() => elements.create('payment')).toThrow(expect.objectContaining({ code: 'already_mounted' }));
    elements.update({ locale: 'ar' });
    payment.destroy();
    payment.destroy();
    elements.update({});
    elements.create('payment').mount(page.target);
    expect(new URL(frameIn(page.target).src).searchParams.get('locale')).toBe('ar');
    expect(page.target.childNodes).toHaveLength(1);
  });
});

describe('submit', () => {
  it('asks the frame, and answers with what is to be mended', async () => {
    const { elements, frame } = await mounted();
    const result = elements.submit();
    await delivered();
    expect(frame.heard.at(-1)).toEqual({ type: 'validate' });
    await frame.say({ type: 'validated', error: WRONG });
    expect(await result).toEqual({ error: expect.objectContaining({ name: 'XPayError', ...WRONG }) });
  });

  it('answers with nothing when nothing is wrong', async () => {
    const { elements, frame } = await mounted();
    const result = elements.submit();
    await delivered();
    await frame.say({ type: 'validated' });
    expect(await result).toEqual({});
  });

  it('waits for a frame that does not listen yet', async () => {
    const elements = xpay.elements({ clientSecret: SECRET });
    elements.create('payment').mount(page.target);
    const result = elements.submit();
    await partDone();
    const frame = await openFrameIn(page.target);
    await delivered();
    expect(frame.heard.map(({ type }) => type).sort()).toEqual(['session', 'validate']);
    await frame.say({ type: 'validated' });
    expect(await result).toEqual({});
  });

  it.each<[string, (elements: Elements) => unknown]>([
    ['there is no element', () => {}],
    ['it is not mounted', (elements) => elements.create('payment')],
    ['it is destroyed', (elements) => elements.create('payment').destroy()],
  ])('answers with an error when %s', async (_, prepare) => {
    const elements = xpay.elements({ clientSecret: SECRET });
    prepare(elements);
    expect((await elements.submit()).error).toMatchObject({ code: 'not_mounted', type: 'integration' });
  });
});

describe('confirmPayment', () => {
  it('has the frame pay, and answers with the payment intent', async () => {
    const { elements, frame } = await mounted();
    const result = xpay.confirmPayment({ elements });
    await delivered();
    expect(frame.heard.at(-1)).toEqual({ type: 'confirm' });
    await frame.say({ type: 'confirmed', session: SESSION });
    expect(await result).toEqual(PAID);
  });

  it('answers with the error of the frame', async () => {
    const { elements, frame } = await mounted();
    const result = xpay.confirmPayment({ elements });
    await delivered();
    await frame.say({ type: 'confirmed', error: WRONG });
    expect(await result).toEqual({ error: expect.objectContaining(WRONG) });
  });

  it('called twice pays once, and both calls have the answer; a later one pays anew', async () => {
    const { elements, frame } = await mounted();
    const results = [xpay.confirmPayment({ elements }), xpay.confirmPayment({ elements })];
    await delivered();
    expect(frame.heard.filter(({ type }) => type === 'confirm')).toHaveLength(1);
    await frame.say({ type: 'confirmed', error: WRONG });
    for (const { error } of await Promise.all(results)) expect(error?.code).toBe('card_number_invalid');
    void xpay.confirmPayment({ elements });
    await delivered();
    expect(frame.heard.filter(({ type }) => type === 'confirm')).toHaveLength(2);
  });

  it.each<[string, (all: Awaited<ReturnType<typeof mounted>>) => unknown, string]>([
    ['is unmounted', ({ payment }) => payment.unmount(), 'not_mounted'],
    ['is destroyed', ({ payment }) => payment.destroy(), 'not_mounted'],
    ['is moved by the page', ({ frame }) => frame.load(), 'frame_navigated'],
  ])('answers with an error when the element %s meanwhile', async (_, act, code) => {
    const all = await mounted();
    const result = xpay.confirmPayment({ elements: all.elements });
    await delivered();
    act(all);
    expect((await result).error).toMatchObject({ name: 'XPayError', code });
  });

  it.each([
    ['/thanks', 'http://shop.example/thanks'],
    ['?paid', 'http://shop.example/cart/?paid'],
    ['https://other.example/back', 'https://other.example/back'],
  ])(
    'reads the return address %s from the address of the page, whatever its base',
    async (returnUrl, absolute) => {
      vi.spyOn(location, 'href', 'get').mockReturnValue('http://shop.example/cart/');
      document.head.innerHTML = '<base href="https://evil.example/">';
      const { elements, frame } = await mounted();
      void xpay.confirmPayment({ elements, returnUrl });
      await delivered();
      expect(frame.heard.at(-1)).toEqual({ type: 'confirm', returnUrl: absolute });
      document.head.innerHTML = '';
    },
  );

  it.each([
    ['if_required', 0],
    ['always', 1],
  ] as const)(
    'with redirect %s leaves for the return address after a success: %i',
    async (redirect, times) => {
      const assign = vi.spyOn(location, 'assign').mockImplementation(() => {});
      const { elements, frame } = await mounted();
      const result = xpay.confirmPayment({
        elements,
        redirect,
        returnUrl: 'https://shop.example/thanks?order=7',
      });
      await delivered();
      await frame.say({ type: 'confirmed', session: SESSION });
      expect(await result).toEqual(PAID);
      expect(assign.mock.calls.map(String)).toEqual(
        Array(times).fill(`https://shop.example/thanks?order=7&xpay_session=${SESSION.id}`),
      );
    },
  );

  it('stays on the page after a failure', async () => {
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => {});
    const { elements, frame } = await mounted();
    const result = xpay.confirmPayment({ elements, redirect: 'always', returnUrl: 'https://shop.example/' });
    await delivered();
    await frame.say({ type: 'confirmed', error: WRONG });
    await result;
    expect(assign).not.toHaveBeenCalled();
  });

  const BAD: readonly [object | undefined, string][] = [
    [undefined, 'elements is missing. Pass what elements() of the same client returned.'],
    [{ elements: {} }, 'elements is of type object.'],
    [{ elements: 'payment' }, 'elements is "payment".'],
    [{ element: null }, 'A property of confirmPayment() is "element". Pass elements.'],
    [{ returnUrl: 7 }, 'returnUrl is 7. Pass an http(s) address such as "/thanks".'],
    [{ returnUrl: 'javascript:alert(1)' }, 'returnUrl is "javascript:alert(1)".'],
    [{ returnUrl: 'mailto:shop@shop.example' }, 'returnUrl is "mailto:'],
    [{ returnUrl: `/${'x'.repeat(2000)}` }, 'Pass an http(s) address'],
    [{ redirect: 'allways' }, 'redirect is "allways". Pass always.'],
    [{ redirect: 'always' }, 'returnUrl is missing.'],
  ];
  it.each(BAD)('answers %j with an error, and pays nothing', async (options, words) => {
    const { elements, frame } = await mounted();
    const given = options && {
      ...('elements' in options || 'element' in options ? {} : { elements }),
      ...options,
    };
    const { error } = await xpay.confirmPayment(given as { elements: Elements });
    expect(error).toMatchObject({ code: 'invalid_option', message: expect.stringContaining(words) });
    expect(frame.heard.map(({ type }) => type)).toEqual(['session']);
  });

  it('knows no elements of another client', async () => {
    const { elements } = await mounted();
    const other = createClient(KEY, {}, loadPart, ORIGIN);
    expect((await other.confirmPayment({ elements })).error?.code).toBe('invalid_option');
  });

  it('answers with an error where its part cannot be had', async () => {
    const blocked = createClient(KEY, {}, noPart, ORIGIN);
    const elements = blocked.elements({ clientSecret: SECRET });
    expect((await blocked.confirmPayment({ elements })).error?.code).toBe('script_load_failed');
    expect((await elements.submit()).error?.code).toBe('script_load_failed');
  });
});

describe('misuse', () => {
  it.each<[unknown, string, string]>([
    [undefined, 'invalid_client_secret', 'clientSecret is missing'],
    [{}, 'invalid_client_secret', 'clientSecret is missing'],
    [{ clientSecret: 'cs_1' }, 'invalid_client_secret', 'clientSecret is another text'],
    [{ clientSecret: SECRET.replace('test', 'live') }, 'invalid_client_secret', 'of the other mode'],
    [{ clientSecret: 'sk_test_1' }, 'secret_key_in_browser', 'Revoke it now'],
    [{ clientSecret: SECRET, mode: 'overlay' }, 'invalid_option', 'A property of elements() is "mode".'],
    [{ clientSecret: SECRET, locale: 1 }, 'invalid_option', 'locale is 1'],
    [SECRET, 'invalid_option', 'elements() is "cs_test_'],
  ])('elements(%j) throws', (options, code, words) => {
    expect(() => xpay.elements(options as { clientSecret: string })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(words) }),
    );
  });

  it.each<[unknown, unknown, string]>([
    ['paymnt', undefined, 'The element is "paymnt". Pass payment.'],
    [undefined, undefined, 'The element is missing. Pass one of payment.'],
    ['payment', { onReady: 1 }, 'onReady is 1. Pass a function.'],
    ['payment', { onredy: () => {} }, `A property of create('payment') is "onredy". Pass onReady.`],
    ['payment', { clientSecret: SECRET }, `A property of create('payment') is "clientSecret".`],
  ])('create(%j, %j) throws', (type, options, words) => {
    const elements = xpay.elements({ clientSecret: SECRET });
    expect(() => elements.create(type as 'payment', options as object)).toThrow(words);
  });
});
