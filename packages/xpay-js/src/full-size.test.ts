// The whole window: taken in one task, from inside anything, and given back so that nothing shows that it was gone.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closePage, createPage } from './fake-frame.ts';
import { loadPart, noPart, partDone } from './fake-parts.ts';
import { createFrame, type Frame } from './frame.ts';

const URL = 'https://pay.example/f/checkout?key=pk_test_1';
const shown: HTMLElement[] = [];
let page: ReturnType<typeof createPage>;
let frame: Frame;

beforeEach(() => {
  page = createPage();
  shown.length = 0;
  Object.assign(HTMLElement.prototype, {
    showPopover(this: HTMLElement) {
      shown.push(this);
    },
  });
  frame = createFrame({ element: page.target }, URL, loadPart, () => {});
});
afterEach(() => {
  frame.remove();
  Reflect.deleteProperty(HTMLElement.prototype, 'showPopover');
  document.documentElement.removeAttribute('style');
  closePage();
});

function inert(): readonly string[] {
  return [...document.querySelectorAll('[inert]')].map(({ id }) => id);
}

describe('the frame', () => {
  it('is shown in the top layer as the element that it is, and loads nothing again', async () => {
    const { parentNode, src } = frame.iframe;
    const moved = vi.spyOn(Element.prototype, 'append');
    frame.setFullSize(true);
    await partDone();
    expect(shown).toEqual([frame.iframe]);
    expect(frame.iframe.getAttribute('popover')).toBe('manual');
    expect([frame.iframe.parentNode, frame.iframe.src]).toEqual([parentNode, src]);
    frame.setFullSize(false);
    expect(frame.iframe.hasAttribute('popover')).toBe(false);
    expect(moved).not.toHaveBeenCalled();
  });

  it.each([
    ['position', 'fixed'],
    ['inset', '0'],
    ['width', '100vw'],
    ['height', '100dvh'],
    ['min-height', '0'],
    ['z-index', '2147483647'],
    ['background', 'Canvas'],
  ])('has %s: %s, whatever the page’s style sheets say', async (name, value) => {
    const styles = vi.spyOn(frame.iframe.style, 'setProperty');
    frame.setFullSize(true);
    await partDone();
    expect(styles).toHaveBeenCalledWith(name, value, 'important');
  });

  it('has its styles again afterwards, one by one', async () => {
    frame.setTheme('dark');
    const before = frame.iframe.style.cssText;
    frame.setFullSize(true);
    await partDone();
    frame.setTheme('light');
    expect(frame.iframe.style.position).toBe('fixed');
    frame.setTheme('dark');
    frame.setFullSize(false);
    expect(frame.iframe.style.cssText).toBe(before);
  });

  it('leaves a place of its own size in the page meanwhile', async () => {
    frame.resize(612);
    frame.setFullSize(true);
    await partDone();
    const place = frame.iframe.nextElementSibling as HTMLElement;
    expect([place.style.height, place.style.getPropertyPriority('height')]).toEqual(['612px', 'important']);
    frame.setFullSize(false);
    expect(frame.iframe.nextElementSibling).toBeNull();
  });

  it('gets the focus, which goes back to where it was', async () => {
    const button = document.createElement('button');
    document.body.append(button);
    button.focus();
    const focus = vi.spyOn(frame.iframe, 'focus');
    frame.setFullSize(true);
    await partDone();
    expect(focus).toHaveBeenCalledTimes(1);
    frame.setFullSize(false);
    expect(document.activeElement).toBe(button);
  });

  it('covers the page also in a browser without popovers', async () => {
    Reflect.deleteProperty(HTMLElement.prototype, 'showPopover');
    frame.setFullSize(true);
    await partDone();
    expect(frame.iframe.style.position).toBe('fixed');
    frame.setFullSize(false);
    expect(frame.iframe.style.position).toBe('');
  });

  it('stays in its place where the part that takes the window cannot be had', async () => {
    const blocked = createFrame({ element: page.target }, URL, noPart, () => {});
    const before = blocked.iframe.style.cssText;
    blocked.setFullSize(true);
    await partDone();
    expect([blocked.iframe.style.cssText, inert()]).toEqual([before, []]);
    blocked.remove();
  });

  it('does not take the window that it gave back before the part was there', async () => {
    frame.setFullSize(true);
    frame.setFullSize(false);
    await partDone();
    expect(shown).toEqual([]);
    frame.setFullSize(true);
    frame.setFullSize(false);
    frame.setFullSize(true);
    await partDone();
    expect(shown).toEqual([frame.iframe]);
  });

  it('takes an order that is repeated once', async () => {
    frame.setFullSize(false);
    frame.setFullSize(true);
    await partDone();
    frame.setFullSize(true);
    await partDone();
    expect(shown).toHaveLength(1);
    frame.setFullSize(false);
    expect(document.documentElement.style.overflow).toBe('');
    frame.setFullSize(false);
    frame.setFullSize(true);
    await partDone();
    expect(shown).toHaveLength(2);
  });
});

describe('the page', () => {
  it('is inert beside every element that the frame is in, but for what was inert before', async () => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<p id="a"></p><p id="b" inert></p><div id="c"><i id="d"></i></div>',
    );
    page.target.insertAdjacentHTML('afterbegin', '<p id="e"></p>');
    frame.setFullSize(true);
    await partDone();
    expect(inert()).toEqual(['e', '', 'a', 'b', 'c']); // The one without an id is the place.
    frame.setFullSize(false);
    expect(inert()).toEqual(['b']);
  });

  it('is inert around a shadow tree too, and beside its slots', async () => {
    document.body.innerHTML = '<p id="a"></p><div id="host"><p id="slotted"></p><p id="light"></p></div>';
    const host = document.querySelector('#host') as HTMLElement;
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = '<p id="beside"></p><div id="in"></div>';
    const nested = createFrame({ element: root.querySelector('#in') as Element }, URL, loadPart, () => {});
    nested.setFullSize(true);
    await partDone();
    expect(root.querySelector('#beside')?.hasAttribute('inert')).toBe(true);
    expect(root.querySelector('#in')?.hasAttribute('inert')).toBe(false);
    expect(inert()).toEqual(['a']);
    nested.remove();
    expect(root.querySelector('#beside')?.hasAttribute('inert')).toBe(false);
    expect(inert()).toEqual([]);
  });

  it('cannot be scrolled, and stands afterwards where it stood, with its own overflow', async () => {
    const { style } = document.documentElement;
    style.setProperty('overflow-y', 'scroll', 'important');
    const before = style.cssText;
    Object.assign(window, { scrollX: 3, scrollY: 1200 });
    const scroll = vi.spyOn(window, 'scrollTo').mockImplementation(() => {});
    frame.setFullSize(true);
    await partDone();
    expect([style.overflow, style.getPropertyPriority('overflow')]).toEqual(['hidden', 'important']);
    expect(scroll).not.toHaveBeenCalled();
    frame.setFullSize(false);
    expect(style.cssText).toBe(before);
    expect(scroll.mock.calls).toEqual([[{ left: 3, top: 1200, behavior: 'instant' }]]);
  });

  it('is scrolled back only when the frame has its place again', async () => {
    frame.setFullSize(true);
    await partDone();
    vi.spyOn(window, 'scrollTo').mockImplementation(() => {
      expect(frame.iframe.style.position).toBe('');
      expect(frame.iframe.hasAttribute('popover')).toBe(false);
      expect(document.documentElement.style.overflow).toBe('');
      expect(frame.iframe.nextElementSibling).toBeNull();
    });
    frame.setFullSize(false);
    expect(window.scrollTo).toHaveBeenCalledTimes(1);
  });
});
