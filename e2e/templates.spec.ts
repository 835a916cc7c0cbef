// The templates that a newcomer copies: started as their READMEs say, they sell a lamp and know by webhook that it is paid.

import { VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { startTemplate, type Template } from './servers/template.ts';

const TEMPLATES = [
  { name: 'html-node', isBuilt: false },
  { name: 'react-hono', isBuilt: true },
  { name: 'vue-vite', isBuilt: true },
] as const;

/** Stopped when no page is open any more that may fetch from them. */
const started: Template[] = [];
test.afterAll(() => Promise.all(started.map(({ stop }) => stop())));

for (const { name, isBuilt } of TEMPLATES) {
  test(`the template ${name} is paid once its webhook has come`, async ({ page, frame, stack }) => {
    // It is built, and started by npm.
    test.slow();
    const template = await startTemplate(name, stack.sandbox, isBuilt);
    started.push(template);
    // What is not signed pays for nothing.
    const forged = await fetch(`${template.url}/webhook`, {
      method: 'POST',
      headers: { 'xpay-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` },
      body: '{"type":"checkout.session.completed","data":{"object":{"metadata":{"orderId":"1"}}}}',
    });
    expect(forged.status).toBe(400);
    const unpaid = await fetch(`${template.url}/orders/1`);
    expect(await unpaid.json()).toEqual({ isPaid: false });

    await page.goto(template.url);
    await expect(page.getByRole('heading', { name: 'Your order' })).toBeVisible();
    await frame.pay(VISA);
    await expect(page.getByRole('heading', { name: 'Paid. Thank you!' })).toBeVisible();
  });
}
