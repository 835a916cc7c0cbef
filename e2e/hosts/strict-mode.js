// A shop in React, with StrictMode: every effect runs twice, as it does for whoever develops a shop.

// biome-ignore lint/style/noRestrictedImports: this is a shop's own script, built for the browser as a shop would build it.
import { EmbeddedCheckout, XPayProvider } from '@xpay/react';
// biome-ignore lint/style/noRestrictedImports: as above.
import { loadXPay } from '@xpay/xpay-js';
import { createElement as h, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

const { host, shopSettings } = window;
const { publishableKey, origin } = shopSettings;

function Checkout() {
  // Another drawing at every event, with other functions each time.
  const [, setCount] = useState(0);
  const note = (name) => (event) => {
    host.note(name, event);
    setCount((count) => count + 1);
  };
  return h(EmbeddedCheckout, {
    fetchClientSecret: () => host.fetchClientSecret(),
    onReady: note('ready'),
    onConfirm: note('confirm'),
    onAction: note('action'),
    onComplete: note('complete'),
    onError: note('error'),
  });
}

createRoot(document.getElementById('root')).render(
  h(StrictMode, null, h(XPayProvider, { xpay: loadXPay(publishableKey, { origin }) }, h(Checkout))),
);
