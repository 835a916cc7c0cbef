// A page that was reloaded while its confirm was on the way: what it reads before the last moment at which that may arrive
// says nothing of what has arrived since.

import type { PublicSession } from '@xpay/protocol/api';
import { expect, it } from 'vitest';
import { aSession } from '../api/a-session.ts';
import type { Answer } from '../api/http.ts';
import { settled } from '../fake-clock.ts';
import { aPayment, aStorage, never, says } from './a-payment.ts';

it('drops a read that was begun before a lost confirm could last arrive, and believes a new one', async () => {
  const storage = aStorage();
  storage.setItem('xpay.cs_test_1', JSON.stringify({ attemptId: 'a', version: 1 }));
  const { payment, clock, server, sent, calls } = aPayment({ storage });
  payment.open(calls);
  await clock.advance(28_000);
  const state = () => payment.state.value;
  expect(state()).toMatchObject({ name: 'checking', mayArrive: true });
  const late: ((answer: Answer<PublicSession>) => void)[] = [];
  server.read = () => new Promise((resolve) => late.push(resolve));
  payment.refresh();
  await clock.advance(11_000);
  expect(late.length).toBeGreaterThan(0);
  // The confirm arrives now, with the old read still out.
  server.read = says(aSession({ version: 2, intent: { status: 'processing' } }));
  const before = sent.read;
  await clock.advance(1_000);
  expect(sent.read).toBeGreaterThan(before);
  for (const answer of late) answer({ value: aSession() });
  await settled();
  expect(state().name).toBe('processing');
  server.read = never;
});
