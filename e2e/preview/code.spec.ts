// The code that the preview shows is taken along and run as it stands: it has to pay, in every way.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { VISA } from '../cards.ts';
import { type CheckoutFrame, checkoutFrame } from '../pages/frame.ts';
import { overlayOn } from '../pages/overlay.ts';
import { addEndpoint } from '../servers/endpoint.ts';
import type { Sandbox } from '../servers/sandbox.ts';
import { freePort } from '../servers/service.ts';
import { expect, test } from './fixtures.ts';

/** The code of the chosen tab, as the panel shows it. */
async function shown(page: Page): Promise<string> {
  return (await page.locator('pre code').textContent()) ?? '';
}

/** Presses the panel's button; answers what a reader would paste. */
async function copy(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: `Copy ${name}` }).click();
  await expect(page.getByRole('status').filter({ hasText: `${name} is on the clipboard` })).toBeAttached();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('page, server and command are copied, started as they are, and paid', async ({
  page,
  context,
  stack,
}, info) => {
  // It starts a server, and runs a command.
  test.slow();
  const { sandbox, preview } = stack;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(
    `${preview.url}/?colorPrimary=%230b6e4f&theme=light&items=3&quantities=1&fields=name,custom`,
  );
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await expect(tab('HTML')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('pre code')).toContainText(sandbox.checkout);
  const html = await copy(page, 'HTML');
  expect(html).toBe(await shown(page));
  expect(html).toContain(`appearance: { theme: 'light', variables: { colorPrimary: '#0b6e4f' } }`);

  // The tabs are one stop; arrows go on.
  await tab('HTML').focus();
  for (const name of ['TypeScript', 'React', 'curl']) {
    await page.keyboard.press('ArrowRight');
    await expect(tab(name)).toBeFocused();
    await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
  }
  const curl = await copy(page, 'curl');
  const command = promisify(execFile)('sh', ['-c', curl], {
    env: { ...process.env, XPAY_SECRET_KEY: sandbox.secretKey },
  });
  expect(JSON.parse((await command).stdout)).toMatchObject({
    object: 'checkout.session',
    amountTotal: 14_945,
  });

  await tab('curl').focus();
  await page.keyboard.press('End');
  const server = await startServer(sandbox, html, await copy(page, 'Node.js'), (name) =>
    info.outputPath(name),
  );
  try {
    await expect
      .poll(() =>
        fetch(server.url).then(
          ({ ok }) => ok,
          () => false,
        ),
      )
      .toBe(true);
    await page.goto(server.url);
    const frame = checkoutFrame(page);
    await frame.content.getByRole('textbox', { name: 'Name', exact: false }).first().fill('Layla Hassan');
    await frame.content.getByRole('combobox', { name: 'Gift wrap' }).selectOption({ label: 'Paper' });
    await frame.pay(VISA);
    await expect(page.getByRole('heading', { name: 'Thank you for your order' })).toBeVisible();
    await expect.poll(server.said).toContain('Paid:');
  } finally {
    server.process.kill();
  }
});

interface Server {
  readonly url: string;
  readonly process: ChildProcess;
  readonly said: () => string;
}

/** Both files in one folder, and what their reader sets: as the first line of the code says. */
async function startServer(
  sandbox: Sandbox,
  html: string,
  code: string,
  pathOf: (name: string) => string,
): Promise<Server> {
  await writeFile(pathOf('index.html'), html);
  await writeFile(pathOf('server.ts'), code);
  const port = await freePort();
  const url = `http://localhost:${port}/`;
  const { secret } = await addEndpoint(sandbox, `${url}webhook`);
  const child = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
    cwd: pathOf(''),
    env: {
      ...process.env,
      XPAY_SECRET_KEY: sandbox.secretKey,
      XPAY_WEBHOOK_SECRET: secret,
      PORT: String(port),
    },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  return { url, process: child, said: () => text };
}

test('the page of every other way pays where it is saved and served', async ({ page, stack }) => {
  // Four payments, each on a page of its own.
  test.slow();
  const { sandbox, preview } = stack;
  let html = '';
  const server = createServer(async (request, response) => {
    const isPage = request.method === 'GET';
    response.setHeader('content-type', isPage ? 'text/html; charset=utf-8' : 'application/json');
    response.end(isPage ? html : JSON.stringify(await createSession(sandbox)));
  }).listen(0);
  const { port } = server.address() as AddressInfo;
  const thanks = page.getByRole('heading', { name: 'Thank you for your order' });
  const open = async (way: string, holding: string): Promise<void> => {
    await page.goto(`${preview.url}/?way=${way}`);
    // Whose script it is the page knows a moment later.
    for (const text of [holding, sandbox.checkout])
      await expect(page.locator('pre code')).toContainText(text);
    html = await shown(page);
    await page.goto(`http://localhost:${port}/`);
  };

  await open('overlay', "mode: 'overlay'");
  await page.getByRole('button', { name: 'Pay now' }).click();
  await untilFocused(overlayOn(page));
  await overlayOn(page).frame.pay(VISA);
  await expect(thanks).toBeVisible();
  // A page that is left while its checkout still fetches would complain.
  await expect(overlayOn(page).frame.paid).toBeVisible();

  await open('tag', '<xpay-checkout');
  await checkoutFrame(page).pay(VISA);
  await expect(thanks).toBeVisible();
  await expect(checkoutFrame(page).paid).toBeVisible();

  await open('element', 'confirmPayment');
  await checkoutFrame(page).fill(VISA);
  const order = page.getByRole('button', { name: 'Order and pay' });
  await order.click();
  await expect(page.getByRole('status')).toHaveText('Thank you for your order');
  await expect(order).toBeHidden();

  // It leads to the very session of the stage.
  await open('link', '/c/cs_test_0');
  await page.getByRole('link', { name: 'Pay now' }).click();
  const { frame } = overlayOn(page);
  await untilFocused({ frame });
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  server.close();
});

/** With the whole form there, and the focus in its frame, keys arrive. */
async function untilFocused({ frame }: { readonly frame: CheckoutFrame }): Promise<void> {
  await expect(frame.payButton).toBeVisible();
  await expect(frame.iframe).toBeFocused();
}

async function createSession({ api, secretKey }: Sandbox): Promise<unknown> {
  const response = await fetch(`${api}/checkout/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      uiMode: 'embedded',
      amount: 4900,
      currency: 'USD',
      afterCompletion: { type: 'hosted_confirmation' },
    }),
  });
  return response.json();
}
