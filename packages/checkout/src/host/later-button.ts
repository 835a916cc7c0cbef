// The shop's button before its code is there, which only the form without a button of its own needs.

import { createError } from '@xpay/protocol/error-types';
import { toWireError } from '@xpay/protocol/wire';
import type { ShopButton, ShopButtonDeps } from './shop-button.ts';

type Code = Pick<typeof import('./shop-button.ts'), 'createShopButton'>;

/** Fetches it when it is first pressed, at the latest. Where it cannot be had nothing is sent, and the answer says so. */
export function createLaterButton(load: () => Promise<Code>, deps: ShopButtonDeps): ShopButton {
  async function press(type: 'validated' | 'confirmed', order: (button: ShopButton) => void): Promise<void> {
    try {
      const { createShopButton } = await load().catch(load);
      order(createShopButton(deps));
    } catch (cause) {
      const error = createError('connection_failed', deps.i18n.t('errors.connection_failed'), { cause });
      deps.host.send({ type, error: toWireError(error) });
    }
  }
  return {
    validate: () => void press('validated', (button) => button.validate()),
    confirm: (returnUrl) => void press('confirmed', (button) => button.confirm(returnUrl)),
  };
}
