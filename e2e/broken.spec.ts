// Something is wrong: the buyer sees a screen that says what, the shop's developer reads what to do, nobody pays twice.

import type { Page } from '@playwright/test';
import { VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { payloadsOf } from './pages/host.ts';

interface HostGlobals {
  readonly host: {
    readonly xpay: { readonly initEmbeddedCheckout: (options: object) => Promise<MountableCheckout> };
    readonly checkout: MountableCheckout;
  };
}

interface MountableCheckout {
  readonly mount: (target: string) => void;
  readonly unmount: () => void;
  readonly destroy: () => void;
}

const codesOf = async (page: Page): Promise<readonly unknown[]> =>
  (await payloadsOf(page, 'error')).map(
    (payload) => (payload?.['error'] as { code?: unknown } | undefined)?.code,
  );

test.describe('the session is over', () => {
  test('an expired session shows that it has expired, and tells the shop', { tag: '@R46' }, async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    const session = await stack.api.createSession();
    await stack.api.expire(session.id);
    await openHost({ session });
    await expect(frame.content.getByRole('heading', { name: 'This checkout has expired' })).toBeVisible();
    await expect(frame.payButton).toHaveCount(0);
    await expect.poll(() => payloadsOf(page, 'expire')).toHaveLength(1);
    expect((await payloadsOf(page, 'expire'))[0]).toMatchObject({
      session: { id: session.id, status: 'expired' },
    });
  });

  test('a session that expires while the buyer types takes no payment', { tag: '@R47' }, async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    await page.context().route('**/v1/client/session/events', (route) => route.abort());
    const session = await openHost();
    await frame.fill(VISA);
    // The form: the document's own fields take a card before the session has been read at all.
    await expect(frame.payButton).toBeVisible();
    // Nothing tells the frame of it before it is paid with: neither the events nor the session when it is read again.
    await page.context().route('**/v1/client/session', (route) => route.abort());
    await page.context().route('**/v1/client/session/confirm', async (route) => {
      await page.context().unroute('**/v1/client/session');
      await route.continue();
    });
    await stack.api.expire(session.id);
    await frame.payButton.click();
    await expect(frame.content.getByRole('heading', { name: 'This checkout has expired' })).toBeVisible();
    await expect.poll(() => payloadsOf(page, 'expire')).toHaveLength(1);
    expect((await stack.api.intentOf(session)).charges).toEqual([]);
  });

  test('a session that is paid shows so, not a blank', { tag: '@R54' }, async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    const session = await stack.api.createSession();
    await stack.api.confirm(session, VISA.number, 'paid-elsewhere');
    await openHost({ session });
    await expect(frame.paid).toBeVisible();
    await expect(frame.payButton).toHaveCount(0);
    await expect.poll(() => payloadsOf(page, 'complete')).toHaveLength(1);
  });
});

test.describe('the network', () => {
  test('a session that cannot be read shows a screen with a retry that works', { tag: '@R16' }, async ({
    openHost,
    page,
    frame,
  }) => {
    await page.context().route('**/v1/client/session', (route) => route.abort('connectionrefused'));
    await openHost();
    const retry = frame.content.getByRole('button', { name: /try again/i });
    await expect(retry).toBeVisible({ timeout: 20_000 });
    await expect.poll(() => codesOf(page)).toContain('connection_failed');
    await page.context().unroute('**/v1/client/session');
    await retry.click();
    await frame.pay(VISA);
    await expect(frame.paid).toBeVisible();
  });

  test('a payment whose answer is lost is looked up, not sent as new and not called failed', {
    tag: '@R02',
  }, async ({ openHost, page, frame, stack }) => {
    let lost = 0;
    await page.context().route('**/v1/client/session/confirm', async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      // The server acts; its answer never arrives.
      await route.fetch();
      await route.abort('connectionreset');
    });
    // Held until "checking" has been seen, so that the screen cannot pass unnoticed.
    let answer = (): void => {};
    const seen = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const session = await openHost();
    await frame.fill(VISA);
    // The form: the document's own fields take a card before the session has been read at all.
    await expect(frame.payButton).toBeVisible();
    await page.context().route('**/v1/client/session', async (route) => {
      await seen;
      await route.continue();
    });
    await frame.payButton.click();
    await expect(frame.content.getByRole('heading', { name: 'Checking your payment' })).toBeVisible();
    await expect(frame.content.getByText(/declined|failed/i)).toHaveCount(0);
    answer();
    await expect(frame.paid).toBeVisible({ timeout: 20_000 });
    expect((await stack.api.intentOf(session)).charges.map((charge) => charge.status)).toEqual(['succeeded']);
    await expect.poll(() => payloadsOf(page, 'complete')).toHaveLength(1);
    expect(await codesOf(page)).toEqual([]);
  });

  test('a payment that never reached the server ends paid once, with one charge', { tag: '@R01' }, async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    let dropped = 0;
    await page.context().route('**/v1/client/session/confirm', (route) => {
      if (dropped > 0) return route.continue();
      dropped += 1;
      return route.abort('connectionreset');
    });
    const session = await openHost();
    await frame.pay(VISA);
    // Either it is sent again with the same key, or the buyer may press again: both are one charge.
    await expect(frame.paid.or(frame.payButton)).toBeVisible({ timeout: 20_000 });
    if (await frame.payButton.isVisible()) {
      await frame.code.fill(VISA.code);
      await frame.payButton.click();
    }
    await expect(frame.paid).toBeVisible({ timeout: 20_000 });
    expect((await stack.api.intentOf(session)).charges.map((charge) => charge.status)).toEqual(['succeeded']);
  });

  test('a server error at confirm is looked up too', { tag: '@R07' }, async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    let failures = 0;
    await page.context().route('**/v1/client/session/confirm', async (route) => {
      if (failures > 0) return route.continue();
      failures += 1;
      await route.fetch();
      await route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
    });
    const session = await openHost();
    await frame.pay(VISA);
    await expect(frame.paid).toBeVisible({ timeout: 20_000 });
    expect((await stack.api.intentOf(session)).charges.map((charge) => charge.status)).toEqual(['succeeded']);
  });
});

test.describe('the client secret', () => {
  test('one with a typo is explained to the developer and shown as a screen', async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    const { clientSecret } = await stack.api.createSession();
    const typo = clientSecret.slice(0, -1) + (clientSecret.endsWith('a') ? 'b' : 'a');
    await openHost({ createSession: async () => typo });
    await expect.poll(() => codesOf(page)).toContain('invalid_client_secret');
    await expect(
      frame.content.getByRole('heading', { name: 'The payment form could not be loaded' }),
    ).toBeVisible();
    await expect(frame.payButton).toHaveCount(0);
  });

  test('one of another mode is refused in words', async ({ openHost, page, stack }) => {
    const { clientSecret } = await stack.liveApi.createSession();
    await openHost({ createSession: async () => clientSecret });
    await expect.poll(() => codesOf(page)).toContain('no_client_secret');
    const [payload] = await payloadsOf(page, 'error');
    expect(payload?.['error']).toMatchObject({ message: expect.stringContaining('cs_test_') });
  });

  test('one that the shop’s server could not get is asked for again on retry', async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    let asked = 0;
    await openHost({
      createSession: async () => {
        asked += 1;
        if (asked === 1) throw new Error('The shop has a bad moment.');
        return (await stack.api.createSession()).clientSecret;
      },
    });
    await expect.poll(() => codesOf(page)).toEqual(['no_client_secret']);
    await frame.content.getByRole('button', { name: /try again/i }).click();
    await frame.pay(VISA);
    await expect(frame.paid).toBeVisible();
    expect(asked).toBe(2);
  });
});

test.describe('misuse says what was got, what was expected, and what to do', () => {
  const sentenceOf = (page: Page, misuse: (host: HostGlobals['host']) => unknown): Promise<unknown> =>
    page.evaluate(
      `(async () => {
        try { await (${misuse.toString()})(window.host); return 'no error'; }
        catch (error) { return { name: error.name, code: error.code, message: error.message }; }
      })()`,
    );

  test('mount() with a selector that matches nothing', async ({ openHost, frame, page }) => {
    await openHost();
    await expect(frame.payButton).toBeVisible();
    const said = await sentenceOf(page, async (host) => {
      const other = await host.xpay.initEmbeddedCheckout({ fetchClientSecret: async () => '' });
      other.mount('#chekout');
    });
    expect(said).toMatchObject({
      name: 'XPayError',
      code: 'target_not_found',
      message: expect.stringContaining('#chekout'),
    });
  });

  test('mount() twice', async ({ openHost, frame, page }) => {
    await openHost();
    await expect(frame.payButton).toBeVisible();
    expect(await sentenceOf(page, (host) => host.checkout.mount('#checkout'))).toMatchObject({
      name: 'XPayError',
      code: 'already_mounted',
      message: expect.stringContaining('unmount()'),
    });
    // The refusal breaks nothing.
    await frame.pay(VISA);
    await expect(frame.paid).toBeVisible();
  });

  test('destroy() twice is harmless, mount() after it is not', async ({ openHost, frame, page }) => {
    await openHost();
    await expect(frame.payButton).toBeVisible();
    const twice = await sentenceOf(page, (host) => {
      host.checkout.destroy();
      host.checkout.destroy();
    });
    expect(twice).toBe('no error');
    expect(await sentenceOf(page, (host) => host.checkout.mount('#checkout'))).toMatchObject({
      name: 'XPayError',
      code: 'destroyed',
      message: expect.stringContaining('Create another'),
    });
    await expect(frame.iframe).toHaveCount(0);
  });
});

test('a checkout that is unmounted and mounted again still pays', { tag: '@R74' }, async ({
  openHost,
  frame,
  page,
  stack,
}) => {
  const session = await openHost();
  await expect(frame.payButton).toBeVisible();
  await page.evaluate(() => {
    const { checkout } = (window as unknown as HostGlobals).host;
    checkout.unmount();
    checkout.mount('#checkout');
  });
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  await expect.poll(() => payloadsOf(page, 'complete')).toHaveLength(1);
  expect((await stack.api.intentOf(session)).charges).toHaveLength(1);
});
