// The same page as a component of a React shop.

import type { Settings, Way } from '../settings/settings.ts';
import { html, js } from './escape.ts';
import { literal } from './literal.ts';
import { chosenLook } from './look.ts';
import { clientArguments, fetchSecretTyped } from './npm.ts';
import { type Facts, linkTarget } from './page.ts';
import { type ShopWords, shopWords } from './words.ts';

/** A component, or null where the way needs neither package nor script. */
export function reactCode(settings: Settings, facts: Facts): string | null {
  return COMPONENTS[settings.way]?.(settings, facts, shopWords(settings)) ?? null;
}

type MakeComponent = (settings: Settings, facts: Facts, words: ShopWords) => string;

const inline: MakeComponent = (settings, facts, words) => {
  const { appearance, provider } = lookProps(settings);
  return `import { EmbeddedCheckout, XPayProvider } from '@xpay/react';
${importLoad(appearance)}
import { useState } from 'react';

const xpay = loadXPay(${clientArguments(facts)});
${appearance}
export function Checkout() {
  const [isPaid, setPaid] = useState(false);
  return (
    <XPayProvider xpay={xpay}${provider}>
      <h1>{isPaid ? ${js(words.thanks)} : ${js(words.title)}}</h1>
      <EmbeddedCheckout fetchClientSecret={fetchClientSecret} onComplete={() => setPaid(true)} />
    </XPayProvider>
  );
}

${fetchSecretTyped(facts)}`;
};

const COMPONENTS: Readonly<Partial<Record<Way, MakeComponent>>> = {
  inline,

  tag: (settings, facts, words) => `// In React the component takes the tag's place.
${inline(settings, facts, words)}`,

  overlay: (settings, facts, words) => {
    const { appearance, provider } = lookProps(settings);
    return `import { EmbeddedCheckout, XPayProvider } from '@xpay/react';
${importLoad(appearance)}
import { useState } from 'react';

const xpay = loadXPay(${clientArguments(facts)});
${appearance}
export function Checkout() {
  const [isOpen, setOpen] = useState(false);
  const [isPaid, setPaid] = useState(false);
  return (
    <XPayProvider xpay={xpay}${provider}>
      <h1>{isPaid ? ${js(words.thanks)} : ${js(words.title)}}</h1>
      <button type="button" className="pay" onClick={() => setOpen(true)}>
        ${words.pay}
      </button>
      <EmbeddedCheckout
        mode="overlay"
        open={isOpen}
        onClose={() => setOpen(false)}
        fetchClientSecret={fetchClientSecret}
        onComplete={() => setPaid(true)}
      />
    </XPayProvider>
  );
}

${fetchSecretTyped(facts)}`;
  },

  element: (settings, facts, words) => {
    const { appearance, provider } = lookProps(settings);
    return `import { PaymentElement, useCheckout, XPayProvider } from '@xpay/react';
${importLoad(appearance)}
import { type FormEvent, useEffect, useState } from 'react';

const xpay = loadXPay(${clientArguments(facts)});
${appearance}
export function Checkout() {
  const [clientSecret, setClientSecret] = useState<string | null>(null);
  useEffect(() => {
    fetchClientSecret().then(setClientSecret);
  }, []);
  return (
    <XPayProvider xpay={xpay} clientSecret={clientSecret}${provider}>
      <h1>${words.title}</h1>
      <OrderForm />
    </XPayProvider>
  );
}

function OrderForm() {
  const { isReady, isPaying, confirm } = useCheckout();
  const [message, setMessage] = useState('');

  async function order(event: FormEvent) {
    event.preventDefault();
    const { error } = await confirm();
    setMessage(error ? error.message : ${js(words.thanks)});
  }

  return (
    <form onSubmit={order}>
      <PaymentElement />
      <p role="status">{message}</p>
      <button className="pay" disabled={!isReady || isPaying}>
        ${words.order}
      </button>
    </form>
  );
}

${fetchSecretTyped(facts)}`;
  },

  link: (settings, facts, words) => `import { loadXPayScript } from '@xpay/xpay-js/script';
import { useEffect } from 'react';

export function PayLink() {
  useEffect(() => {
    loadXPayScript(${clientArguments(facts)});
  }, []);
  return (
    <a href="${html(linkTarget(settings, facts))}" className="pay" data-xpay-checkout>
      ${words.pay}
    </a>
  );
}
`,
};

function lookProps(settings: Settings): { readonly appearance: string; readonly provider: string } {
  const { locale, appearance } = chosenLook(settings);
  return {
    appearance: appearance === undefined ? '' : `\nconst appearance: Appearance = ${literal(appearance)};\n`,
    provider: [
      locale === undefined ? '' : ` locale=${/^[\w-]+$/.test(locale) ? `"${locale}"` : `{${js(locale)}}`}`,
      appearance === undefined ? '' : ' appearance={appearance}',
    ].join(''),
  };
}

function importLoad(appearance: string): string {
  return `import { ${appearance === '' ? '' : 'type Appearance, '}loadXPay } from '@xpay/xpay-js';`;
}
