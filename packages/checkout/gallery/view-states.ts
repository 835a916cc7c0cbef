// Pictures of the views that look different from a checkout in the shop's page: only the fields, and a page of its own.

import { aSession, CARD, checking, type Picture, paid, ready } from './states.ts';

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
};
