// Links to a session's own page: which clicks open it over the shop's, and that every other follows the link.

import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { declareLinks } from './declare.ts';
import { closePage, createPage, delivered, frameIn, ORIGIN, openFrameIn } from './fake-frame.ts';
import { loadPart, partDone } from './fake-parts.ts';
import type { LoadPart } from './parts.ts';

const HREF = `${ORIGIN}/c/cs_test_a1`;
let blocked = false;

/** The page has one listener for all its life, as with the script. */
beforeAll(() => {
  const load: LoadPart = (name) => (blocked ? Promise.reject(new Error('blocked')) : loadPart(name));
  declareLinks(load, ORIGIN);
});
beforeEach(() => {
  createPage();
  blocked = false;
});
afterEach(() => {
  dialog()?.dispatchEvent(new Event('cancel', { cancelable: true }));
  closePage();
});

function dialog(): HTMLDialogElement | undefined {
  const found = [...document.body.children].flatMap((host) => host.shadowRoot?.querySelector('dialog') ?? []);
  return found[0];
}

function addLink(attributes: Record<string, string> = {}, root: Node = document.body): HTMLAnchorElement {
  const link = document.createElement('a');
  for (const [name, value] of Object.entries({ href: HREF, 'data-xpay-checkout': '', ...attributes }))
    link.setAttribute(name, value);
  link.innerHTML = '<b>Pay</b>';
  root.appendChild(link);
  return link;
}

/** Whether the browser still follows the link. */
async function click(target: Element, init: MouseEventInit = {}): Promise<boolean> {
  const event = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  await partDone();
  await delivered();
  const isFollowed = !event.defaultPrevented;
  event.preventDefault();
  return isFollowed;
}

describe('a plain click', () => {
  it('opens the page of the link in an overlay, without any key or secret', async () => {
    const link = addLink();
    expect(await click(link)).toBe(false);
    const url = new URL(frameIn(dialog() as Element).src);
    expect(url.origin + url.pathname).toBe(HREF);
    expect([...url.searchParams]).toEqual([
      ['v', expect.any(String)],
      ['locale', 'auto'],
      ['theme', 'auto'],
      ['view', 'overlay'],
    ]);
    const frame = await openFrameIn(dialog() as Element);
    expect(frame.heard).toEqual([{ type: 'own_session', locale: 'auto', appearance: { theme: 'auto' } }]);
  });

  it('may be on what the link holds, and on a link in a shadow tree', async () => {
    expect(await click(addLink().firstElementChild as Element)).toBe(false);
    const host = document.createElement('div');
    document.body.append(host);
    expect(await click(addLink({}, host.attachShadow({ mode: 'open' })))).toBe(false);
  });

  it('keeps the language that the link asks for', async () => {
    await click(addLink({ href: `${HREF}?locale=ar` }));
    expect(new URL(frameIn(dialog() as Element).src).searchParams.get('locale')).toBe('ar');
  });

  it('opens it once, however often it is made, and again after it was closed', async () => {
    const link = addLink();
    await click(link);
    await click(link);
    expect(document.body.querySelectorAll('div').length).toBe(2);
    dialog()?.dispatchEvent(new Event('cancel', { cancelable: true }));
    expect(dialog()).toBeUndefined();
    await click(link);
    expect(dialog()).toBeDefined();
  });

  it('tells of the payment by events that bubble from the link', async () => {
    const link = addLink();
    const told: string[] = [];
    for (const name of ['xpay-ready', 'xpay-close'])
      document.body.addEventListener(name, ({ type, target }) => target === link && told.push(type));
    await click(link);
    const frame = await openFrameIn(dialog() as Element);
    await frame.say({ type: 'ready' });
    await frame.say({ type: 'close' });
    expect(told).toEqual(['xpay-ready', 'xpay-close']);
  });

  it('follows the link where the parts cannot be had', async () => {
    blocked = true;
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => {});
    await click(addLink());
    expect(assign.mock.calls).toEqual([[HREF]]);
  });
});

describe('is left to the browser', () => {
  it.each<[string, MouseEventInit]>([
    ['with Ctrl', { ctrlKey: true }],
    ['with Cmd', { metaKey: true }],
    ['with Shift', { shiftKey: true }],
    ['with Alt', { altKey: true }],
    ['with the middle button', { button: 1 }],
  ])('a click %s', async (_, init) => {
    expect(await click(addLink(), init)).toBe(true);
    expect(dialog()).toBeUndefined();
  });

  it.each<[string, Record<string, string>]>([
    ['opens elsewhere', { target: '_blank' }],
    ['is a download', { download: '' }],
    ['leads to another origin', { href: 'https://other.example/c/cs_test_a1' }],
    ['has no address', { href: '' }],
  ])('a link that %s', async (_, attributes) => {
    expect(await click(addLink(attributes))).toBe(true);
    expect(dialog()).toBeUndefined();
  });

  it('a link that is not marked', async () => {
    const link = addLink();
    link.removeAttribute('data-xpay-checkout');
    expect(await click(link)).toBe(true);
  });

  it('a click that the page has handled', async () => {
    const link = addLink();
    link.addEventListener('click', (event) => event.preventDefault());
    await click(link);
    expect(dialog()).toBeUndefined();
  });

  it('nothing of a link with target _self', async () => {
    expect(await click(addLink({ target: '_self' }))).toBe(false);
  });
});
