// The questions for addresses in a document: the country's own form, one address for both, the way to what is missing.

import { cleanup, render, screen, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { BARE_ORDER, partDeps, whereaboutsIn } from './a-part.ts';
import { createAddresses } from './addresses.tsx';

afterEach(cleanup);

const BOTH = { billingAddress: true, shippingAddress: true };

function show(
  contact: Parameters<typeof partDeps>[0],
  timeZone = 'America/New_York',
  name: string | null = null,
) {
  const deps = partDeps(contact, name);
  const part = createAddresses(deps, whereaboutsIn(timeZone));
  render(<part.View readOnly={false} />);
  return { ...deps, part, user: userEvent.setup() };
}

const group = (name: string) => within(screen.getByRole('group', { name }));
const labels = () => Array.from(document.querySelectorAll('label'), ({ textContent }) => textContent);

async function fillBilling(user: ReturnType<typeof userEvent.setup>) {
  const billing = group('Billing address');
  await user.type(billing.getByRole('textbox', { name: 'Address' }), '1 Main St');
  await user.type(billing.getByRole('textbox', { name: 'City' }), 'Reno');
  await user.selectOptions(billing.getByRole('combobox', { name: 'State' }), 'NV');
  await user.type(billing.getByRole('textbox', { name: 'ZIP code' }), '89501');
}

const RENO = { country: 'US', line1: '1 Main St', city: 'Reno', state: 'NV', postalCode: '89501' };

describe('one address for both', () => {
  it('is asked for once, and sent as each', async () => {
    const { part, user } = show(BOTH);
    expect(screen.getAllByRole('combobox', { name: 'Country or region' })).toHaveLength(1);
    await fillBilling(user);
    expect(part.complete.value).toBe(false);
    await user.type(screen.getByRole('textbox', { name: 'Recipient’s full name' }), ' Ada Lovelace ');
    expect(part.validate()).toBeNull();
    expect(part.complete.value).toBe(true);
    const order = part.addTo(BARE_ORDER);
    expect(order.paymentMethod.billing.address).toEqual(RENO);
    expect(order.shipping).toEqual({ name: 'Ada Lovelace', address: RENO });
  });

  it('becomes two, each with what was typed', async () => {
    const { part, user } = show(BOTH, 'America/New_York', 'Ada');
    await fillBilling(user);
    await user.click(screen.getByRole('checkbox', { name: 'Same as billing address' }));
    const shipping = group('Shipping address');
    await user.selectOptions(shipping.getByRole('combobox', { name: 'Country or region' }), 'SG');
    await user.type(shipping.getByRole('textbox', { name: 'Address' }), '1 Raffles Pl');
    await user.type(shipping.getByRole('textbox', { name: 'Postal code' }), '048616');
    const order = part.addTo(BARE_ORDER);
    expect(order.paymentMethod.billing.address).toEqual(RENO);
    expect(order.shipping).toEqual({
      name: 'Ada',
      address: { country: 'SG', line1: '1 Raffles Pl', postalCode: '048616' },
    });
  });

  it('is none where the shop does not send to the country of the bill', async () => {
    const { user } = show({ ...BOTH, shippingCountries: ['GB', 'IE'] });
    expect(screen.queryByRole('checkbox')).toBeNull();
    const [bill, ship] = screen.getAllByRole<HTMLSelectElement>('combobox', { name: 'Country or region' });
    expect(ship?.options).toHaveLength(2);
    if (bill) await user.selectOptions(bill, 'IE');
    expect(screen.queryByRole('checkbox')).not.toBeNull();
  });
});

describe('the form of a country', () => {
  it.each([
    ['Asia/Tokyo', 'Postal code,Prefecture,Address,Apartment, floor, building (optional)'],
    ['Asia/Dubai', 'Address,Apartment, floor, building (optional),Emirate'],
    [
      'Europe/Dublin',
      'Address,Apartment, floor, building (optional),City,County (optional),Eircode (optional)',
    ],
  ])('in %s has the names and the order used there', (timeZone, names) => {
    show({ billingAddress: true }, timeZone);
    const [first, ...others] = labels();
    expect(first).toBe('Country or region');
    // Ireland's metadata needs only lines, city, county and Eircode as libaddressinput says.
    expect(others.map((label) => label.replace(/ \(optional\)$/, '')).join()).toBe(
      names.replaceAll(' (optional)', ''),
    );
  });

  it('tells autofill whose each field is', () => {
    show({ ...BOTH, shippingCountries: ['US'] }, 'Europe/London');
    const tokens = Array.from(document.querySelectorAll('[autocomplete]'), (e) =>
      e.getAttribute('autocomplete'),
    );
    expect(tokens).toEqual([
      'billing country',
      'billing address-line1',
      'billing address-line2',
      'billing address-level2',
      'billing postal-code',
      'shipping name',
      'shipping country',
      'shipping address-line1',
      'shipping address-line2',
      'shipping address-level2',
      'shipping address-level1',
      'shipping postal-code',
    ]);
  });

  it('changes its words in place when the language changes, and keeps field, focus and text', async () => {
    const { user, i18n } = show({ shippingAddress: true }, 'Asia/Tokyo');
    const input = screen.getByRole<HTMLInputElement>('textbox', { name: 'Address' });
    await user.type(input, '千代田1-1');
    input.setSelectionRange(2, 2);
    await i18n.setLocale('ja');
    await screen.findByText('日本');
    expect(document.activeElement).toBe(input);
    expect(input.value).toBe('千代田1-1');
    expect(input.selectionStart).toBe(2);
    expect(screen.getByText('北海道').tagName).toBe('OPTION');
  });
});

describe('what is missing', () => {
  it('is said of every field, and the first is gone to', async () => {
    const { part, user } = show(BOTH);
    part.validate()?.();
    await screen.findByText('Choose one from the list.');
    const errors = () => Array.from(document.querySelectorAll('[data-error]'), (e) => e.textContent);
    expect(errors()).toEqual([
      'Enter this part of the address.',
      'Enter this part of the address.',
      'Choose one from the list.',
      'Enter this part of the address.',
      'Enter the name of the person who receives the order.',
    ]);
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Address' }));
    await user.keyboard('1');
    expect(errors()).toHaveLength(4);
  });

  it('a postal code of the wrong form is told by an example, when it is left', async () => {
    const { user } = show({ billingAddress: true });
    await user.type(screen.getByRole('textbox', { name: 'ZIP code' }), '12');
    await user.tab();
    await screen.findByText('Enter it like this: 95014');
  });

  it('of what the server refused is shown where it is', async () => {
    const { part } = show(BOTH);
    expect(part.refuse('field_invalid', 'paymentMethod.billing.phone')).toBeNull();
    expect(part.refuse('field_invalid', 'shipping.address.city')).toBeNull();
    part.refuse('field_invalid', 'paymentMethod.billing.address.city')?.();
    await screen.findByText('This was not accepted. Check it and try again.');
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'City' }));
    part.refuse('field_invalid', 'shipping.name')?.();
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Recipient’s full name' }));
  });
});
