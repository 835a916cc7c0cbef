// From the frame's navigation to a field that takes a key: one round trip; to the whole form: two. Nothing jumps or is lost.

import type { Locator } from '@playwright/test';
import { THREE_DS, VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { holdRequests, pathOf } from './pages/gate.ts';
import { eventsOf } from './pages/host.ts';

test('the card number takes a key after one round trip of the frame, the form stands after two', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const checkout = stack.sandbox.checkout;
  const gate = await holdRequests(
    page,
    (request) => request.url().startsWith(checkout) && !request.url().endsWith('/xpay.js'),
  );
  // A frame that is held keeps the page from loading.
  const opened = openHost();

  // First wave: the document, and nothing else.
  await expect.poll(gate.url).toEqual(['/f/checkout']);
  await gate.release();

  // Second wave: the app, the session and the words are all asked for before any of them is answered.
  await expect.poll(gate.url).toContain('/v1/client/session');
  await expect.poll(() => gate.url().some((path) => /^\/f\/assets\/.*\.js$/.test(path))).toBe(true);
  await expect.poll(() => gate.url().some((path) => /^\/f\/assets\/locales.*\.json$/.test(path))).toBe(true);

  // Nothing of it is needed to type.
  await frame.cardNumber.click();
  await page.keyboard.type('4');
  await expect(frame.cardNumber).toHaveValue('4');
  await expect(frame.payButton).toHaveCount(0);
  const second = gate.seen.length;
  await gate.release();

  // No third: the form is there with what the second brought. What is asked for now follows the session, and is held as well.
  await expect(frame.payButton).toBeVisible();
  await expect(frame.cardNumber).toBeFocused();
  await page.keyboard.type('0');
  await expect(frame.cardNumber).toHaveValue('40');
  const later = gate.seen.slice(second).filter((path) => !AFTER_THE_FORM.test(path));
  expect(later).toEqual([]);

  // The session is asked for after `load`, which waits for an import() in Firefox and Safari: none may begin before it.
  const shown = await frame.document();
  expect(await shown.evaluate(askedForBeforeLoad)).toEqual([]);
  await gate.open();
  await opened;
});

/** The scripts that the document's `load` may have waited for. */
function askedForBeforeLoad(): readonly string[] {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const loaded = navigation?.loadEventStart ?? Number.POSITIVE_INFINITY;
  const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
  return scripts.filter(({ startTime }) => startTime < loaded).map(({ name }) => name);
}

/** The code that follows the session; and what the first touch fetches, since a key was typed: the screens after the form, the words for news. */
const AFTER_THE_FORM =
  /^\/f\/assets\/((live|news-views|duration|outcome|screen|extra-fields|later-icon)-[\w-]+\.js|locales-\w+\/en\.live\.json)$/;

const LATE: Readonly<Record<string, RegExp>> = {
  'the app': /\/f\/assets\/.*\.js$/,
  'the words': /\/f\/assets\/locales.*\.json$/,
  'the session': /\/v1\/client\/session$/,
};

for (const [what, url] of Object.entries(LATE)) {
  test(`what is typed before ${what} came is in the form, formatted, judged, with caret and focus`, async ({
    openHost,
    page,
    frame,
    leaks,
  }) => {
    const gate = await holdRequests(page, (request) => url.test(request.url()));
    const opened = openHost();
    await expect.poll(gate.url).toHaveLength(1);
    await frame.expiry.click();
    await page.keyboard.type('327');
    await frame.code.click();
    await page.keyboard.type('12');
    await frame.cardNumber.click();
    await page.keyboard.type(VISA.number);
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await leaks.look();

    await gate.open();
    await opened;
    await expect(frame.payButton).toBeVisible();
    await expect(frame.cardNumber).toBeFocused();
    await expect(frame.cardNumber).toHaveValue(grouped(VISA.number));
    await expect(frame.expiry).toHaveValue('03 / 27');
    await expect(frame.code).toHaveValue('12');
    await expect(frame.code).toHaveAttribute('aria-invalid', 'true');
    await expect(frame.content.getByRole('img', { name: 'Visa' })).toBeVisible();
    // The caret is where it was: three digits from the end.
    await page.keyboard.press('Backspace');
    await expect(frame.cardNumber).toHaveValue(grouped(VISA.number.slice(0, -4) + VISA.number.slice(-3)));
  });
}

test('what was selected stays selected, and is replaced by the next key', async ({
  openHost,
  page,
  frame,
}) => {
  const gate = await holdRequests(page, (request) => request.url().endsWith('/v1/client/session'));
  const opened = openHost();
  await expect.poll(gate.url).toHaveLength(1);
  await frame.cardNumber.click();
  await page.keyboard.type('42424242');
  await page.keyboard.press('ControlOrMeta+a');
  await gate.open();
  await opened;
  await expect(frame.payButton).toBeVisible();
  // What was typed early is told of when the form is ready, not before.
  const names = async () => (await eventsOf(page)).map(({ name }) => name);
  await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['focus', 'ready', 'change']);
  await page.keyboard.type('5');
  await expect(frame.cardNumber).toHaveValue('5');
});

test('an input method is not interrupted: the form waits until what it composes is there', async ({
  openHost,
  page,
  frame,
}) => {
  const gate = await holdRequests(page, (request) => request.url().endsWith('/v1/client/session'));
  const opened = openHost();
  await expect.poll(gate.url).toHaveLength(1);
  await frame.cardNumber.click();
  const keyboard = await page.context().newCDPSession(page);
  await keyboard.send('Input.imeSetComposition', { text: '４２４', selectionStart: 3, selectionEnd: 3 });
  await expect(frame.cardNumber).toHaveValue('４２４');
  const answered = page.waitForResponse((response) => response.url().endsWith('/v1/client/session'));
  await gate.open();
  await (await answered).finished();
  await keyboard.send('Input.imeSetComposition', { text: '４２４２', selectionStart: 4, selectionEnd: 4 });
  await expect(frame.cardNumber).toHaveValue('４２４２');
  await expect(frame.payButton).toHaveCount(0);
  await keyboard.send('Input.insertText', { text: '４２４２' });
  await expect(frame.payButton).toBeVisible();
  await expect(frame.cardNumber).toBeFocused();
  await page.keyboard.type('1');
  await expect(frame.cardNumber).toHaveValue('4242 1');
  await opened;
});

test('the screens after the form are fetched at the first touch; where that fails, again when Pay is pressed', async ({
  openHost,
  page,
  frame,
}) => {
  const screens = /\/f\/assets\/(outcome|news-views|screen)-/;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(pathOf(request.url())));
  await page.route(screens, (route) => route.abort());
  const followed = page.waitForRequest('**/v1/client/session/events');
  await openHost();
  await followed;
  await expect(frame.payButton).toBeVisible();
  expect(asked.filter((path) => screens.test(path))).toEqual([]);

  const refused = page.waitForEvent('requestfailed', (request) => screens.test(request.url()));
  await frame.cardNumber.click();
  await refused;
  await frame.fill(VISA);
  await page.unroute(screens);
  await frame.payButton.click();
  await expect(frame.paid).toBeVisible();
});

test('nothing of 3-D Secure is asked for before Pay, and no bridge for a card that needs none', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const { checkout, threeds } = stack.sandbox;
  const scripts: string[] = [];
  const bridges: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(`${checkout}/f/assets/`)) scripts.push(pathOf(request.url()));
    if (request.url().startsWith(threeds)) bridges.push(pathOf(request.url()));
  });
  await openHost();
  await frame.fill(VISA);
  expect(scripts.filter((path) => /3ds|three|challenge|bridge/i.test(path))).toEqual([]);
  await frame.payButton.click();
  await expect(frame.paid).toBeVisible();
  expect(bridges).toEqual([]);
});

test('the bridge’s origin is connected to as soon as the server says that the bank asks', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const { threeds } = stack.sandbox;
  const gate = await holdRequests(page, (request) => request.url().startsWith(threeds));
  const preconnected = frame.content
    .locator('link[rel=preconnect]')
    .and(frame.content.locator(`link[href^="${threeds}"]`));
  await openHost();
  await frame.fill(THREE_DS.methodAndChallenge);
  await expect(preconnected).toHaveCount(0);
  expect(gate.seen).toEqual([]);
  await frame.payButton.click();
  await expect.poll(gate.url).toEqual(['/f/3ds']);
  await expect(preconnected).toHaveCount(1);
  await gate.open();
  await frame.challenge.bank.approve();
  await expect(frame.paid).toBeVisible();
});

test('a buyer who types on the shop’s page is not pulled into the form', async ({
  openHost,
  page,
  frame,
}) => {
  const gate = await holdRequests(page, (request) => request.url().endsWith('/v1/client/session'));
  const opened = openHost();
  await expect.poll(gate.url).toHaveLength(1);
  await frame.cardNumber.click();
  await page.keyboard.type('4242');
  await page.evaluate(() => {
    const input = document.createElement('input');
    document.body.prepend(input);
    input.focus();
  });
  // The frame, a process of its own, has heard that the buyer is elsewhere.
  const shown = await frame.document();
  await expect.poll(() => shown.evaluate(() => document.hasFocus())).toBe(false);
  await gate.open();
  await opened;
  await expect(frame.payButton).toBeVisible();
  await page.keyboard.type('7');
  await expect(page.locator('input')).toHaveValue('7');
  await expect(frame.cardNumber).toHaveValue('4242');
});

test('where no form comes, the fields go, and what was typed with them', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const session = await stack.api.createSession();
  await stack.api.expire(session.id);
  const gate = await holdRequests(page, (request) => request.url().endsWith('/v1/client/session'));
  const opened = openHost({ session });
  await expect.poll(gate.url).toHaveLength(1);
  await frame.cardNumber.click();
  await page.keyboard.type(VISA.number);
  await gate.open();
  await opened;
  await expect(frame.content.getByRole('heading', { name: 'This checkout has expired' })).toBeVisible();
  await expect(frame.content.locator('input')).toHaveCount(0);
});

test('no browser keeps what was typed for the way back to the document', async ({ page, stack }) => {
  const { checkout, publishableKey } = stack.sandbox;
  await page.route('**/f/assets/**', () => {
    // Never answered: the document stays alone.
  });
  await page.goto(`${checkout}/f/checkout?key=${publishableKey}`);
  const number = page.getByRole('textbox', { name: 'Card number' });
  await number.fill(VISA.number);
  await page.goto(`${checkout}/health`);
  await page.goBack();
  await expect(number).toHaveValue('');
});

test('the document speaks the buyer’s language when nothing else arrives', async ({
  page,
  openHost,
  frame,
}) => {
  await page.context().route('**/f/assets/**', (route) => route.abort());
  await openHost({ options: { locale: 'de' } });
  await expect(frame.alert).toHaveText(/^Das Zahlungsformular konnte nicht geladen werden/);
  await expect(frame.content.locator('input')).toHaveCount(0);
});

test('the shop’s own answer is awaited beside the frame’s document, not before it', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const gate = await holdRequests(
    page,
    (request) =>
      request.url().startsWith(`${stack.sandbox.checkout}/f/`) || request.url().endsWith('/session'),
  );
  const opened = openHost();
  await expect
    .poll(() => [...gate.url()].sort())
    .toEqual(['/f/checkout', expect.stringMatching(/^\/p\/\d+\/session$/)]);
  await gate.open();
  await expect(frame.cardNumber).toBeVisible();
  await opened;
});

for (const width of [320, 640, 960]) {
  test(`nothing moves while the frame loads, ${width} px wide`, async ({ openHost, page, frame, stack }) => {
    await page.setViewportSize({ width: width + 2 * BODY_MARGIN, height: 900 });
    await page.addInitScript(recordLayoutShifts);
    const gate = await holdRequests(
      page,
      (request) =>
        /\/f\/checkout$|\/v1\/client\/session$/.test(pathOf(request.url())) &&
        request.url().startsWith(stack.sandbox.checkout),
    );
    const opened = openHost();
    await expect.poll(gate.url).toEqual(['/f/checkout']);
    const guessed = await heightOf(frame.iframe);
    await gate.release();
    await expect.poll(gate.url).toEqual(['/v1/client/session']);
    const shown = await frame.document();
    // Drawn at least once as a skeleton: a form that comes before the first picture could not shift.
    await shown.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    const before = await shown.evaluate(lookOfFields);
    expect(before).toHaveLength(3);
    // Of all that overflows, not of the body alone: a pixel more is a scroll bar, and that makes everything narrower.
    expect(await shown.evaluate(() => document.documentElement.scrollHeight)).toBe(guessed);
    await gate.open();
    await opened;
    await expect(frame.payButton).toBeVisible();
    await expect.poll(async () => (await eventsOf(page)).map((event) => event.name)).toContain('ready');
    expect(await shown.evaluate(lookOfFields)).toEqual(before);
    expect(await shown.evaluate(() => document.body.scrollHeight)).toBe(guessed);
    expect(await heightOf(frame.iframe)).toBe(guessed);
    expect(await shown.evaluate(layoutShifts)).toEqual([]);
    expect(await page.evaluate(layoutShifts)).toEqual([]);
  });
}

/** Of the minimal page's body, at both sides of the frame. */
const BODY_MARGIN = 8;

async function heightOf(iframe: Locator): Promise<number> {
  return (await iframe.boundingBox())?.height ?? Number.NaN;
}

function recordLayoutShifts(): void {
  const shifts: number[] = [];
  Object.defineProperty(window, 'layoutShifts', { value: shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
  }).observe({ type: 'layout-shift', buffered: true });
}

function layoutShifts(): readonly number[] {
  return (window as unknown as { readonly layoutShifts: readonly number[] }).layoutShifts;
}

/** Where each field's label, input and hint stand, what they are and how they look. */
function lookOfFields(): readonly unknown[] {
  const PROPERTIES = ['color', 'background-color', 'border', 'outline', 'font', 'padding', 'text-align'];
  return Array.from(document.querySelectorAll('.xp-card__cell'), (cell) =>
    Array.from(cell.querySelectorAll('label, input, p'), (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const attributes = Array.from(element.attributes, ({ name, value }) => `${name}=${value}`).sort();
      const look = PROPERTIES.map((name) => style.getPropertyValue(name));
      return { box: { x, y, width, height }, attributes, look, text: element.textContent };
    }),
  );
}

/** As this brand's cards print it. */
function grouped(number: string): string {
  return number.replace(/.{4}(?=.)/g, '$& ');
}
