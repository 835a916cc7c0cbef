// Pictures of the views that look different from a checkout in the shop's page: only the fields, and a page of its own.

import type { SessionResult } from '@xpay/protocol/api';
import { aSession, CARD, checking, type Picture, paid, ready } from './states.ts';

const PAID: SessionResult = {
  status: 'complete',
  paymentStatus: 'paid',
  redirectTo: null,
  message: null,
  receipt: {
    amount: 4_900,
    currency: 'USD',
    card: { brand: 'visa', last4: '4242' },
    email: 'lena@example.com',
    reference: 'pi_3Qx8Lw2eZvKYlo2C',
    paidAt: '2026-11-21T12:00:00.000Z',
  },
};

const OVER: SessionResult = {
  ...PAID,
  status: 'expired',
  paymentStatus: 'unpaid',
  redirectTo: 'https://shop.example/cart',
  receipt: null,
};

const LOADING = { name: 'loading', failures: 0 } as const;

export const VIEW_PICTURES: Readonly<Record<string, Picture>> = {
  element_loading: { view: 'element', state: LOADING },
  element: { view: 'element', state: ready() },
  element_live: { view: 'element', state: ready({ livemode: true }) },
  element_declined: {
    view: 'element',
    state: { ...ready(), problem: { kind: 'declined', declineCode: 'insufficient_funds' } },
    typed: { ...CARD, securityCode: '' },
  },
  element_confirming: {
    view: 'element',
    state: { name: 'confirming', session: aSession(), attemptId: 'a', refused: null },
    typed: CARD,
  },
  element_unconfirmed: { view: 'element', state: checking(true), typed: CARD },
  element_succeeded: { view: 'element', state: { name: 'succeeded', session: paid('succeeded') } },
  element_expired: {
    view: 'element',
    state: { name: 'expired', session: aSession({ status: 'expired' }) },
  },
  overlay: { view: 'overlay', state: ready(), typed: CARD },
  page_loading: { view: 'page', state: LOADING },
  page: { view: 'page', state: ready() },
  page_returning: {
    view: 'page',
    state: { name: 'succeeded', session: paid('succeeded') },
    result: { ...PAID, redirectTo: 'https://shop.example/thanks' },
  },
  page_receipt: {
    view: 'page',
    state: { name: 'succeeded', session: paid('succeeded') },
    result: { ...PAID, message: 'Your pour-over set leaves our roastery tomorrow.' },
  },
  page_expired: {
    view: 'page',
    state: { name: 'expired', session: aSession({ status: 'expired' }) },
    result: OVER,
  },
  page_unreachable: {
    view: 'page',
    state: { name: 'unreachable', code: 'connection_failed', retryable: true },
    result: OVER,
  },
};
