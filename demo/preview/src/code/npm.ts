// The page's script in TypeScript, with the client from npm.

import type { Settings, Way } from '../settings/settings.ts';
import { indent, js } from './escape.ts';
import { object } from './literal.ts';
import { type Facts, lookOptions } from './page.ts';
import { type ShopWords, shopWords } from './words.ts';

/** A module for the page's own bundle, or null where the way needs none. */
export function npmCode(settings: Settings, facts: Facts): string | null {
  return MODULES[settings.way]?.(settings, facts, shopWords(settings)) ?? null;
}

/** The page asks its server. */
export function fetchSecretTyped({ sessionUrl }: Facts): string {
  return `async function fetchClientSecret(): Promise<string> {
  const response = await fetch(${js(sessionUrl)}, { method: 'POST' });
  const { clientSecret } = (await response.json()) as { clientSecret: string };
  return clientSecret;
}
`;
}

/** Key and origin, as every call of the package takes them. */
export function clientArguments({ publishableKey, checkout }: Facts): string {
  return `${js(publishableKey)}, { origin: ${js(checkout)} }`;
}

type MakeModule = (settings: Settings, facts: Facts, words: ShopWords) => string;

const MODULES: Readonly<Partial<Record<Way, MakeModule>>> = {
  inline: (settings, facts, words) => `import { loadXPay } from '@xpay/xpay-js';

const xpay = await loadXPay(${clientArguments(facts)});
const checkout = await xpay?.initEmbeddedCheckout(${object(['fetchClientSecret', ...lookOptions(settings), onComplete(words)])});
checkout?.mount('#checkout');

${fetchSecretTyped(facts)}`,

  overlay: (settings, facts, words) => `import { loadXPay } from '@xpay/xpay-js';

const xpay = await loadXPay(${clientArguments(facts)});
const coming = xpay?.initEmbeddedCheckout(${object([
    "mode: 'overlay'",
    'fetchClientSecret',
    ...lookOptions(settings),
    onComplete(words),
  ])});
// A click that comes before the session opens it as soon as it can.
document.querySelector('.pay')?.addEventListener('click', async () => (await coming)?.open());

${fetchSecretTyped(facts)}`,

  tag: (_, facts, words) => `import { defineXPayCheckout } from '@xpay/xpay-js/element';

defineXPayCheckout({ origin: ${js(facts.checkout)} });
const checkout = document.querySelector('xpay-checkout');
if (checkout !== null) checkout.fetchClientSecret = fetchClientSecret;
checkout?.addEventListener('xpay-complete', () => ${showThanks(words)});

${fetchSecretTyped(facts)}`,

  element: (settings, facts, words) => `import { loadXPay, type XPayClient } from '@xpay/xpay-js';

const xpay = await loadXPay(${clientArguments(facts)});
const form = document.querySelector('form');
if (xpay !== null && form !== null) takePayment(xpay, form, await fetchClientSecret());

function takePayment(xpay: XPayClient, form: HTMLFormElement, clientSecret: string): void {
  const elements = xpay.elements(${indent(object(['clientSecret', ...lookOptions(settings)]), 2).trimStart()});
  const payment = elements.create('payment');
  payment.mount('#payment');

  const button = form.querySelector('button') as HTMLButtonElement;
  const status = form.querySelector('[role=status]') as HTMLElement;
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
}

${fetchSecretTyped(facts)}`,

  link: (_, facts) => `import { loadXPayScript } from '@xpay/xpay-js/script';

// From now on a click on a link with data-xpay-checkout opens its page over this one.
await loadXPayScript(${clientArguments(facts)});
`,
};

function onComplete(words: ShopWords): string {
  return `onComplete: () => ${showThanks(words)}`;
}

function showThanks({ thanks }: ShopWords): string {
  return `document.querySelector('h1')?.replaceChildren(${js(thanks)})`;
}
