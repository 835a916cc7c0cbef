// Facts about the connection: it is looked for until it is there, and looked after from then on.

import { expect, it } from 'vitest';
import type { PreviewFacts } from '../instruments/feed.ts';
import { CONNECTED_PAUSE_MS, createConnection, LOST_PAUSE_MS } from './connection.ts';

const facts = (connected: boolean): PreviewFacts => ({
  connected,
  reason: connected ? null : 'down',
  clock: null,
  checkout: 'http://checkout',
  publishableKey: 'pk_test_1',
  shop: null,
  docs: '/docs/',
  gallery: '/gallery/',
  dashboard: 'http://api/dashboard',
  reference: 'http://api/openapi',
});

/** Answers one question after the other; null is no answer. */
function connectionWith(answers: readonly (PreviewFacts | null)[]) {
  const left = [...answers];
  const pauses: number[] = [];
  let next = () => {};
  const connection = createConnection({
    ask: async () => {
      const answer = left.shift() ?? null;
      if (answer === null) throw new TypeError('Failed to fetch');
      return answer;
    },
    wait: (ms, work) => {
      pauses.push(ms);
      next = work;
      return () => {};
    },
  });
  const turn = async (work: () => void) => {
    const before = pauses.length;
    work();
    while (pauses.length === before) await Promise.resolve();
  };
  return { connection, pauses, start: () => turn(connection.start), later: () => turn(() => next()) };
}

it('looks for the sandbox until it is there, by itself', async () => {
  const { connection, pauses, start, later } = connectionWith([null, facts(false), facts(true)]);
  expect(connection.state.value).toBe('looking');
  await start();
  expect([connection.state.value, connection.facts.value]).toEqual(['lost', null]);
  await later();
  expect([connection.state.value, connection.facts.value?.checkout]).toEqual(['lost', 'http://checkout']);
  await later();
  expect(connection.state.value).toBe('connected');
  expect(pauses).toEqual([LOST_PAUSE_MS, LOST_PAUSE_MS, CONNECTED_PAUSE_MS]);
});

it('notices that the sandbox is gone, keeps what it knows, and finds it again', async () => {
  const { connection, start, later } = connectionWith([facts(true), null, facts(true)]);
  await start();
  await later();
  expect(connection.state.value).toBe('lost');
  expect(connection.facts.value?.publishableKey).toBe('pk_test_1');
  await later();
  expect(connection.state.value).toBe('connected');
});
