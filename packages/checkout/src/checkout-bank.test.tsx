// The whole screen while the buyer's bank wants to check: over the form, in its place, and back.

import { screen } from '@testing-library/preact';
import type { PublicDeclineCode, PublicSession } from '@xpay/protocol/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChallenge, aMethod, anActingSession, aPaidSession, aSession } from './api/a-session.ts';
import type { Answer } from './api/http.ts';
import {
  endCheckout,
  field,
  fill,
  press,
  type ShownCheckout,
  says,
  showCheckout,
  userEvent,
} from './fake-checkout.tsx';
import en from './i18n/locales/en.json';

let shown: ShownCheckout;

beforeEach(() => {
  shown = showCheckout();
});
afterEach(endCheckout);

describe('a check by the bank', () => {
  const dialog = () => screen.queryByRole('dialog');
  const asked = (redirectUrl: string | null = null) => says(anActingSession(aChallenge({ redirectUrl })));
  const refused = (declineCode: PublicDeclineCode, cardholderInfo: string | null = null) =>
    says(aSession({ version: 4, intent: { status: 'failed', lastError: { declineCode }, cardholderInfo } }));

  beforeEach(async () => {
    await shown.open();
    await fill();
  });

  it('leaves the form with its busy button while only the browser is looked at', async () => {
    shown.answers.confirm = says(anActingSession(aMethod()));
    await press();
    await screen.findByTitle('Your bank’s page');
    expect(screen.getByRole('button', { name: en.pay.busy })).toBeTruthy();
    expect([dialog(), screen.getByRole('status').textContent]).toEqual([null, en.pay.busy]);
    shown.payment.bankSaid({ type: 'method_done', id: 'auth_1' });
    await screen.findByRole('heading', { name: 'Payment complete' });
    expect(screen.queryByTitle('Your bank’s page')).toBeNull();
  });

  it('opens over the form, says so, and gives way to what the server says', async () => {
    shown.answers.confirm = asked();
    await press();
    const heading = await screen.findByRole('heading', { name: 'Confirm with your bank' });
    expect(document.activeElement).toBe(heading);
    expect(screen.getByText('Your bank asks you to confirm this payment.')).toBeTruthy();
    expect(field('Card number').value).toBe('4242 4242 4242 4242');
    shown.answers.readSession = says(aPaidSession(3));
    shown.payment.bankSaid({ type: 'look_again', id: 'auth_1' });
    const complete = await screen.findByRole('heading', { name: 'Payment complete' });
    expect(document.activeElement).toBe(complete);
    expect(dialog()).toBeNull();
  });

  it('uses one frame for both steps', async () => {
    shown.answers.confirm = says(anActingSession(aMethod()));
    shown.answers.authenticate = says(anActingSession(aChallenge(), 3));
    await press();
    const frame = await screen.findByTitle('Your bank’s page');
    shown.payment.bankSaid({ type: 'method_done', id: 'auth_1' });
    await screen.findByRole('dialog');
    expect(screen.getByTitle('Your bank’s page')).toBe(frame);
  });

  it('can be canceled: the form comes back, with what to do', async () => {
    shown.answers.confirm = asked();
    shown.answers.cancelAction = refused('authentication_canceled');
    await press();
    await screen.findByRole('dialog');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/^You stopped the check by your bank.*not been charged/);
    expect(dialog()).toBeNull();
    expect(field('Security code').value).toBe('');
    expect(document.activeElement).toBe(field('Security code'));
  });

  it.each([
    ['authentication_failed', /^Your bank did not confirm this payment/, 'Card number'],
    ['authentication_expired', /^The check by your bank took too long/, 'Security code'],
  ] as const)('that ends with %s says so and goes to what to change', async (code, words, name) => {
    shown.answers.confirm = asked();
    await press();
    await screen.findByRole('dialog');
    shown.answers.readSession = refused(code);
    shown.payment.bankSaid({ type: 'look_again', id: 'auth_1' });
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    expect(document.activeElement).toBe(field(name));
  });

  it('shows the bank’s own words as text, below what became of the payment', async () => {
    shown.answers.confirm = refused('authentication_failed', '<b>Call</b> us: +1 555 0100');
    await press();
    const alert = await screen.findByRole('alert');
    const words = screen.getByText('<b>Call</b> us: +1 555 0100');
    expect(alert.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
    expect(document.querySelector('b')).toBeNull();
  });

  it('that was interrupted is begun anew, with the focus on what is under way', async () => {
    shown.answers.confirm = says(anActingSession(aChallenge({ creq: null })));
    await press();
    const again = await screen.findByRole('button', { name: 'Start again' });
    let answer = (_: Answer<PublicSession>) => {};
    shown.answers.restartAction = () => new Promise((resolve) => (answer = resolve));
    await userEvent.click(again);
    expect(document.activeElement).toBe(await screen.findByRole('button', { name: en.pay.busy }));
    answer({ value: anActingSession(aChallenge({ id: 'auth_2' }), 3) });
    await screen.findByRole('dialog');
  });

  it('goes on at the bank’s own page when its code cannot be had', async () => {
    shown.answers.load = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    shown.answers.confirm = asked('https://3ds.example/3ds/redirect/auth_1');
    await press();
    await userEvent.click(await screen.findByRole('button', { name: 'Continue on your bank’s page' }));
    expect(shown.left).toEqual(['https://3ds.example/3ds/redirect/auth_1']);
  });

  it('does not leave a busy button when its code does not come', async () => {
    shown.answers.load = () => new Promise(() => {});
    shown.answers.confirm = asked();
    await press();
    await screen.findByText('Your bank asks you to confirm this payment.');
    await shown.clock.advance(10_000);
    await screen.findByRole('heading', { name: 'Your bank may still be confirming' });
    expect(screen.getByRole('button', { name: 'Start again' })).toBeTruthy();
  });
});
