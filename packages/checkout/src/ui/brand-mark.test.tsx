// A mark is an image with a name or decoration without one.
import { cleanup, render } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
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
});
