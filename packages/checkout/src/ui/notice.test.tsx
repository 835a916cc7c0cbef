// A message is told once, however often its language changes.

import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, expect, it } from 'vitest';
import { Notice } from './notice.tsx';

afterEach(cleanup);

it('is an alert when it appears', () => {
  render(<Notice locale="en">Your card was declined.</Notice>);
  expect(screen.getByRole('alert').textContent).toBe('Your card was declined.');
  expect(screen.getByRole('alert').getAttribute('aria-live')).toBeNull();
});

it('is not told again in another language, nor in its own when that comes back', () => {
  const { rerender } = render(<Notice locale="en">Your card was declined.</Notice>);
  const alert = screen.getByRole('alert');
  for (const [locale, words] of [
    ['de', 'Ihre Karte wurde abgelehnt.'],
    ['en', 'Your card was declined.'],
  ] as const) {
    rerender(<Notice locale={locale}>{words}</Notice>);
    expect(screen.getByRole('alert')).toBe(alert);
    expect(alert.textContent).toBe(words);
    expect(alert.getAttribute('aria-live')).toBe('off');
  }
});
