// The address that a buyer comes back to: one parameter is ours, all else stays as it is.

import { afterEach, expect, it, vi } from 'vitest';
import { noticeReturn, type Returning } from './returning.ts';

function come(address: string): { readonly sessionId: string | undefined; readonly left: string } {
  history.replaceState({ page: 3 }, '', address);
  const returning: Returning = {};
  noticeReturn(returning);
  const { pathname, search, hash } = location;
  return { sessionId: returning.sessionId, left: pathname + search + hash };
}

afterEach(() => {
  history.replaceState(null, '', '/');
  vi.restoreAllMocks();
});

it.each([
  ['/pay?xpay_session=cs_test_a1', '/pay'],
  ['/pay?xpay_session=cs_test_a1&order=7', '/pay?order=7'],
  ['/pay?order=7&xpay_session=cs_test_a1', '/pay?order=7'],
  ['/pay?order=7&xpay_session=cs_test_a1&x=1', '/pay?order=7&x=1'],
  ['/pay?a=%20+b&xpay_session=cs_test_a1&c=$&$1=%E4#x=1&y', '/pay?a=%20+b&c=$&$1=%E4#x=1&y'],
  ['/pay?xpay_session=cs_test_a1#/thanks?x=1', '/pay#/thanks?x=1'],
])('of %s leaves %s, with the state of the history', (address, left) => {
  expect(come(address)).toEqual({ sessionId: 'cs_test_a1', left });
  expect(history.state).toEqual({ page: 3 });
});

it.each([
  '/pay',
  '/pay?order=7',
  '/pay?xpay_session=',
  '/pay?xpay_session=7',
  '/pay?xpay_session=cs_prod_a1',
  '/pay?xpay_session=cs_test_a1%20',
  '/pay?xpay_session=cs_test_<b>',
  '/pay?not_xpay_session=cs_test_a1',
  '/pay#/x?xpay_session=cs_test_a1',
])('%s says nothing of a session, and stays', (address) => {
  const replace = vi.spyOn(history, 'replaceState');
  const { sessionId, left } = come(address);
  expect(sessionId).toBeUndefined();
  expect(new URL(left, location.href).href).toBe(new URL(address, location.href).href);
  expect(replace).toHaveBeenCalledTimes(1); // By the test.
});

it('stays on the page under a base element of another site', () => {
  const base = document.createElement('base');
  document.head.append(base);
  history.replaceState(null, '', '/pay?xpay_session=cs_test_a1');
  base.href = 'https://evil.example/';
  const returning: Returning = {};
  noticeReturn(returning);
  base.remove();
  expect([returning.sessionId, location.pathname + location.search]).toEqual(['cs_test_a1', '/pay']);
});
