// The account that a transfer goes to: what is shown, what is copied, and what happens where copying is refused.

import { cleanup, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import type { PaymentInstructions } from '@xpay/protocol/payment-methods';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aSession } from '../../api/a-session.ts';
import { createI18n } from '../../i18n/i18n.ts';
import en from '../../i18n/locales/en.json';
import { Instructions } from './instructions.tsx';

const IBAN: PaymentInstructions = {
  accountHolder: 'Kiln & Co',
  bankName: 'Sandbox Bank',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  accountNumber: null,
  reference: 'XP-7KQ4',
  amount: 4_900,
  currency: 'USD',
  expiresAt: '2026-11-28T12:00:00Z',
};

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function show(instructions: PaymentInstructions = IBAN) {
  const i18n = createI18n('en', en, async () => null);
  render(<Instructions session={aSession()} instructions={instructions} i18n={i18n} />);
}

const details = () =>
  screen.getAllByRole('term').map((term) => `${term.textContent}: ${term.nextElementSibling?.textContent}`);

/** As a browser does it that lets the page copy; what was put on the clipboard. */
function allowCopying(): string[] {
  const copied: string[] = [];
  document.execCommand = () => {
    const clipboardData = { setData: (_: string, text: string) => void copied.push(text) };
    document.dispatchEvent(Object.assign(new Event('copy'), { clipboardData }));
    return true;
  };
  return copied;
}

describe('the account', () => {
  it('has an IBAN in groups of four, a reference and the day by which the money must be there', () => {
    show();
    expect(details()).toEqual([
      'Amount: $49.00',
      'Account holder: Kiln & Co',
      'IBAN: DE89 3704 0044 0532 0130 00',
      'BIC: COBADEFFXXX',
      'Bank: Sandbox Bank',
      'Reference: XP-7KQ4',
      'Send it by: November 28, 2026',
    ]);
  });

  it('has a number where the country has no IBAN', () => {
    show({ ...IBAN, iban: null, bic: null, accountNumber: '000123456789' });
    expect(details().filter((line) => /IBAN|BIC|number/.test(line))).toEqual([
      'Account number: 000123456789',
    ]);
  });
});

describe('copying', () => {
  it.each([
    ['Amount', '49.00'],
    ['IBAN', 'DE89370400440532013000'],
    ['Reference', 'XP-7KQ4'],
  ])('%s gives what a bank’s form takes, and says that it is done', async (label, text) => {
    const copied = allowCopying();
    show();
    await userEvent.click(screen.getByRole('button', { name: `Copy ${label}` }));
    expect(await screen.findByRole('button', { name: `Copied ${label}` })).toBeTruthy();
    expect(copied).toEqual([text]);
    expect(screen.getAllByRole('status').map((one) => one.textContent)).toContain(`${label}: Copied`);
  });

  it('asks for the permission where the press alone is not enough', async () => {
    document.execCommand = () => false;
    const copied: string[] = [];
    show();
    const user = userEvent.setup();
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text));
    await user.click(screen.getByRole('button', { name: 'Copy IBAN' }));
    expect(await screen.findByRole('button', { name: 'Copied IBAN' })).toBeTruthy();
    expect(copied).toEqual(['DE89370400440532013000']);
  });

  it('selects the text where the browser refuses', async () => {
    document.execCommand = () => {
      throw new DOMException('Refused.', 'NotAllowedError');
    };
    show();
    const user = userEvent.setup();
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('No.', 'NotAllowedError'));
    await user.click(screen.getByRole('button', { name: 'Copy IBAN' }));
    expect(await screen.findByRole('button', { name: 'Selected: copy it now IBAN' })).toBeTruthy();
    expect(getSelection()?.toString()).toBe('DE89 3704 0044 0532 0130 00');
  });
});
