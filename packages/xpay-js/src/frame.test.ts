// The iframe's address, rights and looks, against pages that want it otherwise.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { closePage, createPage, frameIn } from './fake-frame.ts';
import { loadPart, partDone } from './fake-parts.ts';
import { createFrame } from './frame.ts';

const URL = 'https://pay.example/f/checkout?key=pk_test_1';
let page: ReturnType<typeof createPage>;

beforeEach(() => {
  page = createPage();
});
afterEach(closePage);

it('makes the frame where it stays, as the last child, with everything set before it is inserted', () => {
  page.target.append('before');
  const inserted: string[] = [];
  vi.spyOn(page.target, 'append').mockImplementation((...nodes) => {
    for (const node of nodes) {
      inserted.push((node as HTMLIFrameElement).src);
      page.target.appendChild(node as Node);
    }
  });
  createFrame({ element: page.target }, URL, loadPart, () => {});
  expect(inserted).toEqual([URL]);
  expect(page.target.lastChild).toBe(frameIn(page.target));
});

it('carries a title, the wallet rights, a short referrer, a meaningless name and no sandbox', () => {
  createFrame({ element: page.target }, URL, loadPart, () => {});
  const iframe = frameIn(page.target);
  expect(iframe.title).toBe('Secure payment form');
  expect(iframe.allow).toBe('payment *; publickey-credentials-get *; otp-credentials *');
  expect(iframe.referrerPolicy).toBe('strict-origin');
  expect(iframe.name).toMatch(/^xpay-[0-9a-f]{32}$/);
  expect(iframe.hasAttribute('sandbox')).toBe(false);
});

it.each(['all', 'display', 'width', 'height', 'min-height'])(
  'sets %s so that no style sheet of the page can undo it',
  (property) => {
    createFrame({ element: page.target }, URL, loadPart, () => {});
    expect(frameIn(page.target).style.getPropertyPriority(property)).toBe('important');
  },
);

it.each([
  ['not shown', 0, 487],
  ['one column', 639, 487],
  ['one column with its summary', 640, 656],
  ['two columns', 760, 446],
])('starts with the height of the layout: %s', (_, width, height) => {
  vi.spyOn(HTMLIFrameElement.prototype, 'clientWidth', 'get').mockReturnValue(width);
  createFrame({ element: page.target }, URL, loadPart, () => {});
  expect(frameIn(page.target).style.height).toBe(`${height}px`);
});

it('follows the form and tells of each height that it takes', () => {
  const onResize = vi.fn();
  const frame = createFrame({ element: page.target }, URL, loadPart, onResize);
  frame.resize(777);
  expect(frame.iframe.style.height).toBe('777px');
  expect(frame.iframe.style.getPropertyPriority('height')).toBe('important');
  expect(onResize.mock.calls).toEqual([[777]]);
});

it.each([
  ['light', 'light'],
  ['dark', 'dark'],
  ['auto', 'light dark'],
] as const)(
  'has with the theme %s the colour scheme %s, so that the corners around the form stay clear',
  (theme, scheme) => {
    const frame = createFrame({ element: page.target }, URL, loadPart, () => {});
    frame.setTheme(theme);
    expect(frame.iframe.style.getPropertyValue('color-scheme')).toBe(scheme);
  },
);

it('keeps its address under a base element of the page', () => {
  const base = document.createElement('base');
  base.href = 'https://evil.example/';
  document.head.append(base);
  createFrame({ element: page.target }, URL, loadPart, () => {});
  base.remove();
  expect(frameIn(page.target).getAttribute('src')).toBe(URL);
});

it('leaves nothing behind when it is removed', () => {
  const frame = createFrame({ element: page.target }, URL, loadPart, () => {});
  frame.resize(700);
  frame.resize(800);
  frame.remove();
  expect(page.target.childNodes).toHaveLength(0);
  expect(vi.getTimerCount()).toBe(0);
});

it('takes the styles that its place has for it, but for the whole window', async () => {
  const place = { element: page.target, fit: () => ({ display: 'none' }) };
  const frame = createFrame(place, URL, loadPart, () => {});
  const { style } = frame.iframe;
  expect([style.display, style.getPropertyPriority('display')]).toEqual(['none', 'important']);
  frame.setFullSize(true);
  await partDone();
  expect(style.display).toBe('block');
  frame.setFullSize(false);
  expect(style.display).toBe('none');
  frame.remove();
});
