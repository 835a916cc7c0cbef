// What became of the payment, in words and structure.
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aSession } from '../../gallery/states.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { Outcome, type OutcomeState } from './outcome.tsx';
import { ProblemNotice } from './problem-notice.tsx';

afterEach(cleanup);

const i18n = createI18n('en', en, async () => null);
const CHECKING = { name: 'checking', session: aSession(), attemptId: 'a', sends: 1, looks: 1 } as const;
const UNREACHABLE = { name: 'unreachable', code: 'connection_failed' } as const;

function show(state: OutcomeState, online = true) {
  const onRetry = vi.fn();
  const onCheckAgain = vi.fn();
  const brandName = (id: string) => (id === 'visa' ? 'Visa' : id);
  const props = { i18n, online, brandName, onRetry, onCheckAgain };
  const { container, rerender } = render(<Outcome state={state} {...props} />);
  const change = (next: OutcomeState) => rerender(<Outcome state={next} {...props} />);
  return { container, onRetry, onCheckAgain, change, text: container.textContent };
}

function paidSession() {
  const session = aSession({ customer: { email: 'lena@example.com', name: null } });
  return { ...session, intent: { ...session.intent, card: { brand: 'visa', last4: '4242' } } };
}

describe('Outcome', () => {
  it.each<[string, OutcomeState]>([
    ['Payment complete', { name: 'succeeded', session: aSession() }],
    ['Payment on its way', { name: 'processing', session: aSession(), looks: 0 }],
    ['Checking your payment', { ...CHECKING, gaveUp: false }],
    ['We could not confirm yet', { ...CHECKING, gaveUp: true }],
    ['This checkout has expired', { name: 'expired', session: aSession() }],
    ['This checkout was canceled', { name: 'canceled', session: aSession() }],
    ['The payment form could not be loaded', { ...UNREACHABLE, retryable: true }],
  ])('has the one heading "%s", which takes the focus', (title, state) => {
    show(state);
    const heading = screen.getByRole('heading', { level: 1 });
    expect(heading.textContent).toBe(title);
    expect(document.activeElement).toBe(heading);
    expect(screen.getAllByRole('heading')).toHaveLength(1);
  });

  it('says of an order without a price that it is complete, never that it was paid', async () => {
    const { container } = show({ name: 'succeeded', session: aSession({ amountTotal: 0 }) });
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Order complete'));
    const { id } = aSession();
    expect(container.querySelector('.xp-outcome__facts')?.textContent).toContain(`Reference${id}`);
    expect(container.textContent).not.toMatch(/pa(id|y)/i);
  });

  it('moves the focus to the new heading when the state changes', () => {
    const { change } = show({ ...CHECKING, gaveUp: false });
    (document.activeElement as HTMLElement).blur();
    change({ name: 'succeeded', session: aSession() });
    expect(document.activeElement?.textContent).toBe('Payment complete');
  });

  it('shows amount, card, reference and where the receipt goes', () => {
    const { container, text } = show({ name: 'succeeded', session: paidSession() });
    const facts = Array.from(container.querySelectorAll('dd'), (fact) => fact.textContent);
    expect(facts).toEqual(['$49.00', 'Visa ending in 4242', 'pi_3Qx8Lw2eZvKYlo2C']);
    expect(text).toContain('lena@example.com');
  });

  it('is silent about a card and a receipt that nobody knows', () => {
    const { container, text } = show({ name: 'succeeded', session: aSession() });
    expect(container.querySelectorAll('dd')).toHaveLength(2);
    expect(text).not.toContain('receipt');
  });

  it.each([false, true])('forbids paying again while nobody knows (gave up: %s)', (gaveUp) => {
    expect(show({ ...CHECKING, gaveUp }).text).toContain('Do not pay again');
    expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
  });

  it('offers to check again only after giving up, with the reference to quote', () => {
    show({ ...CHECKING, gaveUp: false });
    expect(screen.queryByRole('button')).toBeNull();
    cleanup();
    const { onCheckAgain, text } = show({ ...CHECKING, gaveUp: true });
    expect(text).toContain('pi_3Qx8Lw2eZvKYlo2C');
    fireEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(onCheckAgain).toHaveBeenCalledTimes(1);
  });

  it('offers to try again where that can help', () => {
    const { onRetry } = show({ ...UNREACHABLE, retryable: true });
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledTimes(1);
    cleanup();
    show({ ...UNREACHABLE, retryable: false });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('offers to start again after the session expired, not after it was canceled', () => {
    const { onRetry } = show({ name: 'expired', session: aSession() });
    fireEvent.click(screen.getByRole('button', { name: 'Start again' }));
    expect(onRetry).toHaveBeenCalledTimes(1);
    cleanup();
    show({ name: 'canceled', session: aSession() });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('says that it is the connection when the device is offline', () => {
    show({ ...UNREACHABLE, retryable: true }, false);
    expect(screen.getByRole('heading').textContent).toBe('You are offline');
  });

  it('does not blame the connection for what a connection cannot mend', () => {
    show({ ...UNREACHABLE, code: 'invalid_client_secret', retryable: false }, false);
    expect(screen.getByRole('heading').textContent).toBe('The payment form could not be loaded');
  });
});

describe('ProblemNotice', () => {
  it.each([
    'card_declined',
    'insufficient_funds',
    'expired_card',
    'incorrect_cvc',
    'processing_error',
  ] as const)('starts with the decline and goes on with what to do: %s', (declineCode) => {
    render(<ProblemNotice problem={{ kind: 'declined', declineCode }} i18n={i18n} />);
    expect(screen.getByRole('alert').textContent).toMatch(/^Your card was declined.*\. .+\.$/);
  });
});
