// The screens while the bank asks elsewhere: their words, what can be pressed, and when the time left is spoken.

import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anApproval, aSession } from '../api/a-session.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { ActingScreen, type ActingScreenProps } from './acting-screen.tsx';

const i18n = createI18n('en', en, async () => null);
const CHALLENGE = {
  type: 'three_ds_challenge',
  id: 'a',
  acsUrl: 'https://bank.example/acs',
  creq: null,
  sessionData: 'YQ',
  redirectUrl: 'https://3ds.example/3ds/redirect/a',
} as const;
const DECOUPLED: ActingScreenProps['step'] = {
  kind: 'decoupled',
  action: { type: 'three_ds_decoupled', id: 'a', expiresAt: '2026-11-21T12:05:00.000Z' },
};

let clock: FakeClock;
let happened: string[];

beforeEach(() => {
  clock = createFakeClock();
  happened = [];
});
afterEach(cleanup);

function show(step: ActingScreenProps['step'], session = signal(aSession())) {
  const happens = (what: string) => () => void happened.push(what);
  const payment = {
    cancelAction: happens('cancel'),
    restartAction: happens('restart'),
    leave: happens('leave'),
  };
  const Page = () => (
    <ActingScreen session={session.value} step={step} payment={payment} i18n={i18n} clock={clock} />
  );
  render(<Page />);
  return session;
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('an approval', () => {
  const APPROVAL = anApproval({ redirectUrl: 'https://3ds.example/3ds/redirect/a' });

  it('that another page has open, or a reload interrupted, can be gone on with', () => {
    show({ kind: 'interrupted', action: APPROVAL });
    expect(screen.getByRole('heading').textContent).toBe('Approve in your wallet');
    press('Continue');
    press('Cancel');
    expect(happened).toEqual(['restart', 'cancel']);
  });

  it('that cannot be nested is a page of its own', () => {
    show({ kind: 'redirect', action: { ...APPROVAL, redirectUrl: 'https://3ds.example/r' }, hasLeft: false });
    expect(document.body.textContent).toMatch(/sends you back to Kiln & Co/);
    press('Continue on its own page');
    expect(happened).toEqual(['leave']);
  });

  it('of a lender is called so', () => {
    show({ kind: 'interrupted', action: anApproval({ method: 'bnpl' }) });
    expect(screen.getByRole('heading').textContent).toBe('Approve with the lender');
  });

  it('is stopped in words about no bank', () => {
    show(
      { kind: 'canceling', request: { type: 'cancel', id: 'auth_1' }, sends: 1 },
      signal(aSession({ intent: { method: 'wallet' } })),
    );
    expect(screen.getByRole('heading').textContent).toBe('Stopping the payment');
    expect(document.body.textContent).not.toMatch(/bank/);
  });
});

describe('the bank’s app', () => {
  it('is named as the place to approve, and can be canceled', () => {
    show(DECOUPLED);
    expect(screen.getByRole('heading').textContent).toBe('Approve in your bank’s app');
    press('Cancel');
    expect(happened).toEqual(['cancel']);
  });

  it('has as long as the server says, in words that go on, and are spoken when little is left', async () => {
    show(DECOUPLED);
    await clock.advance(0);
    expect(screen.getByText('Time left: 5 minutes')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe('');
    await clock.advance(3 * 60_000);
    expect(screen.getByRole('status').textContent).toBe('Time left: 2 minutes');
    await clock.advance(60_000);
    expect(screen.getByRole('status').textContent).toBe('Time left: 1 minute');
    await clock.advance(30_000);
    expect(screen.getByRole('status').textContent).toBe('Time left: 30 seconds');
    await clock.advance(30_000);
    expect(screen.queryByText(/Time left/)).toBeNull();
  });

  it('has the time of the last answer, though this clock stood still', async () => {
    const session = show(DECOUPLED);
    await clock.advance(0);
    session.value = aSession({ serverTime: '2026-11-21T12:03:30.000Z' });
    await clock.advance(0);
    expect(screen.getByRole('status').textContent).toBe('Time left: 2 minutes');
  });

  it('is spoken of in the bank’s own words, as text', () => {
    show(DECOUPLED, signal(aSession({ intent: { cardholderInfo: '<b>Call</b> us: +1 555 0100' } })));
    expect(screen.getByText('<b>Call</b> us: +1 555 0100')).toBeTruthy();
    expect(document.querySelector('b')).toBeNull();
  });
});

describe('an interrupted check', () => {
  it('can be begun anew, or canceled', () => {
    show({ kind: 'interrupted', action: CHALLENGE });
    expect(screen.getByRole('heading').textContent).toBe('Your bank may still be confirming');
    press('Start again');
    press('Cancel');
    expect(happened).toEqual(['restart', 'cancel']);
  });
});

describe('the bank’s own page', () => {
  const redirect = (hasLeft: boolean): ActingScreenProps['step'] => ({
    kind: 'redirect',
    action: CHALLENGE,
    hasLeft,
  });

  it('is offered, or Cancel', () => {
    show(redirect(false));
    expect(screen.getByText(/sends you back to Kiln & Co/)).toBeTruthy();
    press('Continue on your bank’s page');
    press('Cancel');
    expect(happened).toEqual(['leave', 'cancel']);
  });

  it('is not asked for twice', () => {
    show(redirect(true));
    press('Continue on your bank’s page');
    expect(happened).toEqual([]);
  });
});

describe('canceling', () => {
  it('offers nothing while it is under way', () => {
    show({ kind: 'canceling', request: { type: 'cancel', id: 'a' }, sends: 1 });
    expect(screen.getByRole('heading').textContent).toBe('Stopping the check');
    expect(screen.queryByRole('button')).toBeNull();
  });
});
