// The question for a phone number in a document: typed, told by its calling code, judged, sent.

import { cleanup, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { BARE_ORDER, partDeps, whereaboutsIn } from './a-part.ts';
import { createPhone } from './phone.tsx';

afterEach(cleanup);

function show(phone: string | null = null) {
  const deps = partDeps({ phone: true, prefill: { phone } });
  const part = createPhone(deps, whereaboutsIn('America/New_York'));
  render(<part.View readOnly={false} />);
  return { ...deps, part, user: userEvent.setup() };
}

const input = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Phone number' });
const country = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Country code' });
const said = () => document.querySelector('[data-error]')?.textContent ?? '';

it('formats what is typed, and sends it as E.164', async () => {
  const { part, user } = show();
  expect(country().value).toBe('US');
  await user.type(input(), '2133734253');
  expect(input().value).toBe('(213) 373-4253');
  expect(part.complete.value).toBe(true);
  expect(part.validate()).toBeNull();
  expect(part.addTo(BARE_ORDER).paymentMethod.billing).toEqual({ phone: '+12133734253' });
});

it('follows a calling code that is typed, and formats anew for a country that is chosen', async () => {
  const { part, user } = show();
  await user.type(input(), '+81312345678');
  expect(country().value).toBe('JP');
  await user.clear(input());
  await user.type(input(), '2070313000');
  await user.selectOptions(country(), 'GB');
  expect(part.addTo(BARE_ORDER).paymentMethod.billing.phone).toBe('+442070313000');
});

it('says what is missing when Pay is pressed, takes the buyer there, and nothing while it is mended', async () => {
  const { part, user } = show();
  await user.tab();
  await user.tab();
  await user.tab();
  expect(said()).toBe('');
  part.validate()?.();
  await screen.findByText('Enter your phone number.');
  expect(document.activeElement).toBe(input());
  expect(input().getAttribute('aria-invalid')).toBe('true');
  await user.keyboard('2');
  expect(said()).toBe('');
  await user.tab();
  expect(said()).toContain('country code');
});

it('begins with the number that the shop knows', () => {
  const { part } = show('+442070313000');
  expect(country().value).toBe('GB');
  expect(input().value).toBe('020 7031 3000');
  expect(part.complete.value).toBe(true);
});

it('shows what the server refused of it, and nothing of what belongs to others', async () => {
  const { part } = show();
  expect(part.refuse('field_invalid', 'paymentMethod.billing.name')).toBeNull();
  expect(part.refuse('field_invalid', undefined)).toBeNull();
  part.refuse('field_invalid', 'paymentMethod.billing.phone')?.();
  await screen.findByText('This was not accepted. Check it and try again.');
});
