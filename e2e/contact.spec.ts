// A buyer says who they are and where they live, in the form that their country writes.

import { DECLINED, VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';

const ALL = { phone: true, billingAddress: true, shippingAddress: true };

test.describe('in the United States', () => {
  test.use({ timezoneId: 'America/New_York' });

  test('one address serves as both, through a decline and another language, and is told to the shop', async ({
    openHost,
    frame,
    stack,
  }) => {
    const { content } = frame;
    const session = await openHost({ session: { collect: { ...ALL, postalCode: true } } });
    const box = (name: string) => content.getByRole('textbox', { name, exact: true });
    // Part of the address: asked for once.
    await expect(content.getByRole('textbox', { name: /code$/i })).toHaveCount(2);
    await expect(content.getByLabel('Country or region')).toHaveValue('US');
    await box('Phone number').pressSequentially('2133734253');
    await expect(box('Phone number')).toHaveValue('(213) 373-4253');
    await box('Address').fill('1 Main St');
    await box('City').fill('Reno');
    await content.getByLabel('State').selectOption('NV');
    await box('ZIP code').fill('8950');
    await box('Recipient’s full name').fill('Grace Hopper');
    await expect(box('ZIP code')).toHaveAccessibleDescription('Enter it like this: 95014');
    await box('ZIP code').fill('89501');
    await expect(box('ZIP code')).toHaveAccessibleDescription('');

    await frame.pay(DECLINED['generic'] ?? VISA);
    await expect(frame.alert).toContainText('declined');
    const language = content.locator('.xp-checkout__footer select');
    await language.selectOption('de');
    await expect(content.locator('html')).toHaveAttribute('lang', 'de');
    await language.selectOption('en');
    await expect(content.locator('html')).toHaveAttribute('lang', 'en');
    await expect(box('Phone number')).toHaveValue('(213) 373-4253');
    await expect(box('Address')).toHaveValue('1 Main St');

    await frame.pay(VISA);
    await expect(frame.paid).toBeVisible();
    const address = { country: 'US', line1: '1 Main St', city: 'Reno', state: 'NV', postalCode: '89501' };
    const told = {
      shippingDetails: { name: 'Grace Hopper', address },
      customerDetails: { phone: '+12133734253' },
    };
    expect(await stack.api.session(session.id)).toMatchObject({
      ...told,
      paymentIntent: { charges: [{}, { billingDetails: { phone: '+12133734253', address } }] },
    });
    expect(await completedEvent(stack.sandbox, session.id)).toMatchObject(told);
  });

  test('what is missing is gone to, and two addresses go each its way', async ({
    openHost,
    frame,
    stack,
  }) => {
    const { content } = frame;
    const session = await openHost({
      session: { collect: { ...ALL, phone: false, shippingCountries: ['US', 'GB'] } },
    });
    await frame.pay(VISA);
    const billing = content.getByRole('group', { name: 'Billing address' });
    const shipping = content.getByRole('group', { name: 'Shipping address' });
    const box = (of: typeof billing, name: string) => of.getByRole('textbox', { name, exact: true });
    await expect(box(billing, 'Address')).toBeFocused();
    await expect(box(billing, 'Address')).toHaveAccessibleDescription('Enter this part of the address.');
    await expect(billing.getByLabel('State')).toHaveAccessibleDescription('Choose one from the list.');

    // Germany is not sent to: the other address is asked for.
    await billing.getByLabel('Country or region').selectOption('DE');
    await expect(shipping.getByRole('checkbox')).toBeHidden();
    await box(billing, 'Address').fill('Musterweg 1');
    await box(billing, 'Postal code').fill('10115');
    await box(billing, 'City').fill('Berlin');
    await box(shipping, 'Recipient’s full name').fill('Grace');
    await shipping.getByLabel('Country or region').selectOption('GB');
    await box(shipping, 'Address').fill('10 Downing St');
    await box(shipping, 'Post town').fill('London');
    await box(shipping, 'Postal code').fill('sw1a 2aa');
    await frame.pay(VISA);
    await expect(frame.paid).toBeVisible();
    expect(await stack.api.session(session.id)).toMatchObject({
      shippingDetails: { address: { country: 'GB', city: 'London', postalCode: 'SW1A 2AA' } },
      paymentIntent: { charges: [{ billingDetails: { address: { country: 'DE', postalCode: '10115' } } }] },
    });
  });
});

test.describe('in Japan', () => {
  test.use({ timezoneId: 'Asia/Tokyo', locale: 'ja-JP' });

  test('the address is asked for in its order, and typed with the keys of a Japanese keyboard', async ({
    openHost,
    frame,
    stack,
  }) => {
    const { content } = frame;
    const session = await openHost({ session: { collect: { phone: true, shippingAddress: true } } });
    const field = (token: string) => content.locator(`[autocomplete="${token}"]`);
    await expect(field('shipping country')).toHaveValue('JP');
    const order = () =>
      content
        .locator('[autocomplete^="shipping"]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('autocomplete')?.split(' ')[1]));
    await expect
      .poll(order)
      .toEqual(['name', 'country', 'postal-code', 'address-level1', 'address-line1', 'address-line2']);
    await field('billing tel').pressSequentially('０３１２３４５６７８');
    await expect(field('billing tel')).toHaveValue('03-1234-5678');
    await field('shipping name').fill('山田花子');
    await field('shipping postal-code').fill('１００−０００１');
    await field('shipping address-level1').selectOption({ label: '東京都' });
    await field('shipping address-line1').fill('千代田1-1');
    await content.locator('[autocomplete="cc-number"]').fill(VISA.number);
    await content.locator('[autocomplete="cc-exp"]').fill('12/34');
    await content.locator('[autocomplete="cc-csc"]').fill(VISA.code);
    await content.locator('[type="submit"]').click();
    await expect.poll(async () => (await stack.api.session(session.id)).status).toBe('complete');
    expect(await stack.api.session(session.id)).toMatchObject({
      shippingDetails: {
        name: '山田花子',
        address: { country: 'JP', line1: '千代田1-1', state: '13', postalCode: '100-0001' },
      },
      customerDetails: { phone: '+81312345678' },
    });
  });
});

test.describe('in the Emirates, in Arabic, on the narrowest phone', () => {
  test.use({ timezoneId: 'Asia/Dubai', locale: 'ar', viewport: { width: 320, height: 640 } });

  test('nothing goes beyond the frame, digits of either kind are taken, and the emirate is one of the list', async ({
    openHost,
    frame,
    stack,
  }) => {
    const { content } = frame;
    const session = await openHost({
      session: { collect: { phone: true, shippingAddress: true, shippingCountries: ['SA', 'AE'] } },
    });
    const field = (token: string) => content.locator(`[autocomplete="${token}"]`);
    await expect(content.locator('html')).toHaveAttribute('dir', 'rtl');
    await expect(field('shipping country')).toHaveValue('AE');
    await field('billing tel').pressSequentially('٠٥٠١٢٣٤٥٦٧');
    await expect(field('billing tel')).toHaveValue('050 123 4567');
    await expect(field('billing tel')).toHaveAttribute('dir', 'ltr');
    await content.locator('[type="submit"]').click();
    await expect(content.locator('[data-error]').first()).toBeVisible();
    const document = await frame.document();
    const sideways = () =>
      document.evaluate(
        () => window.document.documentElement.scrollWidth - window.document.documentElement.clientWidth,
      );
    await expect.poll(sideways).toBe(0);
    const small = await document.evaluate(() =>
      [
        ...window.document.querySelectorAll(
          '.xp-phone input, .xp-phone select, .xp-addresses select, .xp-addresses input',
        ),
      ]
        .map((one) => one.getBoundingClientRect().height)
        .filter((height) => height < 44),
    );
    expect(small).toEqual([]);

    await field('shipping name').fill('ليلى');
    await field('shipping address-line1').fill('شارع الشيخ زايد 1');
    await field('shipping address-level1').selectOption({ label: 'دبي' });
    await content.locator('[autocomplete="cc-number"]').fill(VISA.number);
    await content.locator('[autocomplete="cc-exp"]').fill('12/34');
    await content.locator('[autocomplete="cc-csc"]').fill(VISA.code);
    await content.locator('[type="submit"]').click();
    await expect.poll(async () => (await stack.api.session(session.id)).status).toBe('complete');
    expect(await stack.api.session(session.id)).toMatchObject({
      shippingDetails: { name: 'ليلى', address: { country: 'AE', state: 'DU' } },
      customerDetails: { phone: '+971501234567' },
    });
  });
});

test('a session that asks for none of it fetches none of its code', async ({ openHost, page, frame }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await openHost();
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  expect(fetched.filter((path) => /phone|address|contact|select-field/.test(path))).toEqual([]);
});

/** What the shop's webhook is sent when the session is complete. */
async function completedEvent(
  { api, secretKey }: { readonly api: string; readonly secretKey: string },
  sessionId: string,
): Promise<unknown> {
  const response = await fetch(`${api}/sandbox/events?objectId=${sessionId}`, {
    headers: { authorization: `Bearer ${secretKey}` },
  });
  const { data } = (await response.json()) as {
    readonly data: readonly { readonly type: string; readonly payload: string }[];
  };
  const event = data.find(({ type }) => type === 'checkout.session.completed');
  return JSON.parse(event?.payload ?? '{}').data?.object;
}
