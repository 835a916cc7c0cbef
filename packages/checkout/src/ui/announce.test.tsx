// What the live region says, and what it does not say again.

import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, expect, it } from 'vitest';
import { Announce, type AnnounceProps } from './announce.tsx';

afterEach(cleanup);

function said(...steps: readonly AnnounceProps[]): readonly string[] {
  const { rerender } = render(<Announce message="" locale="en" />);
  return steps.map((props) => {
    rerender(<Announce {...props} />);
    return screen.getByRole('status').textContent ?? '';
  });
}

const onLocale = () => 'Sprache: Deutsch';

it('says what is new', () => {
  expect(said({ message: 'Processing…', locale: 'en' }, { message: '', locale: 'en' })).toEqual([
    'Processing…',
    '',
  ]);
});

it('does not say the same again in another language', () => {
  const steps = [
    { message: 'Processing…', locale: 'en' },
    { message: 'Wird verarbeitet …', locale: 'de' },
    { message: 'Erledigt', locale: 'de' },
  ];
  expect(said(...steps)).toEqual(['Processing…', 'Processing…', 'Erledigt']);
});

it('says once that the language has changed, in place of what was said', () => {
  const steps = [
    { message: 'Processing…', locale: 'en', onLocale },
    { message: 'Wird verarbeitet …', locale: 'de', onLocale },
    { message: 'Wird verarbeitet …', locale: 'de', onLocale },
    { message: '', locale: 'de', onLocale },
  ];
  expect(said(...steps)).toEqual(['Processing…', 'Sprache: Deutsch', 'Sprache: Deutsch', '']);
});
