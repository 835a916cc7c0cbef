// What the button says, and that it can always be pressed.
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { aSession } from '../../gallery/states.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { HelpLink, PayButton, PayNote } from './pay-button.tsx';

afterEach(cleanup);

const i18n = createI18n('en', en, async () => null);

describe('PayButton', () => {
  it.each([
    ['pay', 'Pay $49.00'],
    ['book', 'Book for $49.00'],
    ['donate', 'Donate $49.00'],
    ['subscribe', 'Subscribe for $49.00'],
  ] as const)('says for %s: %s', (submitType, name) => {
    render(<PayButton session={aSession({ submitType })} i18n={i18n} phase="ready" />);
    expect(screen.getByRole('button', { name }).getAttribute('type')).toBe('submit');
  });

  it("says the shop's own words where it has some", () => {
    render(<PayButton session={aSession({ buttonText: 'Get my ticket' })} i18n={i18n} phase="ready" />);
    expect(screen.getByRole('button', { name: 'Get my ticket' })).toBeTruthy();
  });

  it('is busy without being disabled, so that the focus stays on it', () => {
    render(<PayButton session={aSession()} i18n={i18n} phase="busy" />);
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Processing…' });
    expect([button.disabled, button.getAttribute('aria-busy'), button.getAttribute('aria-disabled')]).toEqual(
      [false, 'true', 'true'],
    );
  });
});

describe('PayNote and HelpLink', () => {
  it('name who is paid', () => {
    render(<PayNote session={aSession()} i18n={i18n} />);
    expect(screen.getByText('Your payment goes to Northwind Coffee.')).toBeTruthy();
  });

  it('open help outside the checkout, and only where there is some', () => {
    render(<HelpLink session={aSession()} i18n={i18n} />);
    const link = screen.getByRole('link', { name: 'Get help' });
    expect([link.getAttribute('target'), link.getAttribute('rel')]).toEqual([
      '_blank',
      'noopener noreferrer',
    ]);
    cleanup();
    render(<HelpLink session={aSession({ merchant: { displayName: 'A', supportUrl: null } })} i18n={i18n} />);
    expect(screen.queryByRole('link')).toBeNull();
  });
});
