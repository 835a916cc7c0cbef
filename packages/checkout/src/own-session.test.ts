// The session of a page that fetches its secret itself.

import { signal } from '@preact/signals';
import type { FrameMessage } from '@xpay/protocol/messages';
import { expect, it } from 'vitest';
import type { Calls } from './api/calls.ts';
import { settled } from './fake-clock.ts';
import { createI18n } from './i18n/i18n.ts';
import en from './i18n/locales/en.json';
import { createOwnSession } from './own-session.ts';

function aPage(secret: (() => Promise<string>) | null) {
  const done: string[] = [];
  const told: FrameMessage[] = [];
  const open = createOwnSession({
    secret,
    callsFor: (clientSecret) => {
      done.push(`calls ${clientSecret}`);
      return {} as Calls;
    },
    host: { connected: signal(true), send: (message) => told.push(message), connect: () => {} },
    payment: {
      open: () => done.push('open'),
      withhold: (code, retryable) => done.push(`withhold ${code} ${retryable}`),
    },
    i18n: createI18n('en', en, async () => null),
  });
  return { done, told, open };
}

it('is opened with the secret that came', async () => {
  const { done, told, open } = aPage(async () => 'cs_test_1_secret_a');
  open();
  await settled();
  expect([done, told]).toEqual([['calls cs_test_1_secret_a', 'open'], []]);
});

it('that does not come is said to the buyer, who may try again, and to the host page, which knows nothing of it', async () => {
  const { done, told, open } = aPage(() => Promise.reject(new TypeError('Failed to fetch')));
  open();
  await settled();
  expect(done).toEqual(['withhold no_client_secret true']);
  expect(told).toMatchObject([{ type: 'error', error: { code: 'connection_failed', retryable: true } }]);
});

it('can come at another try', async () => {
  const answers = [Promise.reject<string>(new Error('lost')), Promise.resolve('cs_test_1_secret_a')];
  const { done, open } = aPage(() => answers.shift() ?? Promise.reject(new Error('none')));
  open();
  await settled();
  open();
  await settled();
  expect(done.at(-1)).toBe('open');
});

it('is none where the host page brings it', async () => {
  const { done, told, open } = aPage(null);
  open();
  await settled();
  expect([done, told]).toEqual([[], []]);
});
