// A shop whose bundle loads the hosted script when it is needed.

// biome-ignore lint/style/noRestrictedImports: this is a shop's own script, built for the browser as a shop would build it.
import { loadXPayScript } from '@xpay/xpay-js/script';

const { host, shopSettings } = window;
const { publishableKey, origin } = shopSettings;

// Twice, as two parts of a shop would: there is one script.
async function start() {
  const [xpay] = await Promise.all([
    loadXPayScript(publishableKey, { origin }),
    loadXPayScript(publishableKey, { origin }),
  ]);
  host.xpay = xpay;
  if (document.querySelectorAll('script[src$="/v1/xpay.js"]').length !== 1) throw new Error('Two scripts.');
  host.start();
}

start();
