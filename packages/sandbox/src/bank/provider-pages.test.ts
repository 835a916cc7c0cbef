import { describe, expect, it } from 'vitest';
import { answer, approvalOf, IN_THREE, press, type Till, WALLET, withTill } from '../test-methods.ts';

const open = async ({ sandbox }: Till, url: string, init?: RequestInit) =>
  sandbox.server.bank.request(new URL(url).pathname, init);

/** Texts of the buttons, in order. */
const buttonsOf = (html: string) => [...html.matchAll(/<button[^>]*>([^<]*)</g)].map(([, text]) => text);

describe('the page of a provider', () => {
  it('of a wallet says who is paid how much from which account, and takes three answers', () =>
    withTill({}, async (till) => {
      const html = await (await open(till, approvalOf(await press(till, WALLET)).url)).text();
      expect(html).toContain('<h1>Pay with Dipper</h1>');
      for (const text of ['Sandbox shop', '$49.00', 'robin@dipper.example']) expect(html).toContain(text);
      expect(buttonsOf(html)).toEqual(['Approve', 'Decline', 'Cancel payment']);
      expect(html).not.toContain('checkbox');
    }));

  it('of a lender says the dates and amounts, and wants them agreed to', () =>
    withTill({}, async (till) => {
      const action = approvalOf(await press(till, IN_THREE));
      const html = await (await open(till, action.url)).text();
      expect(html).toContain('<h1>Pay with Wagtail Later</h1>');
      expect(
        [...html.matchAll(/<time datetime="([^"]*)">([^<]*)<\/time> <bdi>([^<]*)</g)].map(
          ([, ...row]) => row,
        ),
      ).toEqual([
        ['2026-01-15', 'January 15, 2026', '$16.34'],
        ['2026-02-15', 'February 15, 2026', '$16.33'],
        ['2026-03-15', 'March 15, 2026', '$16.33'],
      ]);
      const again = await answer(till, action, 'approve', 'no');
      expect(again).toContain('role="alert">To approve, agree to the amounts and dates first.</p>');
      expect(again).toContain(
        '<title>To approve, agree to the amounts and dates first. – Pay with Wagtail Later</title>',
      );
      expect(again).toContain('aria-describedby="error" aria-invalid="true"');
      // Who does not approve agrees to nothing.
      expect(await answer(till, action, 'decline', 'no')).toContain('<h2>Going back to the shop</h2>');
    }));

  it('speaks the language of the checkout, in its direction', () =>
    withTill({ session: { locale: 'ar' } }, async (till) => {
      const response = await open(till, approvalOf(await press(till, IN_THREE)).url);
      expect(response.headers.get('content-language')).toBe('ar');
      expect(await response.text()).toContain('<html lang="ar" dir="rtl">');
    }));

  it('may be framed by the checkout and the shop alone, loads nothing, and runs nothing before it is answered', () =>
    withTill({}, async (till) => {
      const action = approvalOf(await press(till, WALLET));
      const policyOf = async () =>
        (await open(till, action.url)).headers.get('content-security-policy') ?? '';
      const asking = await policyOf();
      expect(asking).toContain(
        'frame-ancestors https://3ds.example https://checkout.example https://shop.example',
      );
      expect(asking).not.toContain('frame-ancestors *');
      expect(asking).toContain("default-src 'none'");
      expect(asking).toContain("script-src 'none'");
      await answer(till, action, 'approve');
      expect(await policyOf()).toMatch(/script-src 'nonce-[\w+/=]+'/);
    }));

  it('shows the shop’s name as text, whatever it is', () =>
    withTill({}, async (till) => {
      await till.sandbox.store.db
        .updateTable('merchants')
        .set({ display_name: '<b>Moss & "Fern"' })
        .execute();
      const html = await (await open(till, approvalOf(await press(till, WALLET)).url)).text();
      expect(html).toContain('<bdi>&lt;b&gt;Moss &amp; &quot;Fern&quot;</bdi>');
    }));

  it('shows itself again after a reload, and goes back to the shop by itself once it is answered', () =>
    withTill({}, async (till) => {
      const action = approvalOf(await press(till, WALLET));
      const form = { method: 'POST', body: new URLSearchParams({ press: 'approve' }) };
      const answered = await open(till, action.url, form);
      expect([answered.status, answered.headers.get('location')]).toEqual([
        303,
        new URL(action.url).pathname,
      ]);
      expect(await (await open(till, action.url)).text()).toContain('document.forms[0].submit()');
    }));

  it('is not there for another provider’s order, for nobody’s, and for what is too long', () =>
    withTill({}, async (till) => {
      const { url } = approvalOf(await press(till, WALLET));
      for (const other of [url.replace('/wallet/', '/later/'), `${url}x`]) {
        expect((await open(till, other)).status).toBe(404);
        expect((await open(till, other, { method: 'POST', body: 'press=approve' })).status).toBe(404);
      }
      expect((await open(till, url, { method: 'POST', body: `press=${'a'.repeat(5_000)}` })).status).toBe(
        413,
      );
      const odd = await open(till, url, { method: 'POST', body: 'press=steal' });
      expect(odd.status).toBe(303);
      expect(buttonsOf(await (await open(till, url)).text())).toHaveLength(3);
    }));
});

describe('a provider that cannot be heard', () => {
  it('says it again until it is, and the buyer is not asked twice', () =>
    withTill({}, async (till) => {
      const { sandbox } = till;
      const action = approvalOf(await press(till, WALLET));
      // The row is decided, and the process is gone before anybody was told.
      await sandbox.store.db
        .updateTable('approval_orders')
        .set({ state: 'decided', result: 'approved', due_at: sandbox.clock.now().toISOString() })
        .execute();
      sandbox.clock.advance(1);
      await sandbox.server.tick();
      const rows = await sandbox.store.db.selectFrom('charges').select('status').execute();
      expect(rows).toEqual([{ status: 'succeeded' }]);
      expect(await (await open(till, action.url)).text()).toContain('Going back to the shop');
      expect(
        await sandbox.store.db.selectFrom('approval_orders').select(['state', 'result', 'due_at']).execute(),
      ).toEqual([{ state: 'told', result: 'approved', due_at: null }]);
    }));
});
