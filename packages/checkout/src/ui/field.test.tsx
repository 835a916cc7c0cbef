// The wiring that every field gets.
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Field, type FieldProps } from './field.tsx';

afterEach(cleanup);

function show(overrides: Partial<FieldProps> = {}) {
  const props: FieldProps = {
    id: 'field',
    label: 'Card number',
    value: '4242',
    autocomplete: 'cc-number',
    inputMode: 'numeric',
    onInput: vi.fn(),
    onBlur: vi.fn(),
    ...overrides,
  };
  render(<Field {...props} />);
  return screen.getByRole<HTMLInputElement>('textbox', { name: 'Card number' });
}

describe('Field', () => {
  it('describes the input by its hint', () => {
    const input = show({ hint: '16 digits' });
    expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      '16 digits',
    );
    expect(input.getAttribute('aria-invalid')).toBeNull();
  });

  it('lets an error take the place of the hint, with an icon beside the words', () => {
    const input = show({ hint: '16 digits', error: 'Enter a number.' });
    const message = document.getElementById(input.getAttribute('aria-describedby') ?? '');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(message?.textContent).toBe('Enter a number.');
    expect(message?.querySelector('svg[aria-hidden="true"]')).not.toBeNull();
    expect(screen.queryByText('16 digits')).toBeNull();
  });

  it('adds further descriptions after its own', () => {
    expect(show({ hint: 'Hint', describedBy: 'brand' }).getAttribute('aria-describedby')).toBe(
      'field-message brand',
    );
    cleanup();
    expect(show().hasAttribute('aria-describedby')).toBe(false);
  });

  it('keeps the value out of the markup', () => {
    const input = show();
    expect(input.value).toBe('4242');
    expect(input.outerHTML).not.toContain('4242');
  });
});
