// What a checkout refuses at once, with a sentence that says what to do.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedCheckout } from './embedded-checkout.ts';
import { closePage, createPage } from './fake-frame.ts';
import { createShop } from './fake-shop.ts';

let page: ReturnType<typeof createPage>;
let shop: ReturnType<typeof createShop>;

beforeEach(() => {
  page = createPage();
  shop = createShop();
});
afterEach(closePage);

describe('misuse', () => {
  const DETACHED = document.createElement('div');
  it.each([
    ['a selector that matches nothing', '#chekout', 'mount("#chekout") found no element'],
    ['no selector', '..', 'mount("..") found no element'],
    ['nothing', undefined, 'mount(missing) found no element'],
    ['null', null, 'mount(null) found no element'],
    ['an object', {}, 'mount(of type object) found no element'],
    ['a detached element', DETACHED, 'Pass one that is in it, or its selector.'],
  ])('mount throws at once for %s', async (_, target, words) => {
    const checkout = await shop.prepare();
    expect(() => checkout.mount(target as string)).toThrow(
      expect.objectContaining({ code: 'target_not_found', message: expect.stringContaining(words) }),
    );
    checkout.mount(page.target);
    expect(page.target.childNodes).toHaveLength(1);
  });

  it('mount takes a selector as well as an element', async () => {
    page.target.id = 'checkout';
    (await shop.prepare()).mount('#checkout');
    expect(page.target.childNodes).toHaveLength(1);
  });

  it('mounting twice throws, and leaves the first frame alone', async () => {
    const checkout = await shop.prepare();
    checkout.mount(page.target);
    expect(() => checkout.mount(page.target)).toThrow(
      expect.objectContaining({
        code: 'already_mounted',
        message: expect.stringContaining('Call unmount() or destroy() first'),
      }),
    );
    expect(page.target.childNodes).toHaveLength(1);
  });

  it('mount throws where another checkout is, until that is gone', async () => {
    const [first, second] = [await shop.prepare(), await shop.prepare()];
    first.mount(page.target);
    expect(() => second.mount(page.target)).toThrow(expect.objectContaining({ code: 'target_in_use' }));
    expect(page.target.childNodes).toHaveLength(1);
    first.unmount();
    second.mount(page.target);
    second.destroy();
    first.mount(page.target);
    expect(page.target.childNodes).toHaveLength(1);
  });

  it.each<['open' | 'close']>([['open'], ['close']])('%s throws without an overlay', async (call) => {
    const checkout = await shop.prepare();
    expect(() => checkout[call]()).toThrow(expect.objectContaining({ code: 'wrong_mode' }));
  });

  it.each<[string, (checkout: EmbeddedCheckout) => void]>([
    ['open', (checkout) => checkout.open()],
    ['close', (checkout) => checkout.close()],
    ['mount', (checkout) => checkout.mount('body')],
    ['unmount', (checkout) => checkout.unmount()],
    ['update', (checkout) => checkout.update({})],
    ['refresh', (checkout) => checkout.refresh()],
    ['on', (checkout) => checkout.on('ready', () => {})],
  ])('%s after destroy throws', async (_, call) => {
    const checkout = await shop.prepare();
    checkout.destroy();
    expect(() => call(checkout)).toThrow(expect.objectContaining({ code: 'destroyed' }));
  });

  it.each([
    ['compleet', 'The event is "compleet". Pass complete.'],
    ['payment', 'The event is "payment". Pass one of ready, change,'],
    [Symbol.iterator, 'The event is Symbol(Symbol.iterator).'],
  ])('on(%s) throws', async (name, words) => {
    const checkout = await shop.prepare();
    expect(() => checkout.on(name as 'ready', () => {})).toThrow(words);
  });

  it('on without a function throws', async () => {
    const checkout = await shop.prepare();
    expect(() => checkout.on('ready', null as never)).toThrow('listener is null. Pass a function.');
  });
});
