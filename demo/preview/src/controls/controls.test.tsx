// Facts about the controls: each of them changes its setting, and no other; those of the sandbox ask it at once.

import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { AddressProblems, Notice } from '../notice.tsx';
import { writeSettings } from '../settings/address.ts';
import { aPreview, SESSION, type TestPreview } from '../test-preview.ts';
import { CardGroup } from './card-group.tsx';
import { FrameGroup } from './frame-group.tsx';
import { LanguageGroup } from './language-group.tsx';
import { LookGroup } from './look-group.tsx';
import { OrderGroup } from './order-group.tsx';
import { DetailsGroup, PaymentGroup } from './payment-group.tsx';
import { PRESETS } from './presets.ts';
import { TimeGroup } from './time-group.tsx';
import { WayGroup } from './way-group.tsx';
import { WorldGroup } from './world-group.tsx';

afterEach(cleanup);

const GROUPS = {
  'Way in': WayGroup,
  Order: OrderGroup,
  Payment: PaymentGroup,
  'Asked of the buyer': DetailsGroup,
  Language: LanguageGroup,
  Appearance: LookGroup,
  Container: FrameGroup,
  'Test payment': CardGroup,
  'Network, bank, webhooks': WorldGroup,
  'Time and session': TimeGroup,
} as const;

type GroupName = keyof typeof GROUPS;

function show(query: string, ...names: readonly GroupName[]): TestPreview {
  const test = aPreview(query);
  render(
    <>
      <AddressProblems preview={test.preview} />
      {names.map((name) => {
        const Group = GROUPS[name];
        return <Group key={name} preview={test.preview} />;
      })}
      <Notice notices={test.preview.notices} />
    </>,
  );
  for (const group of document.querySelectorAll('details')) group.open = true;
  return test;
}

const queryOf = ({ preview }: TestPreview) => writeSettings(preview.store.settings.value).toString();
const group = (name: GroupName) => {
  const found = [...document.querySelectorAll('details')].find(
    (one) => one.querySelector('h3')?.textContent === name,
  );
  return within(found ?? document.body);
};

/** The one that is called so, or begins so where its name goes on with a hint. */
function controlOf(name: GroupName, label: string): HTMLElement {
  const named = (isNamed: (text: string) => boolean) =>
    ['radio', 'checkbox', 'button'].flatMap((role) =>
      group(name).queryAllByRole(role, { name: isNamed, hidden: true }),
    );
  const [found] = [...named((text) => text === label), ...named((text) => text.startsWith(label))];
  if (found === undefined) throw new Error(`${name} has no ${label}.`);
  return found;
}

describe('what is chosen by a press', () => {
  it.each<[name: GroupName, control: string, before: string, after: string]>([
    ['Way in', 'HTML tag', '', 'way=tag'],
    ['Way in', 'Payment element', '', 'way=element'],
    ['Way in', 'Inline', 'way=link', ''],
    ['Order', 'Buyers may change quantities', '', 'quantities=1'],
    ['Order', 'Promotion codes', 'promotion=1', ''],
    ['Payment', 'Wallet', '', 'methods=wallet'],
    ['Payment', 'In parts', '', 'methods=bnpl'],
    ['Payment', 'Bank transfer', 'methods=wallet', 'methods=wallet%2Cbank_transfer'],
    ['Payment', 'Apple Pay', '', 'methods=apple_pay'],
    ['Payment', 'Google Pay', 'methods=google_pay', ''],
    ['Payment', 'Returning customer', '', 'returning=1'],
    ['Payment', 'Pay', 'submit=book', ''],
    ['Payment', 'Donate', '', 'submit=donate'],
    ['Payment', 'Subscribe', '', 'submit=subscribe'],
    ['Payment', 'Automatic', 'capture=manual', ''],
    ['Asked of the buyer', 'Name on card', '', 'fields=name'],
    ['Asked of the buyer', 'Billing address', 'fields=email', 'fields=email%2Cbilling'],
    ['Asked of the buyer', 'Phone', 'fields=phone', ''],
    ['Language', 'Left to right', 'dir=rtl', ''],
    ['Appearance', 'Dark', '', 'theme=dark'],
    ['Appearance', 'System', 'theme=dark', ''],
    ['Appearance', 'Back to the theme’s own', 'colorText=%23112233&borderRadius=4px', ''],
    ['Appearance', 'Text: back to the theme’s own', 'colorText=%23112233&theme=dark', 'theme=dark'],
    ['Appearance', 'Corners: back to the theme’s own', 'borderRadius=4px', ''],
    ['Appearance', 'Type size: back to the theme’s own', 'fontSizeBase=18px', ''],
    ['Appearance', 'Spacing: back to the theme’s own', 'spacingUnit=5px', ''],
    ['Container', 'Phone', 'width=500', 'device=phone'],
    ['Container', 'Use all there is', 'width=500', ''],
  ])('%s, %s: from %j to %j', (name, control, before, after) => {
    const test = show(before, name);
    const pressed = controlOf(name, control);
    fireEvent.click(pressed);
    expect(queryOf(test)).toBe(after);
  });
});

describe('what is typed, drawn or picked from a list', () => {
  it.each<[name: GroupName, label: string, value: string, after: string]>([
    ['Order', 'Price of the first item', '12.5', 'amount=1250'],
    ['Order', 'Items', '7', 'items=7'],
    ['Order', 'Discount by the shop', '15', 'discount=15'],
    ['Payment', 'Expires after', '60', 'expires=60'],
    ['Appearance', 'Primary', 'hsl(0, 100%, 25%)', 'colorPrimary=%23800000'],
    ['Appearance', 'Success, picker', '#106030', 'colorSuccess=%23106030'],
    ['Appearance', 'Hints', '#5a4a60', 'colorTextSecondary=%235a4a60'],
    ['Appearance', 'Type size', '18', 'fontSizeBase=18px'],
    ['Appearance', 'Corners', '20', 'borderRadius=20px'],
    ['Appearance', 'Spacing', '5', 'spacingUnit=5px'],
    ['Container', 'Width', '640', 'width=640'],
  ])('%s, %s: %s', (name, label, value, after) => {
    const test = show('', name);
    fireEvent.input(group(name).getByLabelText(label), { target: { value } });
    expect(queryOf(test)).toBe(after);
  });

  it.each<[name: GroupName, label: string, value: string, after: string]>([
    ['Order', 'Currency', 'KWD', 'currency=KWD'],
    ['Language', 'Checkout’s language', 'pt-BR', 'locale=pt-BR'],
    ['Appearance', 'Typeface', 'monospace', 'fontFamily=monospace'],
    ['Test payment', 'Card, or what is to come of it', 'lost_card', 'card=lost_card'],
    ['Network, bank, webhooks', 'Network', 'throttle', 'network=throttle'],
    ['Network, bank, webhooks', 'Bank', 'rreq_lost', 'bank=rreq_lost'],
    ['Network, bank, webhooks', 'Webhooks', 'drop', 'webhooks=drop'],
  ])('%s, %s: %s', (name, label, value, after) => {
    const test = show('', name);
    fireEvent.change(group(name).getByLabelText(label), { target: { value } });
    expect(queryOf(test)).toBe(after);
  });

  it.each([
    ['0', 'From $0.01 to $999,999.99.'],
    ['1000000', 'From $0.01 to $999,999.99.'],
    ['', 'From $0.01 to $999,999.99.'],
  ])('says what is wrong with the price %j, and keeps the one before', (value, problem) => {
    const test = show('amount=100', 'Order');
    const price = group('Order').getByLabelText('Price of the first item');
    fireEvent.input(price, { target: { value } });
    expect([price.getAttribute('aria-invalid'), screen.getByText(problem).id]).toEqual([
      'true',
      price.getAttribute('aria-describedby'),
    ]);
    expect(queryOf(test)).toBe('amount=100');
  });

  it('says what is no colour, until it is one or the field is left', () => {
    const test = show('', 'Appearance');
    const field = group('Appearance').getByLabelText('Borders');
    fireEvent.input(field, { target: { value: 'reddish' } });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('Use #rgb, #rrggbb, rgb() or hsl().')).toBeTruthy();
    fireEvent.blur(field);
    expect([field.getAttribute('aria-invalid'), queryOf(test)]).toEqual(['false', '']);
  });
});

it.each(PRESETS.map(({ name }) => [name]))('a press on a preset wears it: %s', (name) => {
  const test = show('theme=dark&colorText=%23112233', 'Appearance');
  const preset = PRESETS.find((one) => one.name === name);
  const [chosen] = group('Appearance').getAllByText(new RegExp(`^${name}$`, 'i'));
  if (chosen !== undefined) fireEvent.click(chosen);
  const { theme, variables } = test.preview.store.settings.value.look;
  expect({ theme, variables }).toEqual({ theme: preset?.theme, variables: preset?.variables });
  const pressed = document.querySelectorAll('[aria-pressed=true]');
  expect([...pressed].map((one) => one.textContent?.toLowerCase())).toEqual([name]);
});

describe('what the sandbox is asked', () => {
  it.each<[name: GroupName, control: string, asked: readonly [string, object]]>([
    ['Time and session', '+ 1 minute', ['clock', { action: 'advance', ms: 60_000 }]],
    ['Time and session', '+ 1 hour', ['clock', { action: 'advance', ms: 3_600_000 }]],
    ['Time and session', '+ 1 day', ['clock', { action: 'advance', ms: 86_400_000 }]],
    ['Time and session', 'Freeze', ['clock', { action: 'freeze' }]],
    ['Time and session', 'Expire', ['expire', {}]],
    ['Time and session', 'Cancel', ['cancel', {}]],
    ['Time and session', 'Arrives', ['transfer', { outcome: 'received' }]],
    ['Time and session', 'Never comes', ['transfer', { outcome: 'missing' }]],
    ['Test payment', 'Pay with it, without the form', ['pay', { card: '4242424242424242' }]],
  ])('%s, %s', async (name, control, asked) => {
    const test = show('methods=bank_transfer', name);
    act(() => test.tell('session', SESSION));
    fireEvent.click(controlOf(name, control));
    expect(test.asked).toEqual([asked]);
  });

  it('pays with an outcome in place of a card, of which there is no number to copy', () => {
    const test = show('card=insufficient_funds', 'Test payment');
    act(() => test.tell('session', SESSION));
    expect(controlOf('Test payment', 'Copy number').hasAttribute('disabled')).toBe(true);
    fireEvent.click(controlOf('Test payment', 'Pay with it, without the form'));
    expect(test.asked).toEqual([['pay', { outcome: 'insufficient_funds' }]]);
  });

  it.each(['Expire', 'Cancel'])('cannot be asked to %s what has ended', (control) => {
    const test = show('', 'Time and session', 'Test payment');
    act(() => test.tell('session', { ...SESSION, status: 'complete' }));
    expect(controlOf('Time and session', control).hasAttribute('disabled')).toBe(true);
    expect(controlOf('Test payment', 'Pay with it, without the form').hasAttribute('disabled')).toBe(true);
  });

  it('says why it refuses, until that is dismissed', async () => {
    const test = show('', 'Time and session');
    act(() => test.tell('session', SESSION));
    test.answer = { ok: false, message: 'The session is complete.' };
    fireEvent.click(controlOf('Time and session', 'Expire'));
    expect((await screen.findByText('The session is complete.')).closest('[role=alert]')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText('The session is complete.')).toBeNull();
  });
});

describe('the clock', () => {
  it('says how far ahead it is, whose it is, and goes back', async () => {
    const test = show('', 'Time and session');
    expect(controlOf('Time and session', 'Set back').hasAttribute('disabled')).toBe(true);
    const moved = { now: '2026-01-16T13:00:00.000Z', frozen: false, aheadMs: 90_000_000 };
    test.answer = { ok: true, answer: moved };
    fireEvent.click(controlOf('Time and session', '+ 1 day'));
    expect(await screen.findByText('1 day ahead')).toBeTruthy();
    const clock = screen.getByText('The sandbox’s clock').closest('fieldset');
    const hint = document.getElementById(clock?.getAttribute('aria-describedby') ?? '');
    expect(hint?.textContent).toContain('the demo shop too');
    test.answer = { ok: true, answer: { ...moved, frozen: true } };
    fireEvent.click(controlOf('Time and session', 'Freeze'));
    expect(await screen.findByText('Stands still')).toBeTruthy();
    expect(controlOf('Time and session', 'Freeze').hasAttribute('disabled')).toBe(true);
    fireEvent.click(controlOf('Time and session', 'Set back'));
    expect(test.asked.at(-1)).toEqual(['clock', { action: 'reset' }]);
  });

  it('goes back with everything else, and the next session is a new one', async () => {
    const test = show('items=5&webhooks=drop', 'Time and session');
    test.answer = { ok: true, answer: { now: '2026-01-15T12:00:00.000Z', frozen: true, aheadMs: 0 } };
    fireEvent.click(controlOf('Time and session', 'Freeze'));
    await screen.findByText('Stands still');
    await act(() => test.preview.reset());
    expect([queryOf(test), test.asked.at(-1)]).toEqual(['', ['clock', { action: 'reset' }]]);
    expect(test.preview.runs.run.value?.id).toBe('run2');
    expect(screen.getByText('Everything is as it was at first')).toBeTruthy();
  });

  it('is left alone by a reset where it was not moved', async () => {
    const test = show('items=5', 'Time and session');
    await act(() => test.preview.reset());
    expect([test.asked, test.preview.runs.run.value?.id]).toEqual([[], 'run2']);
  });
});

it('an address with nonsense names it, and is rid of it', () => {
  const test = show('way=teleport&items=4', 'Way in');
  expect(screen.getByText('way=teleport')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByText('way=teleport')).toBeNull();
  expect(queryOf(test)).toBe('items=4');
});
