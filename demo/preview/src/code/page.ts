// The shop's page for each way in, as one HTML document: the preview shows it as code and runs the same text.

import type { Made } from '../settings/session-input.ts';
import type { Settings, Way } from '../settings/settings.ts';
import { html, indent, js } from './escape.ts';
import { literal, object } from './literal.ts';
import { chosenLook, withLook } from './look.ts';
import { type ShopWords, shopWords } from './words.ts';

/** What the code cannot know by itself. */
export interface Facts {
  /** The checkout origin, without a slash at its end. */
  readonly checkout: string;
  readonly publishableKey: string;
  /** Where the page asks for a session, by POST: `{ clientSecret }` in JSON. */
  readonly sessionUrl: string;
  /** What the links lead to: the `url` of a hosted session or a payment link; without it a placeholder. */
  readonly url?: string | undefined;
  /** What the run has made before its session; without it, placeholders. */
  readonly made?: Made | undefined;
}

/** The complete document. It loads nothing but xpay.js, and has one `<style>` and at most one inline `<script>`. */
export function pageCode(settings: Settings, facts: Facts): string {
  const words = shopWords(settings);
  const { body, script, needsScript } = PAGES[settings.way](settings, facts, words);
  const xpay = needsScript ? `<script src="${html(facts.checkout)}/v1/xpay.js"></script>\n` : '';
  const module = script === undefined ? '' : `<script type="module">\n${indent(script, 2)}\n</script>\n`;
  return `<!doctype html>
<html lang="${words.lang}"${words.dir === 'rtl' ? ' dir="rtl"' : ''}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${words.title}</title>
    <style>
${indent(styles(settings), 6)}
    </style>
  </head>
  <body>
    <main>
      <h1>${words.title}</h1>
${indent(body, 6)}
    </main>
${indent(xpay + module, 4)}  </body>
</html>
`;
}

/** Language and appearance as properties of an options object. */
export function lookOptions(settings: Settings): readonly string[] {
  const { locale, appearance } = chosenLook(settings);
  return [
    ...(locale === undefined ? [] : [`locale: ${js(locale)}`]),
    ...(appearance === undefined ? [] : [`appearance: ${literal(appearance)}`]),
  ];
}

/** The address that a link of the page leads to. */
export function linkTarget(settings: Settings, { checkout, url }: Facts): string {
  const [start, placeholder] = settings.way === 'payment-link' ? ['/p/', 'plink_…'] : ['/c/', 'cs_test_…'];
  const page = checkout + start;
  return withLook(url?.startsWith(page) ? url : page + placeholder, settings);
}

interface Page {
  readonly body: string;
  readonly script?: string;
  /** Whether xpay.js is loaded. */
  readonly needsScript: boolean;
}

type MakePage = (settings: Settings, facts: Facts, words: ShopWords) => Page;

const PAGES: Readonly<Record<Way, MakePage>> = {
  inline: (settings, facts, words) => ({
    needsScript: true,
    body: '<div id="checkout"></div>',
    script: `const xpay = XPay(${js(facts.publishableKey)});
const checkout = await xpay.initEmbeddedCheckout(${object(['fetchClientSecret', ...lookOptions(settings), onComplete(words)])});
checkout.mount('#checkout');

${fetchSecret(facts)}`,
  }),

  overlay: (settings, facts, words) => ({
    needsScript: true,
    body: `<button type="button" class="pay">${words.pay}</button>`,
    script: `const xpay = XPay(${js(facts.publishableKey)});
const coming = xpay.initEmbeddedCheckout(${object(["mode: 'overlay'", 'fetchClientSecret', ...lookOptions(settings), onComplete(words)])});
// A click that comes before the session opens it as soon as it can.
document.querySelector('.pay').addEventListener('click', async () => (await coming).open());

${fetchSecret(facts)}`,
  }),

  tag: (settings, facts, words) => ({
    needsScript: true,
    body: tag(settings, facts),
    script: `const checkout = document.querySelector('xpay-checkout');
checkout.fetchClientSecret = fetchClientSecret;
checkout.addEventListener('xpay-complete', () => {
  document.querySelector('h1').textContent = ${js(words.thanks)};
});

${fetchSecret(facts)}`,
  }),

  element: (settings, facts, words) => ({
    needsScript: true,
    body: `<form>
  <div id="payment"></div>
  <p role="status"></p>
  <button class="pay" disabled>${words.order}</button>
</form>`,
    script: `const xpay = XPay(${js(facts.publishableKey)});
const elements = xpay.elements(${object(['clientSecret: await fetchClientSecret()', ...lookOptions(settings)])});
const payment = elements.create('payment');
payment.mount('#payment');

const form = document.querySelector('form');
const button = form.querySelector('button');
const status = form.querySelector('[role=status]');
payment.on('ready', () => {
  button.disabled = false;
});
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  status.textContent = ${js(words.wait)};
  const { error } = await xpay.confirmPayment({ elements });
  status.textContent = error ? error.message : ${js(words.thanks)};
  button.hidden = !error;
});

${fetchSecret(facts)}`,
  }),

  link: (settings, facts, words) => ({
    needsScript: true,
    body: `<a href="${html(linkTarget(settings, facts))}" class="pay" data-xpay-checkout>${words.pay}</a>`,
  }),

  hosted: hostedPage,
  'payment-link': hostedPage,
};

/** The page is left for one of ours, which is no part of it. */
function hostedPage(settings: Settings, facts: Facts, words: ShopWords): Page {
  const target = html(linkTarget(settings, facts));
  return { needsScript: false, body: `<a href="${target}" class="pay" target="_blank">${words.pay}</a>` };
}

/** JSON stands in single quotes, so that it can be read. */
function tag(settings: Settings, { publishableKey }: Facts): string {
  const { locale, appearance: { theme, variables } = {} } = chosenLook(settings);
  const attributes = [
    `publishable-key="${html(publishableKey)}"`,
    ...(locale === undefined ? [] : [`locale="${html(locale)}"`]),
    ...(theme === undefined ? [] : [`theme="${html(theme)}"`]),
    ...(variables === undefined ? [] : [`appearance='${inSingleQuotes(JSON.stringify({ variables }))}'`]),
  ];
  const line = `<xpay-checkout ${attributes.join(' ')}></xpay-checkout>`;
  if (line.length <= 100) return line;
  return `<xpay-checkout\n${attributes.map((one) => `  ${one}\n`).join('')}></xpay-checkout>`;
}

function inSingleQuotes(json: string): string {
  return json.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&#39;');
}

function onComplete({ thanks }: ShopWords): string {
  return `onComplete: () => {\n  document.querySelector('h1').textContent = ${js(thanks)};\n}`;
}

/** Hoisted: what the page is about stands first. */
function fetchSecret({ sessionUrl }: Facts): string {
  return `async function fetchClientSecret() {
  const response = await fetch(${js(sessionUrl)}, { method: 'POST' });
  const { clientSecret } = await response.json();
  return clientSecret;
}`;
}

function styles({ look: { theme }, way }: Settings): string {
  const scheme = { light: '', dark: 'dark', auto: 'light dark' }[theme];
  const root = scheme === '' ? '' : `:root { color-scheme: ${scheme}; }\n`;
  const width = way === 'element' ? 28 : 60;
  const body = `body { max-width: ${width}rem; margin: 2rem auto; padding: 0 1rem; font-family: system-ui, sans-serif; }`;
  return root + body + (BUTTONS[way] ?? '');
}

/** White on it is 6.5:1 (WCAG 2.2, 1.4.3), and it is more than 44 px high (2.5.8 asks for 24). */
const BUTTON = `
.pay {
  padding: 0.75rem 1.5rem;
  border: 0;
  border-radius: 0.5rem;
  background: #2150d8;
  color: #fff;
  font: inherit;
}`;

const LINK = BUTTON.replace('  font: inherit;', '  display: inline-block;\n  text-decoration: none;');

const BUTTONS: Readonly<Partial<Record<Way, string>>> = {
  overlay: BUTTON,
  element: BUTTON,
  link: LINK,
  hosted: LINK,
  'payment-link': LINK,
};
