// What the host page may ask, and that nothing else happens.

import { describe, expect, it } from 'vitest';
import type { Calls } from '../api/calls.ts';
import { settled } from '../fake-clock.ts';
import { createOrders } from './orders.ts';

function aFrame({ hasButton = true } = {}) {
  const done: string[] = [];
  const obey = createOrders({
    payment: {
      open: () => done.push('open'),
      takeOver: () => done.push('takeOver'),
      withhold: (code, retryable) => done.push(`withhold ${code} ${retryable}`),
      refresh: () => done.push('refresh'),
    },
    callsFor(secret) {
      done.push(`calls ${secret}`);
      return {} as Calls;
    },
    setLocale: (locale) => done.push(`locale ${locale}`),
    reportActed: () => done.push('reportActed'),
    openOwn: () => done.push('openOwn'),
    button: hasButton
      ? {
          validate: () => done.push('validate'),
          confirm: (returnUrl) => done.push(`confirm ${returnUrl}`),
        }
      : null,
    askClose: () => done.push('askClose'),
    async setAppearance({ theme }) {
      await Promise.resolve();
      done.push(`theme ${theme}`);
    },
  });
  return { done, obey };
}

describe('an order of the host page', () => {
  it.each([
    [
      { type: 'session', clientSecret: 'cs_test_1_secret_a', locale: 'de', appearance: { theme: 'dark' } },
      ['locale de', 'calls cs_test_1_secret_a', 'theme dark', 'open'],
    ],
    [
      { type: 'act', clientSecret: 'cs_test_1_secret_a', locale: 'de', appearance: { theme: 'dark' } },
      ['locale de', 'calls cs_test_1_secret_a', 'theme dark', 'takeOver', 'reportActed'],
    ],
    [
      { type: 'own_session', locale: 'de', appearance: { theme: 'dark' } },
      ['locale de', 'theme dark', 'openOwn'],
    ],
    [{ type: 'validate' }, ['validate']],
    [{ type: 'confirm' }, ['confirm undefined']],
    [{ type: 'confirm', returnUrl: 'https://shop.example/r' }, ['confirm https://shop.example/r']],
    [{ type: 'ask_close' }, ['askClose']],
    [{ type: 'update', locale: 'ar' }, ['locale ar']],
    [{ type: 'update', appearance: { theme: 'light' } }, ['theme light']],
    [{ type: 'update' }, []],
    [{ type: 'refresh' }, ['refresh']],
    [
      { type: 'no_session', locale: 'ar', appearance: { theme: 'light' } },
      ['locale ar', 'theme light', 'withhold no_client_secret true'],
    ],
    [{ type: 'retrieve', clientSecret: 'cs_test_2_secret_b' }, []],
  ] as const)('%j does %j', async (message, expected) => {
    const { done, obey } = aFrame();
    obey(message);
    await settled();
    expect(done).toEqual(expected);
  });

  it('to act is done once', async () => {
    const { done, obey } = aFrame();
    const act = { type: 'act', clientSecret: 'cs_test_1_secret_a', locale: 'de', appearance: {} } as const;
    obey(act);
    obey(act);
    await settled();
    expect(done.filter((word) => word === 'takeOver')).toHaveLength(1);
    expect(done.filter((word) => word === 'reportActed')).toHaveLength(1);
  });

  it('to pay is not obeyed where the button is the checkout’s own', async () => {
    const { done, obey } = aFrame({ hasButton: false });
    obey({ type: 'validate' });
    obey({ type: 'confirm' });
    await settled();
    expect(done).toEqual([]);
  });
});
