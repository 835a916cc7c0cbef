// EmbeddedCheckout as React drives it: mounted twice, drawn often, changed, hidden, thrown away.

import { act, cleanup, render } from '@testing-library/react';
import { loadXPay, type XPayClient, XPayError } from '@xpay/xpay-js';
import { createRef, type ReactNode, StrictMode, Suspense, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Boundary } from './boundary.tsx';
import { type CheckoutHandle, EmbeddedCheckout } from './embedded-checkout.tsx';
import {
  delivered,
  frames,
  ORIGIN,
  OTHER_SECRET,
  openFrame,
  SECRET,
  SESSION,
  tameDom,
} from './fake-frame.ts';
import { XPayProvider } from './provider.tsx';

const xpay = loadXPay('pk_test_react', { origin: ORIGIN });

beforeEach(tameDom);
afterEach(async () => {
  cleanup();
  await settle();
  expect(frames()).toEqual([]);
  vi.restoreAllMocks();
});

/** Lets promises, effects and ports come to rest. */
function settle(): Promise<void> {
  return act(delivered);
}

async function draw(node: ReactNode) {
  const view = render(node);
  await settle();
  const redraw = (next: ReactNode): Promise<void> => {
    view.rerender(next);
    return settle();
  };
  return { ...view, redraw };
}

const inProvider = (node: ReactNode): ReactNode => <XPayProvider xpay={xpay}>{node}</XPayProvider>;

describe('mounting', () => {
  it('puts one frame into its element and hands it the secret', async () => {
    const { container } = await draw(
      inProvider(<EmbeddedCheckout clientSecret={SECRET} id="pay" className="box" />),
    );
    const frame = await openFrame();
    expect(container.querySelector('#pay.box > iframe')).toBe(frame.iframe);
    expect(frame.heard).toMatchObject([{ type: 'session', clientSecret: SECRET }]);
  });

  it('asks for one session and leaves one frame in StrictMode', async () => {
    const fetchClientSecret = vi.fn(async () => SECRET);
    await draw(
      <StrictMode>{inProvider(<EmbeddedCheckout fetchClientSecret={fetchClientSecret} />)}</StrictMode>,
    );
    const frame = await openFrame();
    await settle();
    expect(fetchClientSecret).toHaveBeenCalledTimes(1);
    expect(frame.heard).toMatchObject([{ type: 'session', clientSecret: SECRET }]);
  });

  it('waits for a client that comes later', async () => {
    let give = (_client: XPayClient | null): void => {};
    const later = new Promise<XPayClient | null>((resolve) => {
      give = resolve;
    });
    await draw(
      <XPayProvider xpay={later}>
        <EmbeddedCheckout clientSecret={SECRET} />
      </XPayProvider>,
    );
    expect(frames()).toEqual([]);
    give(await xpay);
    await settle();
    expect(frames()).toHaveLength(1);
  });

  it('keeps the place free until the form is there, and then no longer', async () => {
    const { container } = render(
      inProvider(<EmbeddedCheckout clientSecret={SECRET} style={{ color: 'red' }} />),
    );
    const place = container.firstElementChild as HTMLElement;
    expect(place.style.minHeight).toBe('487px');
    await settle();
    expect([place.style.minHeight, place.style.color]).toEqual(['', 'red']);
  });
});

describe('drawing again', () => {
  it('never remounts for another fetchClientSecret, and a retry calls the last one', async () => {
    const asked: string[] = [];
    const page = (name: string) =>
      inProvider(
        <EmbeddedCheckout
          fetchClientSecret={async () => {
            asked.push(name);
            return SECRET;
          }}
        />,
      );
    const { redraw } = await draw(page('first'));
    const frame = await openFrame();
    await redraw(page('second'));
    expect(frames()).toEqual([frame.iframe]);
    await act(() => frame.say({ type: 'retry' }));
    expect(asked).toEqual(['first', 'second']);
  });

  it('calls the last callback, also one that was not there at first', async () => {
    const heard: string[] = [];
    const { redraw } = await draw(
      inProvider(<EmbeddedCheckout clientSecret={SECRET} onReady={() => heard.push('old')} />),
    );
    const frame = await openFrame();
    await redraw(
      inProvider(
        <EmbeddedCheckout
          clientSecret={SECRET}
          onReady={() => heard.push('new')}
          onComplete={({ session }) => heard.push(session.id)}
        />,
      ),
    );
    await act(() => frame.say({ type: 'ready' }));
    await act(() => frame.say({ type: 'complete', session: SESSION }));
    expect(heard).toEqual(['new', 'cs_test_a1']);
  });

  it('mounts anew for another clientSecret', async () => {
    const { redraw } = await draw(inProvider(<EmbeddedCheckout clientSecret={SECRET} />));
    const before = await openFrame();
    await redraw(inProvider(<EmbeddedCheckout clientSecret={OTHER_SECRET} />));
    const after = await openFrame();
    expect(after.iframe).not.toBe(before.iframe);
    expect(after.heard).toMatchObject([{ clientSecret: OTHER_SECRET }]);
  });

  it('changes language and theme in place, once for each change', async () => {
    const page = (locale: string, colorPrimary: string) =>
      inProvider(
        <EmbeddedCheckout
          clientSecret={SECRET}
          locale={locale}
          appearance={{ variables: { colorPrimary } }}
        />,
      );
    const { redraw } = await draw(page('de', '#111111'));
    const frame = await openFrame();
    expect(frame.iframe.src).toContain('locale=de');
    await redraw(page('de', '#111111'));
    await redraw(page('ar', '#111111'));
    await redraw(page('ar', '#222222'));
    expect(frames()).toEqual([frame.iframe]);
    expect(frame.heard.slice(1)).toMatchObject([
      { type: 'update', locale: 'ar' },
      { type: 'update', appearance: { variables: { colorPrimary: '#222222' } } },
    ]);
  });

  it("follows the provider's language, unless it has its own", async () => {
    const page = (outer: string, own?: string) => (
      <XPayProvider xpay={xpay} locale={outer}>
        <EmbeddedCheckout clientSecret={SECRET} locale={own} />
      </XPayProvider>
    );
    const { redraw } = await draw(page('de'));
    const frame = await openFrame();
    await redraw(page('fr'));
    await redraw(page('fr', 'ja'));
    await redraw(page('it', 'ja'));
    expect(frame.heard.map(({ locale }) => locale)).toEqual(['de', 'fr', 'ja']);
  });

  it('refreshes by its ref', async () => {
    const ref = createRef<CheckoutHandle>();
    const { unmount } = await draw(inProvider(<EmbeddedCheckout clientSecret={SECRET} ref={ref} />));
    const frame = await openFrame();
    ref.current?.refresh();
    await settle();
    expect(frame.heard.at(-1)).toEqual({ type: 'refresh' });
    unmount();
    expect(ref.current).toBe(null);
  });
});

describe('leaving', () => {
  it('takes the frame down before React takes its place down, so that nothing is an error', async () => {
    const seen: (number | undefined)[] = [];
    const onError = vi.fn();
    const { container, unmount } = await draw(
      inProvider(
        <main>
          <EmbeddedCheckout clientSecret={SECRET} onError={onError} />
        </main>,
      ),
    );
    const main = container.querySelector('main');
    const remove = container.removeChild.bind(container);
    container.removeChild = (node) => {
      seen.push(main?.querySelectorAll('iframe').length);
      return remove(node);
    };
    unmount();
    await settle();
    expect(seen).toEqual([0]);
    expect(onError).not.toHaveBeenCalled();
  });

  it('leaves nothing behind when it goes before the client is there', async () => {
    const fetchClientSecret = vi.fn(async () => SECRET);
    const { unmount } = render(inProvider(<EmbeddedCheckout fetchClientSecret={fetchClientSecret} />));
    unmount();
    await settle();
    expect(fetchClientSecret).not.toHaveBeenCalled();
  });

  it('leaves no frame after a hundred visits of its route', async () => {
    const { rerender, redraw } = await draw(inProvider(null));
    for (let visit = 0; visit < 100; visit += 1) {
      await act(async () => rerender(inProvider(<EmbeddedCheckout key={visit} clientSecret={SECRET} />)));
      expect(document.querySelectorAll('iframe')).toHaveLength(1);
    }
    await redraw(inProvider(null));
    expect(document.querySelectorAll('iframe, dialog, style')).toHaveLength(0);
  }, 30_000);

  it('keeps its frame while a neighbour suspends', async () => {
    let wake = (): void => {};
    let sleep: Promise<void> | null = null;
    function Neighbour({ isAsleep }: { readonly isAsleep: boolean }): ReactNode {
      if (isAsleep) {
        sleep ??= new Promise((resolve) => {
          wake = resolve;
        });
        throw sleep;
      }
      return 'awake';
    }
    const page = (isAsleep: boolean) =>
      inProvider(
        <Suspense fallback="…">
          <EmbeddedCheckout clientSecret={SECRET} />
          <Neighbour isAsleep={isAsleep} />
        </Suspense>,
      );
    const { redraw, container } = await draw(page(false));
    const frame = await openFrame();
    await redraw(page(true));
    expect(container.textContent).toContain('…');
    expect(frames()).toEqual([frame.iframe]);
    wake();
    await redraw(page(false));
    expect(frames()).toEqual([frame.iframe]);
  });
});

describe('misuse', () => {
  it.each([
    ['a misspelt prop', { clientSecret: SECRET, onCompleted: () => {} }, 'invalid_option', 'onComplete'],
    ['no session', {}, 'invalid_option', 'clientSecret'],
    ['a callback that is none', { clientSecret: SECRET, onReady: 5 }, 'invalid_option', 'onReady'],
    ['a source that is none', { fetchClientSecret: 'cs' }, 'invalid_option', 'fetchClientSecret'],
    ['a secret that is none', { clientSecret: 'secret' }, 'invalid_client_secret', 'clientSecret'],
    ['a wrong theme', { clientSecret: SECRET, appearance: { theme: 'blue' } }, 'invalid_option', 'theme'],
    ['an inline checkout that opens', { clientSecret: SECRET, open: true }, 'wrong_mode', 'open()'],
  ])('reaches the error boundary: %s', async (_, props, code, words) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const caught: unknown[] = [];
    // @ts-expect-error What TypeScript would refuse.
    await draw(<Boundary caught={caught}>{inProvider(<EmbeddedCheckout {...props} />)}</Boundary>);
    expect(caught[0]).toBeInstanceOf(XPayError);
    expect(caught[0]).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('reaches the error boundary in an update too', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const caught: unknown[] = [];
    const page = (theme: string) => (
      <Boundary caught={caught}>
        {inProvider(
          // @ts-expect-error There is no blue theme.
          <EmbeddedCheckout clientSecret={SECRET} appearance={{ theme }} />,
        )}
      </Boundary>
    );
    const { redraw } = await draw(page('dark'));
    await redraw(page('blue'));
    expect(caught).toMatchObject([{ code: 'invalid_option' }]);
  });

  it('says what to do where there is no provider', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => render(<EmbeddedCheckout clientSecret={SECRET} />)).toThrow('Put an <XPayProvider>');
  });
});

describe('an overlay', () => {
  beforeEach(() => {
    // The DOM of the tests has no top layer.
    HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
      this.open = true;
    };
  });

  it('opens and closes with its prop, and tells of each end once', async () => {
    const onClose = vi.fn();
    const fetchClientSecret = vi.fn(async () => SECRET);
    const page = (open: boolean) =>
      inProvider(
        <EmbeddedCheckout
          mode="overlay"
          open={open}
          onClose={onClose}
          fetchClientSecret={fetchClientSecret}
        />,
      );
    const { container, redraw } = await draw(page(false));
    expect([container.innerHTML, frames().length, fetchClientSecret.mock.calls.length]).toEqual(['', 0, 0]);
    await redraw(page(true));
    await expect.poll(() => frames()).toHaveLength(1);
    await redraw(page(false));
    await expect.poll(() => onClose).toHaveBeenCalledTimes(1);
    expect([frames().length, fetchClientSecret.mock.calls.length]).toEqual([0, 1]);
  });

  it('is open at once where it is drawn so, also in StrictMode', async () => {
    await draw(
      <StrictMode>{inProvider(<EmbeddedCheckout mode="overlay" open clientSecret={SECRET} />)}</StrictMode>,
    );
    await expect.poll(() => frames()).toHaveLength(1);
  });

  it('can be opened again after the buyer has closed it', async () => {
    function Shop(): ReactNode {
      const [isOpen, setOpen] = useState(false);
      return (
        <>
          <button type="button" onClick={() => setOpen(true)}>
            Pay
          </button>
          <EmbeddedCheckout
            mode="overlay"
            open={isOpen}
            onClose={() => setOpen(false)}
            clientSecret={SECRET}
          />
        </>
      );
    }
    const { getByText } = await draw(inProvider(<Shop />));
    for (let visit = 0; visit < 2; visit += 1) {
      await act(async () => getByText('Pay').click());
      const frame = await openFrame();
      await act(() => frame.say({ type: 'close' }));
      expect(frames()).toEqual([]);
    }
  });

  it('goes with its component', async () => {
    const { redraw } = await draw(inProvider(<EmbeddedCheckout mode="overlay" open clientSecret={SECRET} />));
    await expect.poll(() => frames()).toHaveLength(1);
    await redraw(inProvider(null));
    expect(frames()).toEqual([]);
  });
});
