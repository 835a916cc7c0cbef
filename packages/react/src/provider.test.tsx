// XPayProvider: on a server, in a browser that takes over what the server drew, and with what is no client.

import { act, cleanup, render } from '@testing-library/react';
import { loadXPay, type XPayClient } from '@xpay/xpay-js';
import { type ReactNode, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Boundary } from './boundary.tsx';
import { EmbeddedCheckout } from './embedded-checkout.tsx';
import { delivered, frames, ORIGIN, SECRET, tameDom } from './fake-frame.ts';
import { PaymentElement } from './payment-element.tsx';
import { XPayProvider } from './provider.tsx';
import { useCheckout } from './use-checkout.ts';
import { useXPay } from './use-xpay.ts';

const xpay = loadXPay('pk_test_react', { origin: ORIGIN });

beforeEach(tameDom);
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function Status(): ReactNode {
  const { isReady } = useCheckout();
  return <p>{`${useXPay() !== null} ${isReady}`}</p>;
}

function Page(): ReactNode {
  return (
    <StrictMode>
      <XPayProvider xpay={xpay} clientSecret={SECRET} locale="de">
        <EmbeddedCheckout clientSecret={SECRET} className="whole" />
        <EmbeddedCheckout clientSecret={SECRET} mode="overlay" open={false} />
        <PaymentElement id="alone" style={{ minHeight: 300 }} />
        <Status />
      </XPayProvider>
    </StrictMode>
  );
}

describe('a server', () => {
  it('draws empty elements of about the right height, and what is known there', () => {
    expect(renderToString(<Page />)).toBe(
      '<div class="whole" style="min-height:487px"></div><div id="alone" style="min-height:300px"></div><p>false false</p>',
    );
  });

  it('is taken over without a difference, and then the forms come', async () => {
    const mismatch = vi.fn();
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = renderToString(<Page />);
    const [whole] = container.children;
    const root = await act(async () => hydrateRoot(container, <Page />, { onRecoverableError: mismatch }));
    await act(delivered);
    expect(container.children[0]).toBe(whole);
    expect([...container.children].map(({ childElementCount }) => childElementCount)).toEqual([1, 1, 0]);
    expect(container.querySelector('p')?.textContent).toBe('true false');
    expect([mismatch.mock.calls, log.mock.calls]).toEqual([[], []]);
    act(() => root.unmount());
    container.remove();
    expect(frames()).toEqual([]);
  });
});

describe('the client', () => {
  const client = vi.fn();
  const Client = (): ReactNode => {
    client(useXPay());
    return null;
  };

  async function show(node: ReactNode) {
    client.mockClear();
    const view = render(node);
    await act(delivered);
    return view;
  }

  it('is null, and then there', async () => {
    await show(<XPayProvider xpay={xpay} children={<Client />} />);
    expect(client.mock.calls.map(([value]) => value)).toEqual([null, await xpay]);
  });

  it('may be given without a promise', async () => {
    await show(<XPayProvider xpay={await xpay} children={<Client />} />);
    expect(client).toHaveBeenLastCalledWith(await xpay);
  });

  it('stays null where there is none', async () => {
    await show(<XPayProvider xpay={null} children={<Client />} />);
    expect(client.mock.calls).toEqual([[null]]);
  });

  it('stays the same through another promise for it, and forms with it', async () => {
    const page = (source: Promise<XPayClient | null>) => (
      <XPayProvider xpay={source} children={<EmbeddedCheckout clientSecret={SECRET} />} />
    );
    const { rerender } = await show(page(xpay));
    const [frame] = frames();
    rerender(page(Promise.resolve(xpay)));
    await act(delivered);
    expect(frames()).toEqual([frame]);
  });

  it.each([
    ['a refusal', () => loadXPay('sk_test_x', { origin: ORIGIN }), 'secret_key_in_browser'],
    ['a key', () => 'pk_test_react', 'invalid_option'],
    ['nothing', () => undefined, 'invalid_option'],
  ])('is thrown where it is none: %s', async (_, source, code) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const caught: unknown[] = [];
    await show(
      <Boundary caught={caught}>
        {/* @ts-expect-error What TypeScript would refuse. */}
        <XPayProvider xpay={source()} />
      </Boundary>,
    );
    expect(caught[0]).toMatchObject({ code });
  });

  it('is not missed by a provider that has gone', async () => {
    const refusal = Promise.reject(new Error('late'));
    const { unmount } = render(<XPayProvider xpay={refusal} />);
    unmount();
    await act(delivered);
  });
});
