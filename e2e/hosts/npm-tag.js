// A shop that bundles <xpay-checkout>: the tag is in the markup before it is defined.

// biome-ignore lint/style/noRestrictedImports: this is a shop's own script, built for the browser as a shop would build it.
import { defineXPayCheckout } from '@xpay/xpay-js/element';

const { host, shopSettings } = window;
const tag = document.querySelector('xpay-checkout');

for (const name of host.NAMES) {
  document.addEventListener(`xpay-${name}`, (event) => host.note(name, event.detail));
}
defineXPayCheckout({ origin: shopSettings.origin });
tag.fetchClientSecret = () => host.fetchClientSecret();
