// PaymentElement and useCheckout: the shop's own button, its progress, its payment, and what it is told too early.

import { act, cleanup, render, screen } from '@testing-library/react';
import { loadXPay, type XPayError } from '@xpay/xpay-js';
import { type ReactNode, StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  delivered,
  type FakeFrame,
  frames,
  ORIGIN,
  OTHER_SECRET,
  openFrame,
  SECRET,
  SESSION,
  tameDom,
} from './fake-frame.ts';
import { PaymentElement } from './payment-element.tsx';
import { XPayProvider } from './provider.tsx';
import { type Checkout, useCheckout } from './use-checkout.ts';

const xpay = loadXPay('pk_test_react', { origin: ORIGIN });

const CHANGE = { type: 'change', complete: true, method: 'card', brand: 'visa', locale: 'en' };

beforeEach(tameDom);
afterEach(async () => {
  cleanup();
  await act(delivered);
  expect(frames()).toEqual([]);
  vi.restoreAllMocks();
});

let checkout: Checkout;

function Button(): ReactNode {
  checkout = useCheckout();
  const { isReady, isComplete, isPaying } = checkout;
  return <output>{JSON.stringify({ isReady, isComplete, isPaying })}</output>;
}

function Shop({
  secret = SECRET as string | null,
  locale = 'en',
  form = (<PaymentElement />) as ReactNode,
}): ReactNode {
  return (
    <StrictMode>
      <XPayProvider xpay={xpay} clientSecret={secret} locale={locale}>
        {form}
        <Button />
      </XPayProvider>
    </StrictMode>
  );
}

async function open(node: ReactNode = <Shop />) {
  const view = render(node);
  await act(delivered);
  const redraw = (next: ReactNode): Promise<void> => {
    view.rerender(next);
    return act(delivered);
  };
  return { ...view, redraw };
}

function progress(): unknown {
  return JSON.parse(screen.getByRole('status').textContent);
}

/** The type of the last message that is no news of language or theme. */
async function asked(frame: FakeFrame): Promise<unknown> {
  const last = () => frame.heard.at(-1);
  await expect.poll(() => last()?.type).toMatch(/^(validate|confirm)$/);
  return last();
}

describe('the form', () => {
  it('is one frame with the provider its session, also in StrictMode', async () => {
    await open();
    const frame = await openFrame();
    expect(frame.iframe.src).toContain('view=element');
    expect(frame.heard).toMatchObject([{ type: 'session', clientSecret: SECRET }]);
  });

  it('waits until the secret is there', async () => {
    const { redraw } = await open(<Shop secret={null} />);
    expect(frames()).toEqual([]);
    await redraw(<Shop />);
    expect(frames()).toHaveLength(1);
  });

  it('follows another secret with another form, and its progress begins anew', async () => {
    const { redraw } = await open();
    const before = await openFrame();
    await act(() => before.say({ type: 'ready' }));
    await redraw(<Shop secret={OTHER_SECRET} />);
    const after = await openFrame();
    expect(after.iframe).not.toBe(before.iframe);
    expect(after.heard).toMatchObject([{ clientSecret: OTHER_SECRET }]);
    expect(progress()).toMatchObject({ isReady: false });
  });

  it('follows the language of the provider in place', async () => {
    const { redraw } = await open();
    const frame = await openFrame();
    await redraw(<Shop locale="ar" />);
    expect(frames()).toEqual([frame.iframe]);
    expect(frame.heard.at(-1)).toMatchObject({ type: 'update', locale: 'ar' });
  });

  it('calls the last callbacks', async () => {
    const heard: string[] = [];
    const page = (name: string) => (
      <Shop
        form={
          <PaymentElement onReady={() => heard.push(name)} onChange={({ brand }) => heard.push(`${brand}`)} />
        }
      />
    );
    const { redraw } = await open(page('old'));
    const frame = await openFrame();
    await redraw(page('new'));
    await act(() => frame.say({ type: 'ready' }));
    await act(() => frame.say(CHANGE));
    expect(heard).toEqual(['new', 'visa']);
  });

  it('may be taken away and put back', async () => {
    const { redraw } = await open();
    const frame = await openFrame();
    await act(() => frame.say({ type: 'ready' }));
    await redraw(<Shop form={null} />);
    expect([frames().length, progress()]).toMatchObject([0, { isReady: false }]);
    await redraw(<Shop />);
    expect(frames()).toHaveLength(1);
  });
});

describe('useCheckout', () => {
  it('tells the progress', async () => {
    await open();
    const frame = await openFrame();
    expect(progress()).toEqual({ isReady: false, isComplete: false, isPaying: false });
    await act(() => frame.say({ type: 'ready' }));
    await act(() => frame.say(CHANGE));
    expect(progress()).toEqual({ isReady: true, isComplete: true, isPaying: false });
    await act(() => frame.say({ ...CHANGE, complete: false }));
    expect(progress()).toMatchObject({ isComplete: false });
  });

  it('pays, and is busy until it has paid', async () => {
    await open();
    const frame = await openFrame();
    let result: ReturnType<Checkout['confirm']> | undefined;
    act(() => {
      result = checkout.confirm();
    });
    expect(progress()).toMatchObject({ isPaying: true });
    expect(await asked(frame)).toEqual({ type: 'confirm' });
    await act(() => frame.say({ type: 'confirmed', session: SESSION }));
    expect(await result).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(progress()).toMatchObject({ isPaying: false });
  });

  it('answers with what the buyer has to mend', async () => {
    await open();
    const frame = await openFrame();
    const result = checkout.submit();
    expect(await asked(frame)).toEqual({ type: 'validate' });
    const error = {
      type: 'validation',
      code: 'card_number_invalid',
      message: 'Check the number.',
      retryable: false,
    };
    await act(() => frame.say({ type: 'validated', error }));
    expect((await result).error).toMatchObject({ code: 'card_number_invalid', message: 'Check the number.' });
  });

  it('keeps its functions while the session stays', async () => {
    const { redraw } = await open();
    const { submit, confirm } = checkout;
    await redraw(<Shop locale="de" />);
    expect([checkout.submit, checkout.confirm]).toEqual([submit, confirm]);
    expect(checkout.submit === submit && checkout.confirm === confirm).toBe(true);
  });

  it.each(['submit', 'confirm'] as const)(
    'refuses %s() before there is a form, and never rejects',
    async (call) => {
      await open(<Shop secret={null} />);
      expect((await checkout[call]()).error).toMatchObject({
        code: 'not_mounted',
      } satisfies Partial<XPayError>);
    },
  );

  it('answers a payment whose form is taken away', async () => {
    const { redraw } = await open();
    const frame = await openFrame();
    let result: ReturnType<Checkout['confirm']> | undefined;
    act(() => {
      result = checkout.confirm();
    });
    await asked(frame);
    await redraw(<Shop form={null} />);
    expect((await result)?.error).toMatchObject({ code: 'not_mounted' });
    expect(progress()).toMatchObject({ isPaying: false });
  });
});

describe('misuse', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });

  it.each([
    ['no provider', <Button key="" />, 'Put an <XPayProvider>'],
    [
      'a provider without a payment',
      <XPayProvider key="" xpay={xpay} children={<Button />} />,
      'clientSecret',
    ],
    [
      'an element without a payment',
      <XPayProvider key="" xpay={xpay} children={<PaymentElement />} />,
      'clientSecret',
    ],
  ])('is told what to do: %s', (_, node, words) => {
    expect(() => render(node)).toThrow(words);
  });
});
