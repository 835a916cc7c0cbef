// What visitors see: their own basket and orders, in their language, with every value escaped.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signedWebhook } from './fake-payment-api.ts';
import { createVisitor, openTestShop } from './test-visitor.ts';

const ATTACK = '"><script>alert(1)</script>';

describe('the pages', () => {
  it('shows three products with their prices', async () => {
    const page = await createVisitor(openTestShop()).text('/');
    for (const text of ['Morning cup', '$28.00', 'Pour-over dripper', '$49.00', 'Evening teapot', '$96.00'])
      expect(page).toContain(text);
  });

  it('sets no cookie on a visitor who only looks', async () => {
    const visitor = createVisitor(openTestShop());
    await visitor.get('/');
    await visitor.get('/checkout?product=cup');
    expect([...visitor.cookies]).toEqual([]);
  });

  it('keeps a basket by forms alone', async () => {
    const visitor = createVisitor(openTestShop());
    const added = await visitor.post('/basket', { product: 'cup' });
    expect([added.status, added.headers.get('location')]).toEqual([303, '/basket']);
    await visitor.post('/basket/cup', { quantity: '3' });
    expect(await visitor.text('/basket')).toContain('$84.00');
    await visitor.post('/basket/cup', { quantity: '0' });
    expect(await visitor.text('/basket')).toContain('Your basket is empty');
  });

  it.each(['10', '1.5', 'many', 'Infinity'])('refuses %s pieces', async (quantity) => {
    const visitor = createVisitor(openTestShop());
    expect((await visitor.post('/basket/cup', { quantity })).status).toBe(404);
    expect(await visitor.text('/basket')).toContain('Your basket is empty');
  });

  it('loads the checkout by one script tag and lets nothing else in', async () => {
    const visitor = createVisitor(openTestShop());
    const answer = await visitor.get('/checkout?product=dripper&theme=dark');
    const page = await answer.text();
    expect(page).toContain('<script src="http://pay.test/v1/xpay.js"');
    expect(page).toContain('data-theme="dark"');
    expect(page).not.toContain('sk_test_');
    const policy = answer.headers.get('content-security-policy')?.split('; ');
    expect(policy).toEqual([
      "default-src 'none'",
      "script-src 'self' http://pay.test",
      'frame-src http://pay.test',
      "connect-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ]);
  });

  it('sends a visitor with an empty basket from the checkout to the basket', async () => {
    const answer = await createVisitor(openTestShop()).get('/checkout');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/basket']);
  });

  it('speaks Arabic from right to left once asked to, and says so to the checkout', async () => {
    const visitor = createVisitor(openTestShop());
    const page = await visitor.text('/checkout?product=dripper&locale=ar');
    expect(page).toContain('<html lang="ar" dir="rtl"');
    expect(page).toContain('data-locale="ar"');
    expect(page).toContain('قمع التقطير');
    expect(await visitor.text('/')).toContain('<html lang="ar" dir="rtl"');
  });

  it('passes a language on that the checkout may speak though the shop does not', async () => {
    const page = await createVisitor(openTestShop()).text('/checkout?product=dripper&locale=ja');
    expect(page).toContain('<html lang="en" dir="ltr"');
    expect(page).toContain('data-locale="ja"');
  });

  it.each([
    '/checkout?product=cup&locale=',
    '/checkout?product=cup&theme=',
    '/?locale=',
    '/?x=',
    '/nowhere/',
  ])('shows nothing of an attack in %s unescaped', async (path) => {
    const page = await createVisitor(openTestShop()).text(path + encodeURIComponent(ATTACK));
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('<html lang="en"');
  });

  it.each([
    '/checkout?product=constructor',
    '/orders/constructor',
    '/orders/x',
    '/thanks?session=x',
    '/assets/x',
  ])('answers 404 to %s', async (path) => {
    expect((await createVisitor(openTestShop()).get(path)).status).toBe(404);
  });

  it('serves the assets that its pages name', async () => {
    const visitor = createVisitor(openTestShop());
    const pages = (await visitor.text('/')) + (await visitor.text('/checkout?product=cup'));
    const paths = new Set(pages.match(/\/assets\/[\w.]+/g));
    expect(paths.size).toBeGreaterThanOrEqual(6);
    for (const path of paths) expect((await visitor.get(path)).status).toBe(200);
  });
});

describe('an order page', () => {
  it('belongs to the visitor who ordered', async () => {
    const shop = openTestShop();
    const owner = createVisitor(shop);
    const stranger = createVisitor(shop);
    const { page, session } = await owner.order();
    await stranger.order();
    expect((await owner.get(page)).status).toBe(200);
    expect((await stranger.get(page)).status).toBe(404);
    expect((await stranger.get(`${page}/events`)).status).toBe(404);
    expect((await stranger.get(`/thanks?session=${session.id}`)).status).toBe(404);
  });

  it('tells an open page when the webhook came', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const { page, session } = await visitor.order();
    const events = await visitor.get(`${page}/events`);
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    const heard = events.text();
    await shop.app.request(
      signedWebhook('checkout.session.completed', { ...session, paymentStatus: 'paid' }),
    );
    expect(await heard).toBe('data: pending\n\ndata: paid\n\n');
  });

  it('survives a restart with a data file, and escapes what stands in it', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'shop-')), 'orders.json');
    const before = openTestShop({ dataFile: file });
    const visitor = createVisitor(before);
    const { page, session } = await visitor.order();
    await before.app.request(
      signedWebhook('checkout.session.completed', { ...session, paymentStatus: 'paid' }),
    );
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replaceAll('Pour-over dripper', '<img src=x onerror=alert(1)>'),
    );

    const returned = createVisitor(openTestShop({ dataFile: file }));
    for (const [name, value] of visitor.cookies) returned.cookies.set(name, value);
    const text = await returned.text(page);
    expect(text).toContain('your order is paid');
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('refuses to start on a file that is not its own', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'shop-')), 'orders.json');
    writeFileSync(file, '{"orders":[]}');
    expect(() => openTestShop({ dataFile: file })).toThrow('is not a file this shop wrote');
  });
});
