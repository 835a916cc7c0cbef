// Lines and totals, and the fold.
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { aSession } from '../../gallery/states.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { Summary } from './summary.tsx';

afterEach(cleanup);

const i18n = createI18n('en', en, async () => null);

function rows(container: Element) {
  return Array.from(container.querySelectorAll('.xp-summary__row'), (row) => row.textContent);
}

describe('Summary', () => {
  it('shows the total alone where nothing else makes a difference', () => {
    const { container } = render(<Summary session={aSession()} i18n={i18n} />);
    expect(rows(container)).toEqual(['Total$49.00']);
  });

  it('shows subtotal, discount and tax where they do', () => {
    const amounts = { amountSubtotal: 10_000, amountDiscount: 1_000, amountTax: 1_710, amountTotal: 10_710 };
    const { container } = render(<Summary session={aSession(amounts)} i18n={i18n} />);
    expect(rows(container)).toEqual(['Subtotal$100.00', 'Discount-$10.00', 'Tax$17.10', 'Total$107.10']);
  });

  it('leaves out what is zero', () => {
    const amounts = { amountSubtotal: 10_000, amountTax: 1_900, amountTotal: 11_900 };
    const { container } = render(<Summary session={aSession(amounts)} i18n={i18n} />);
    expect(rows(container)).toEqual(['Subtotal$100.00', 'Tax$19.00', 'Total$119.00']);
  });

  it('tells the price of one where there are more', () => {
    const [line] = aSession().lineItems;
    const lineItems = line ? [{ ...line, name: 'Mug', quantity: 3, unitAmount: 1_200, amount: 3_600 }] : [];
    render(<Summary session={aSession({ lineItems })} i18n={i18n} />);
    expect(screen.getByRole('listitem').textContent).toContain('3 × $12.00');
    expect(screen.getByRole('listitem').textContent).toContain('$36.00');
  });

  it('opens and closes by its button, which says so', () => {
    const { container } = render(<Summary session={aSession()} i18n={i18n} />);
    const button = screen.getByRole('button', { expanded: false });
    expect(button.textContent).toBe('Show order summary$49.001 item');
    expect(container.querySelector(`#${button.getAttribute('aria-controls')}`)).not.toBeNull();
    fireEvent.click(button);
    expect(screen.getByRole('button', { expanded: true }).textContent).toBe('Hide order summary$49.001 item');
    expect(screen.getByRole('region', { name: 'Order summary' }).hasAttribute('data-open')).toBe(true);
  });

  it('counts the pieces, not the lines', () => {
    const [line] = aSession().lineItems;
    const lineItems = line ? [line, { ...line, id: 'li_2', quantity: 3 }] : [];
    render(<Summary session={aSession({ lineItems })} i18n={i18n} />);
    expect(screen.getByRole('button').textContent).toContain('4 items');
  });

  it('keeps names of another direction apart from what stands beside them', () => {
    const [line] = aSession().lineItems;
    const lineItems = line ? [{ ...line, name: 'إبريق (كبير)', description: 'لون زيتوني' }] : [];
    const merchant = { displayName: 'مقهى', supportUrl: null };
    const { container } = render(<Summary session={aSession({ lineItems, merchant })} i18n={i18n} />);
    const isolated = Array.from(container.querySelectorAll('bdi'), ({ textContent }) => textContent);
    expect(isolated).toEqual(expect.arrayContaining(['إبريق (كبير)', 'لون زيتوني', 'مقهى']));
  });

  it('has no list and no count where the session has no lines', () => {
    render(<Summary session={aSession({ lineItems: [] })} i18n={i18n} />);
    expect(screen.queryByRole('list')).toBeNull();
    expect(screen.getByRole('button').textContent).toBe('Show order summary$49.00');
  });

  it('sums up the discounts where nothing can be changed any more', () => {
    const amounts = { amountSubtotal: 10_000, amountDiscount: 1_000, amountTotal: 9_000 };
    const discounts = [{ id: 'di_1', code: 'SPRING', name: 'Spring sale', amount: 1_000 }];
    const { container } = render(<Summary session={aSession({ ...amounts, discounts })} i18n={i18n} />);
    expect(rows(container)).toEqual(['Subtotal$100.00', 'Discount-$10.00', 'Total$90.00']);
  });

  it('tells what the session is about, in the shop’s words', () => {
    render(<Summary session={aSession({ description: 'Order #42' })} i18n={i18n} />);
    expect(screen.getByText('Order #42').tagName).toBe('BDI');
  });

  it('shows a long name whole on demand, by a control of the browser’s own, and a short one at once', () => {
    const [line] = aSession().lineItems;
    const long = 'Hand-thrown '.repeat(17).slice(0, 200);
    const lineItems = line ? [{ ...line, name: long, description: '<b>Olive</b>' }] : [];
    const { container } = render(<Summary session={aSession({ lineItems })} i18n={i18n} />);
    expect(container.querySelector('details summary bdi')?.textContent).toBe(long);
    expect(container.querySelectorAll('details')).toHaveLength(1);
    expect(screen.getByText('<b>Olive</b>')).toBeDefined();
  });

  it('can be scrolled by keyboard where there are many lines', () => {
    const [line] = aSession().lineItems;
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => (line ? [{ ...line, id: `li_${at}` }] : [])).flat();
    const { rerender } = render(<Summary session={aSession({ lineItems: many(6) })} i18n={i18n} />);
    expect(screen.getByRole('list').hasAttribute('tabindex')).toBe(false);
    rerender(<Summary session={aSession({ lineItems: many(50) })} i18n={i18n} />);
    expect(screen.getByRole('list').tabIndex).toBe(0);
  });

  it('pictures what is of our own origin, and the first letter where that does not come or is elsewhere', () => {
    const [line] = aSession().lineItems;
    const pictured = (imageUrl: string | null) => (line ? [{ ...line, imageUrl }] : []);
    const show = (imageUrl: string | null) =>
      render(<Summary session={aSession({ lineItems: pictured(imageUrl) })} i18n={i18n} />).container;
    const own = show(`${location.origin}/files/up_1`);
    const picture = own.querySelector('img');
    expect([picture?.alt, picture?.getAttribute('loading'), picture?.hidden]).toEqual(['', 'lazy', false]);
    if (picture) fireEvent.error(picture);
    expect([picture?.hidden, own.querySelector('.xp-summary__picture')?.textContent]).toEqual([true, 'P']);
    for (const other of ['https://cdn.example/mug.png', `${location.origin}.evil.example/x`, null])
      expect(show(other).querySelector('img')).toBeNull();
  });
});
