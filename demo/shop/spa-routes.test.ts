// The React shop on its server: its document, its files, and the data of its pages.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signedWebhook } from './fake-payment-api.ts';
import { createVisitor, ORIGIN, openTestShop } from './test-visitor.ts';

const DOCUMENT = `<!doctype html>
<html lang="en" dir="ltr" data-theme="auto">
<head><title>Ouzel</title></head>
<body><div id="root"></div></body></html>`;

const DELIVERY = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  street: '1 St James',
  postalCode: '12345',
  city: 'London',
};

/** A folder as Vite leaves it. */
function built(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spa-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), DOCUMENT);
  writeFileSync(join(folder, 'assets/index-abc.js'), 'start()');
  return folder;
}

describe('the document', () => {
  const visitor = createVisitor(openTestShop({ spaFolder: built() }));

  it.each(['/spa/', '/spa/products/cup', '/spa/nowhere'])('is the same for every route: %s', async (path) => {
    expect(await visitor.text(path)).toContain('<div id="root">');
  });

  it('speaks Arabic from right to left once asked to, in the theme that was asked for', async () => {
    const page = await visitor.text('/spa/?locale=ar&theme=dark');
    expect(page).toContain('<html lang="ar" dir="rtl" data-theme="dark">');
    expect(page).toContain('<meta name="color-scheme" content="dark">');
  });

  it('comes with the strict policy, which it keeps', async () => {
    const answer = await visitor.get('/spa/');
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self' http://pay.test;");
    expect(await answer.text()).not.toMatch(/<script(?! )|<style| style=| on\w+=/);
  });

  it('is not served while a file that it names is still being written, and keeps once it is there', async () => {
    const folder = built();
    writeFileSync(join(folder, 'index.html'), `${DOCUMENT}<script src="/spa/assets/late.js"></script>`);
    const early = createVisitor(openTestShop({ spaFolder: folder }));
    expect((await early.get('/spa/')).status).toBe(500);
    writeFileSync(join(folder, 'assets/late.js'), 'start()');
    expect((await early.get('/spa/')).status).toBe(200);
    rmSync(folder, { recursive: true });
    expect((await early.get('/spa/')).status).toBe(200);
    expect((await early.get('/spa/assets/late.js')).status).toBe(200);
  });

  it('says what is missing before the first build, and is there after it', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'spa-')), 'dist');
    const early = createVisitor(openTestShop({ spaFolder: folder }));
    const answer = await early.get('/spa/');
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('not built yet')]);
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), DOCUMENT);
    expect((await early.get('/spa/')).status).toBe(200);
  });
});

describe('the files', () => {
  const visitor = createVisitor(openTestShop({ spaFolder: built() }));

  it('keep for good', async () => {
    const answer = await visitor.get('/spa/assets/index-abc.js');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('cache-control')).toContain('immutable');
  });

  it.each(['/spa/assets/index-old.js', '/spa/assets/..%2findex.html'])(
    'are those of the build: not %s',
    async (path) => {
      expect((await visitor.get(path)).status).toBe(404);
    },
  );
});

describe('the data', () => {
  it('names products and prices, and no secret', async () => {
    const text = await createVisitor(openTestShop()).text('/spa/api/shop');
    expect(JSON.parse(text)).toMatchObject({
      publishableKey: 'pk_test_shop',
      checkoutOrigin: 'http://pay.test',
      products: [{ id: 'cup', unitAmount: 2800 }, { id: 'dripper' }, { id: 'teapot' }],
    });
    expect(text).not.toContain('sk_test_');
  });

  it("leads from a session to its visitor's order, and nobody else's", async () => {
    const shop = openTestShop();
    const owner = createVisitor(shop);
    const { session } = await owner.order('cup');
    const order = JSON.parse(await owner.text(`/spa/api/orders?session=${session.id}`));
    expect(order).toMatchObject({ status: 'pending', amount: 2800, delivery: null });
    expect(JSON.parse(await owner.text(`/spa/api/orders/${order.id}`))).toEqual(order);
    for (const path of [`/spa/api/orders?session=${session.id}`, `/spa/api/orders/${order.id}`])
      expect((await createVisitor(shop).get(path)).status).toBe(404);
    await shop.app.request(
      signedWebhook('checkout.session.completed', { ...session, paymentStatus: 'paid' }),
    );
    expect(JSON.parse(await owner.text(`/spa/api/orders/${order.id}`))).toMatchObject({ status: 'paid' });
  });
});

describe("the shop's own form", () => {
  async function openForm() {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    await visitor.createSession({ productId: 'cup', way: 'own_form', page: '/spa/products/cup/checkout' });
    const [session] = shop.api.sessions.values();
    const deliver = (delivery: object, who = visitor): Promise<Response> =>
      who.put('/spa/api/delivery', { sessionId: session?.id, delivery });
    return { shop, visitor, session, deliver };
  }

  it('has a session that asks for no address, and one that does is another order', async () => {
    const { shop, visitor } = await openForm();
    await visitor.createSession({ productId: 'cup' });
    const bodies = await Promise.all(shop.api.requests.map((request) => request.json()));
    expect(bodies).toMatchObject([
      { uiMode: 'embedded', collect: { email: false }, returnUrl: `${ORIGIN}/spa/products/cup/checkout` },
      { uiMode: 'embedded', collect: { email: true } },
    ]);
    expect(shop.api.sessions.size).toBe(2);
  });

  it('keeps the address with the order and tells the payment API who pays', async () => {
    const { shop, visitor, session, deliver } = await openForm();
    expect((await deliver(DELIVERY)).status).toBe(204);
    const order = JSON.parse(await visitor.text(`/spa/api/orders?session=${session?.id}`));
    expect(order.delivery).toEqual(DELIVERY);
    const request = shop.api.requests.at(-1);
    expect([request?.method, await request?.json()]).toEqual([
      'PATCH',
      { customerDetails: { name: 'Ada Lovelace', email: 'ada@example.com' } },
    ]);
  });

  it.each([
    ['no name', { ...DELIVERY, name: ' ' }],
    ['no address', { ...DELIVERY, street: undefined }],
    ['no email', { ...DELIVERY, email: 'ada' }],
    ['too much', { ...DELIVERY, city: 'x'.repeat(101) }],
    ['something else', 'here'],
  ])('refuses an address with %s', async (_, delivery) => {
    const { deliver } = await openForm();
    const answer = await deliver(delivery as object);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: expect.stringContaining('check the fields') },
    ]);
  });

  it('takes no address for the order of somebody else', async () => {
    const { shop, deliver } = await openForm();
    expect((await deliver(DELIVERY, createVisitor(shop))).status).toBe(404);
  });

  it('says so when the payment API does not answer, and keeps nothing', async () => {
    const { shop, visitor, session, deliver } = await openForm();
    shop.api.answerWith = () => new Response('', { status: 503 });
    expect((await deliver(DELIVERY)).status).toBe(502);
    const order = JSON.parse(await visitor.text(`/spa/api/orders?session=${session?.id}`));
    expect(order.delivery).toBe(null);
    expect(shop.log.join()).toContain('503');
  });
});
