// The test cards: opened on demand, each fills the whole form, and each is told what becomes of it.
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { createCardForm } from '../methods/card/card-form.ts';
import { TEST_CARDS } from './test-cards.ts';
import { TestMode } from './test-mode.tsx';

afterEach(cleanup);

function show() {
  const form = createCardForm({
    collect: { name: true, email: true, postalCode: true },
    prefill: { name: null, email: null },
    now: () => new Date(),
  });
  render(<TestMode form={form} i18n={createI18n('en', en, async () => null)} />);
  return { form, badge: screen.getByRole('button', { name: 'Test mode' }) };
}

async function open(badge: HTMLElement) {
  fireEvent.click(badge);
  await screen.findByRole('list');
}

describe('TestMode', () => {
  it('is a badge until it is pressed', async () => {
    const { badge } = show();
    expect(screen.getAllByRole('button')).toHaveLength(1);
    await open(badge);
    expect(screen.getAllByRole('listitem')).toHaveLength(TEST_CARDS.length);
    expect(badge.getAttribute('aria-expanded')).toBe('true');
  });

  it.each(TEST_CARDS.map(({ number }, index) => [number, index] as const))(
    'fills the form completely with %s',
    async (number, index) => {
      const { form, badge } = show();
      await open(badge);
      const card = screen.getAllByRole('listitem')[index]?.querySelector('button');
      if (card) fireEvent.click(card);
      expect(form.complete.value).toBe(true);
      expect(form.paymentMethod().card.number).toBe(number);
    },
  );

  it('closes after filling and with Escape, and gives the focus back', async () => {
    const { badge } = show();
    await open(badge);
    fireEvent.click(screen.getByRole('button', { name: /not enough money/ }));
    expect(screen.queryByRole('list')).toBeNull();
    expect(document.activeElement).toBe(badge);
    await open(badge);
    // False where its default was prevented: whoever else hears it leaves it alone.
    expect(fireEvent.keyDown(badge, { key: 'Escape' })).toBe(false);
    expect(screen.queryByRole('list')).toBeNull();
    expect(fireEvent.keyDown(badge, { key: 'Escape' })).toBe(true);
  });
});
