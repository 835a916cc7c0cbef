// The account that a transfer goes to, where its code or its words come late, or not at first.

import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, it } from 'vitest';
import { aSession } from '../api/a-session.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { LaterInstructions } from './later-instructions.tsx';

afterEach(cleanup);

const INSTRUCTIONS = {
  accountHolder: 'Kiln & Co',
  bankName: 'Sandbox Bank',
  iban: null,
  bic: null,
  accountNumber: '000123456789',
  reference: 'XP-7KQ4',
  amount: 4_900,
  currency: 'USD',
  expiresAt: '2026-11-28T12:00:00Z',
};

it('waits for its words, offers to try again where they cannot be had, and then tells the account', async () => {
  const { methods, ...texts } = en;
  const server: { words: typeof methods | null } = { words: null };
  const i18n = createI18n('en', texts, async (_, part) =>
    part === 'methods' && server.words !== null ? { methods: server.words } : null,
  );
  render(
    <LaterInstructions
      session={aSession()}
      instructions={INSTRUCTIONS}
      i18n={i18n}
      before={<p>One moment</p>}
      lost={(retry) => (
        <button type="button" onClick={retry}>
          Again
        </button>
      )}
    />,
  );
  expect(screen.getByText('One moment')).toBeTruthy();
  const again = await screen.findByRole('button', { name: 'Again' });
  server.words = methods;
  fireEvent.click(again);
  expect(await screen.findByRole('heading', { name: 'Send the money from your bank' })).toBeTruthy();
  expect(screen.getByText('000123456789')).toBeTruthy();
});
