// A preview for the tests of what it shows: settings at an address of their own, a sandbox that is there, and a list of what it was asked.

import { signal } from '@preact/signals';
import type { FeedItem, FeedName, PreviewFacts } from './instruments/feed.ts';
import { createInstruments } from './instruments/instruments.ts';
import { createNotices } from './notices.ts';
import { createPreview, type Preview } from './preview.ts';
import { DEFAULTS } from './settings/settings.ts';
import { createSettingsStore } from './settings/store.ts';
import type { Told } from './stage/remote.ts';
import { createRuns } from './stage/runs.ts';

export const FACTS: PreviewFacts = {
  connected: true,
  reason: null,
  clock: { now: '2026-01-15T12:00:00.000Z', frozen: false, aheadMs: 0 },
  checkout: 'http://checkout.example',
  publishableKey: 'pk_test_1',
  shop: 'http://shop.example',
  docs: '/docs/',
  gallery: '/gallery/',
  dashboard: 'http://api.example/dashboard',
  reference: 'http://api.example/openapi',
};

export interface TestPreview {
  readonly preview: Preview;
  /** Name and body of each control that was pressed. */
  readonly asked: readonly (readonly [name: string, body: unknown])[];
  /** What the next press is answered. */
  answer: Told;
  /** What the server's feed says of the present run; `at` in milliseconds after it began. */
  tell(name: FeedName, data: object, at?: number): void;
  /** Paths and bodies that the instruments have posted. */
  readonly posted: readonly unknown[];
}

/** When its runs begin, in milliseconds since 1970. */
export const BEGAN = 1_768_478_400_000;

/** @param query Of its address. */
export function aPreview(query = ''): TestPreview {
  const asked: [string, unknown][] = [];
  const posted: unknown[] = [];
  let take: (item: FeedItem) => void = () => {};
  const never = () => () => {};
  let runs = 0;
  const newId = () => {
    runs += 1;
    return `run${runs}`;
  };
  const instruments = createInstruments({
    follow: (_run, heard) => {
      take = heard;
      return () => {};
    },
    post: async (path, body) => {
      posted.push([path, body]);
      return 'The sandbox has forgotten it.';
    },
    now: () => BEGAN,
  });
  const test: TestPreview = {
    asked,
    posted,
    answer: { ok: true, answer: {} },
    tell: (name, data, at = 0) => take({ name, data, at: BEGAN + at } as FeedItem),
    preview: createPreview({
      store: createSettingsStore({
        location: { href: `http://preview.example/?${query}` },
        defaults: DEFAULTS,
        replace: () => {},
        settle: never,
      }),
      runs: createRuns({ newId, wait: never }),
      connection: { facts: signal(FACTS), state: signal('connected'), start: () => {} },
      notices: createNotices(never),
      instruments,
      isNarrow: signal(false),
      control: async (_run, name, body) => {
        asked.push([name, body]);
        return test.answer;
      },
    }),
  };
  test.preview.runs.follow(test.preview.store.settings.value);
  instruments.begin('run1');
  return test;
}

export const SESSION = {
  id: 'cs_test_one',
  url: null,
  status: 'open',
  paymentStatus: 'unpaid',
  amount: 4900,
  currency: 'USD',
  intentId: 'pi_one',
} as const;
