// The page of the ways to pay: it orders nothing by itself, and its link is one visitor's.

import { describe, expect, it } from 'vitest';
import { createVisitor, openTestShop } from './test-visitor.ts';

describe('the ways to pay', () => {
  it('are reached from every page, and make no order and no cookie by being looked at', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    expect(await visitor.text('/')).toContain('href="/ways"');
    const page = await visitor.text('/ways');
    expect(page).toContain('<script src="http://pay.test/v1/xpay.js"');
    expect(page).toContain('<xpay-checkout');
    expect(page).not.toContain('data-xpay-checkout');
    expect([shop.api.requests.length, visitor.cookies.size]).toEqual([0, 0]);
  });

  it("prepare a link to the payment provider's page for the visitor, and for nobody else", async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const prepared = await visitor.post('/ways/link', { product: 'dripper' });
    const address = prepared.headers.get('location') ?? '';
    expect([prepared.status, address]).toEqual([303, expect.stringMatching(/^\/ways\?order=ord_/)]);
    expect(await shop.api.requests[0]?.json()).toMatchObject({ uiMode: 'hosted', collect: { email: true } });
    const link = '<a class="button" href="http://pay.test/c/cs_test_1" data-xpay-checkout>';
    expect(await visitor.text(address)).toContain(link);
    expect(await createVisitor(shop).text(address)).not.toContain('data-xpay-checkout');
  });

  it('prepare one order, however often they are asked', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const first = await visitor.post('/ways/link', { product: 'dripper' });
    const second = await visitor.post('/ways/link', { product: 'dripper' });
    expect(first.headers.get('location')).not.toBe(null);
    expect(shop.api.sessions.size).toBe(1);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
  });

  it.each(['', 'constructor'])('sell no %s', async (product) => {
    const visitor = createVisitor(openTestShop());
    expect((await visitor.post('/ways/link', { product })).status).toBe(404);
  });

  it('say so when the payment API does not answer', async () => {
    const shop = openTestShop();
    shop.api.answerWith = () => new Response('', { status: 503 });
    const answer = await createVisitor(shop).post('/ways/link', { product: 'cup' });
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('payment provider')]);
  });
});
