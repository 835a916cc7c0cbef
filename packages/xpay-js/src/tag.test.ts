// <xpay-checkout> in every life that pages and frameworks give it.

import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { XPayCheckoutElement } from './checkout-element.ts';
import { declareTag } from './declare.ts';
import { closePage, createPage, delivered, frameIn, KEY, ORIGIN, openFrameIn, SECRET } from './fake-frame.ts';
import { loadPart } from './fake-parts.ts';

const OTHER = SECRET.replace('cs_test_a1', 'cs_test_b2');
let early: XPayCheckoutElement;

beforeAll(() => {
  early = document.createElement('xpay-checkout');
  early.publishableKey = KEY;
  early.fetchClientSecret = async () => SECRET;
  declareTag(loadPart, ORIGIN);
  declareTag(loadPart, 'https://other.example'); // The second script on the page.
});
beforeEach(() => {
  createPage();
});
afterEach(async () => {
  document.body.replaceChildren();
  await delivered();
  closePage();
});

function create(attributes: Record<string, string> = {}): XPayCheckoutElement {
  const element = document.createElement('xpay-checkout');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

const FULL = { 'publishable-key': KEY, 'client-secret': SECRET };

async function add(attributes: Record<string, string> = FULL): Promise<XPayCheckoutElement> {
  const element = create(attributes);
  document.body.append(element);
  await delivered();
  return element;
}

function frames(element: Element): readonly HTMLIFrameElement[] {
  return [...(element.shadowRoot?.querySelectorAll('iframe') ?? [])];
}

function inside(element: Element): Element {
  return element.shadowRoot?.querySelector('div') as Element;
}

function errorsOf(element: HTMLElement): string[] {
  const codes: string[] = [];
  element.addEventListener('xpay-error', ({ detail }) => codes.push(detail.error.code));
  return codes;
}

describe('attributes', () => {
  it('make a checkout at the origin of the script', async () => {
    const element = await add({
      ...FULL,
      locale: 'de',
      theme: 'dark',
      appearance: '{"variables":{"borderRadius":"0px"}}',
    });
    const frame = await openFrameIn(inside(element));
    expect(new URL(frame.iframe.src).origin).toBe(ORIGIN);
    expect(frame.heard).toEqual([
      {
        type: 'session',
        clientSecret: SECRET,
        locale: 'de',
        appearance: { theme: 'dark', variables: { borderRadius: '0px' } },
      },
    ]);
  });

  it('may come late, and in any order', async () => {
    const element = await add({});
    element.setAttribute('client-secret', SECRET);
    await delivered();
    expect(frames(element)).toEqual([]);
    element.setAttribute('publishable-key', KEY);
    await delivered();
    expect(frames(element)).toHaveLength(1);
  });

  it('may be spelt as a framework spells them that finds no property', async () => {
    const element = await add({ publishableKey: KEY, clientSecret: SECRET });
    expect(frames(element)).toHaveLength(1);
  });

  it('change language and theme of the frame that is there', async () => {
    const element = await add();
    const frame = await openFrameIn(inside(element));
    element.setAttribute('locale', 'ar');
    await delivered();
    element.theme = 'dark';
    await delivered();
    expect(frame.heard.slice(1)).toMatchObject([
      { type: 'update', locale: 'ar' },
      { type: 'update', appearance: { theme: 'dark' } },
    ]);
    expect(frames(element)).toEqual([frame.iframe]);
  });

  it('with another session give it to the frame that is there', async () => {
    const element = await add();
    const frame = await openFrameIn(inside(element));
    element.setAttribute('client-secret', OTHER);
    element.setAttribute('locale', 'ar');
    await delivered();
    element.clientSecret = SECRET;
    await delivered();
    expect(frame.heard.slice(1)).toMatchObject([
      { type: 'update', locale: 'ar' },
      { type: 'session', clientSecret: OTHER, locale: 'ar' },
      { type: 'update' },
      { type: 'session', clientSecret: SECRET },
    ]);
    expect(frames(element)).toEqual([frame.iframe]);
  });

  it('with another session, before its part or its frame is there, show that one', async () => {
    const element = create(FULL);
    document.body.append(element);
    await Promise.resolve();
    element.setAttribute('client-secret', OTHER);
    await delivered();
    const frame = await openFrameIn(inside(element));
    expect(frame.heard).toMatchObject([{ type: 'session', clientSecret: OTHER }]);
    expect(frames(element)).toHaveLength(1);
  });

  it('with something that is no session leave the one before, and are reported', async () => {
    const element = await add();
    const codes = errorsOf(element);
    const frame = await openFrameIn(inside(element));
    element.setAttribute('client-secret', 'cs_1');
    await delivered();
    expect([codes, frame.heard.length]).toEqual([['invalid_client_secret'], 1]);
    element.setAttribute('client-secret', OTHER);
    await delivered();
    expect(frame.heard.at(-1)).toMatchObject({ type: 'session', clientSecret: OTHER });
  });

  it('without a session take the form away', async () => {
    const element = await add();
    element.removeAttribute('client-secret');
    await delivered();
    expect(frames(element)).toEqual([]);
  });

  it.each([
    ['client-secret', 'cs_1', SECRET],
    ['appearance', '{', '{}'],
  ])('that were wrong begin anew when they are right: %s', async (name, wrong, right) => {
    const element = await add({ ...FULL, [name]: wrong });
    expect(frames(element)).toEqual([]);
    element.setAttribute(name, right);
    await delivered();
    expect(frames(element)).toHaveLength(1);
  });

  it('with another session begin anew where the frame is lost', async () => {
    const element = await add();
    const codes = errorsOf(element);
    const frame = await openFrameIn(inside(element));
    frame.load();
    await delivered();
    expect(codes).toEqual(['frame_navigated']);
    element.setAttribute('client-secret', OTHER);
    await delivered();
    const next = await openFrameIn(inside(element));
    expect(next.heard).toMatchObject([{ type: 'session', clientSecret: OTHER }]);
  });

  it('of the wrong kind are reported by an event that says which', async () => {
    const element = create({ ...FULL, mode: 'popup' });
    const codes = errorsOf(element);
    document.body.append(element);
    await delivered();
    expect(codes).toEqual(['invalid_option']);
    expect(frames(element)).toEqual([]);
    element.setAttribute('mode', 'inline');
    await delivered();
    expect([codes.length, frames(element).length]).toEqual([1, 1]);
  });

  it.each([
    [{ 'publishable-key': 'sk_test_1' }, 'secret_key_in_browser'],
    [{ 'client-secret': 'cs_1' }, 'invalid_client_secret'],
    [{ appearance: '{' }, 'invalid_option'],
    [{ origin: 'http://pay.example' }, 'invalid_option'],
  ])('%j are refused', async (attributes, code) => {
    const element = create({ ...FULL, ...attributes });
    const codes = errorsOf(element);
    document.body.append(element);
    await delivered();
    expect(codes).toEqual([code]);
  });
});

describe('properties', () => {
  it('set before the tag was defined count', async () => {
    document.body.append(early);
    customElements.upgrade(early);
    await delivered();
    expect(early.publishableKey).toBe(KEY);
    expect(frames(early)).toHaveLength(1);
  });

  it('are there to be found, from the start', () => {
    const element = create();
    for (const name of ['fetchClientSecret', 'appearance', 'open', 'close', 'refresh'])
      expect([name, name in element]).toEqual([name, true]);
  });

  it('set together make one checkout', async () => {
    const element = await add({});
    const fetchClientSecret = vi.fn(async () => SECRET);
    Object.assign(element, { publishableKey: KEY, fetchClientSecret, locale: 'de', theme: 'dark' });
    await delivered();
    expect(frames(element)).toHaveLength(1);
    expect(fetchClientSecret).toHaveBeenCalledTimes(1);
    expect([element.locale, element.getAttribute('locale')]).toEqual(['de', null]);
  });

  it('and attributes: the latest counts', async () => {
    const element = await add({ ...FULL, locale: 'de' });
    const frame = await openFrameIn(inside(element));
    element.locale = 'ar';
    await delivered();
    element.setAttribute('locale', 'fr');
    await delivered();
    expect(frame.heard.slice(1)).toMatchObject([{ locale: 'ar' }, { locale: 'fr' }]);
    expect(element.locale).toBe('fr');
  });
});

describe('on the page', () => {
  it('moved, begins anew in its new place', async () => {
    const element = await add();
    const [first] = frames(element);
    const box = document.createElement('section');
    document.body.append(box);
    box.append(element);
    await delivered();
    const [second, ...more] = frames(element);
    expect([second === first, second?.isConnected, more.length]).toEqual([false, true, 0]);
  });

  it('removed, is destroyed; added again, begins anew', async () => {
    const element = await add();
    await openFrameIn(inside(element));
    element.remove();
    await delivered();
    expect([frames(element).length, vi.getTimerCount()]).toEqual([0, 0]);
    document.body.append(element);
    await delivered();
    expect(frames(element)).toHaveLength(1);
  });

  it('removed before its part is there, leaves nothing', async () => {
    const element = create(FULL);
    document.body.append(element);
    element.remove();
    await delivered();
    expect([frames(element).length, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('cloned, makes a checkout of its own', async () => {
    const element = await add();
    const clone = element.cloneNode(true) as XPayCheckoutElement;
    document.body.append(clone);
    await delivered();
    expect([frames(element).length, frames(clone).length]).toEqual([1, 1]);
    expect(frameIn(inside(clone))).not.toBe(frameIn(inside(element)));
  });

  it('works inside a shadow tree, and its events leave it', async () => {
    const host = document.createElement('div');
    document.body.append(host);
    const element = create(FULL);
    host.attachShadow({ mode: 'open' }).append(element);
    await delivered();
    const ready = vi.fn();
    document.body.addEventListener('xpay-ready', ready, { once: true });
    const frame = await openFrameIn(inside(element));
    await frame.say({ type: 'ready' });
    expect(ready).toHaveBeenCalledTimes(1);
  });
});

describe('as an overlay', () => {
  const dialogs = () =>
    [...document.body.children].flatMap((host) => host.shadowRoot?.querySelector('dialog') ?? []);

  it('opens and closes as it is told, also before its part is there', async () => {
    const element = create({ ...FULL, mode: 'overlay' });
    const closed = vi.fn();
    element.addEventListener('xpay-close', closed);
    document.body.append(element);
    element.open();
    await delivered();
    expect([dialogs().length, frames(element).length]).toEqual([1, 0]);
    element.close();
    await delivered();
    expect([dialogs().length, closed.mock.calls.length]).toEqual([0, 1]);
  });

  it('stays open when the tag is moved, and goes with the tag', async () => {
    const element = await add({ ...FULL, mode: 'overlay' });
    element.open();
    await delivered();
    const box = document.createElement('section');
    document.body.append(box);
    box.append(element);
    await delivered();
    expect(dialogs()).toHaveLength(1);
    element.remove();
    await delivered();
    expect(dialogs()).toHaveLength(0);
  });
});

it('tells by an event when it is told to do what it cannot', async () => {
  const element = await add();
  const codes = errorsOf(element);
  element.open();
  await delivered();
  expect(codes).toEqual(['wrong_mode']);
});

it('has the session read again when it is told', async () => {
  const element = await add();
  const frame = await openFrameIn(inside(element));
  element.refresh();
  await delivered();
  expect(frame.heard.at(-1)).toEqual({ type: 'refresh' });
});
