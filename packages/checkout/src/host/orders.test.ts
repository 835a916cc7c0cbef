// What the host page may ask, and that nothing else happens.

import { describe, expect, it } from 'vitest';
import type { Calls } from '../api/calls.ts';
import { createOrders } from './orders.ts';

function aFrame() {
  const done: string[] = [];
  const obey = createOrders({
    payment: {
      open: () => done.push('open'),
      withhold: (code, retryable) => done.push(`withhold ${code} ${retryable}`),
      refresh: () => done.push('refresh'),
    },
    callsFor(secret) {
      done.push(`calls ${secret}`);
      return {} as Calls;
    },
    setLocale: (locale) => done.push(`locale ${locale}`),
    setAppearance: ({ theme }) => done.push(`theme ${theme}`),
  });
  return { done, obey };
}

describe('an order of the host page', () => {
  it.each([
    [
      { type: 'session', clientSecret: 'cs_test_1_secret_a', locale: 'de', appearance: { theme: 'dark' } },
      ['locale de', 'theme dark', 'calls cs_test_1_secret_a', 'open'],
    ],
    [{ type: 'update', locale: 'ar' }, ['locale ar']],
    [{ type: 'update', appearance: { theme: 'light' } }, ['theme light']],
    [{ type: 'update' }, []],
    [{ type: 'refresh' }, ['refresh']],
    [{ type: 'no_session' }, ['withhold no_client_secret true']],
    [{ type: 'retrieve', id: 1, clientSecret: 'cs_test_2_secret_b' }, []],
  ] as const)('%j does %j', (message, expected) => {
    const { done, obey } = aFrame();
    obey(message);
    expect(done).toEqual(expected);
  });
});
