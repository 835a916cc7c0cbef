// A mark is an image with a name or decoration without one; the less usual ones are fetched, and blank until then.
import { cleanup, render, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BrandMark } from './brand-mark.tsx';

afterEach(cleanup);

describe('BrandMark', () => {
  it('is an image with a name, or hidden without one', () => {
    const named = render(<BrandMark id="visa" name="Visa" />);
    expect(named.getByRole('img', { name: 'Visa' })).toBeTruthy();
    cleanup();
    const { container } = render(<BrandMark id="visa" />);
    expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
  });

  it('is a blank card with its name and size until a less usual mark is there', async () => {
    // In a document that has fetched none.
    vi.resetModules();
    const { BrandMark } = await import('./brand-mark.tsx');
    const blank = render(<BrandMark id="unknown" />).container.querySelector('svg')?.innerHTML;
    const mark = render(<BrandMark id="jcb" name="JCB" />).getByRole('img', { name: 'JCB' });
    expect([mark.innerHTML, mark.getAttribute('width'), mark.getAttribute('height')]).toEqual([
      blank,
      '32',
      '20',
    ]);
    await waitFor(() => expect(mark.innerHTML).not.toBe(blank));
    expect([mark.getAttribute('width'), mark.getAttribute('height')]).toEqual(['32', '20']);
  });

  it('has the marks that were fetched for another at once', async () => {
    const first = render(<BrandMark id="troy" />).container;
    const blank = render(<BrandMark id="unknown" />).container.innerHTML;
    await waitFor(() => expect(first.querySelectorAll('path').length).toBeGreaterThan(1));
    expect(render(<BrandMark id="elo" />).container.innerHTML).not.toBe(blank);
  });
});
