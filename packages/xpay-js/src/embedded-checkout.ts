// One checkout on the shop's page: mounted, changed, heard, taken down, and mounted again if the shop likes.

import { XPayError } from '@xpay/protocol/errors';
import { createSecretSource } from './client-secret.ts';
import { createEmitter } from './emitter.ts';
import type { CheckoutEventName, CheckoutEvents, CheckoutListener } from './events.ts';
import type { Peer } from './handshake.ts';
import type { Look } from './look.ts';
import { type MountedFrame, mountFrame } from './mounted-frame.ts';
import { type CheckoutSettings, checkListener, parseUpdateOptions, type UpdateOptions } from './options.ts';
import { refuse } from './refusal.ts';
import type { Returning } from './returning.ts';
import { findTarget } from './target.ts';
import { whenShown } from './when-shown.ts';

/** A checkout on the shop's page. Several may live on one page. Every call after `destroy()` throws `destroyed`. */
export interface EmbeddedCheckout {
  /**
   * Puts the form into the page, as the last child of the target. It takes the target's width and its own height.
   * It throws `target_not_found` or `already_mounted` at once; what goes wrong later arrives as an `error` event.
   *
   * @example
   * checkout.mount('#checkout');
   */
  mount(target: string | Element): void;

  /**
   * Takes the form out of the page. `mount()` then starts with a new form: what the buyer typed is gone, and
   * `fetchClientSecret` is asked again. Does nothing while the checkout is not mounted.
   *
   * @example
   * checkout.unmount();
   */
  unmount(): void;

  /**
   * Takes the form out of the page and removes every listener, for good. May be called again.
   *
   * @example
   * checkout.destroy();
   */
  destroy(): void;

  /**
   * Changes language or theme. A form that the buyer has half filled in loses nothing.
   *
   * @example
   * checkout.update({ locale: 'ar', appearance: { theme: 'dark' } });
   */
  update(options: UpdateOptions): void;

  /**
   * Has the form read the session from the server again, for example after your server changed its items.
   *
   * @example
   * checkout.refresh();
   */
  refresh(): void;

  /**
   * Adds a listener and returns the function that removes it.
   *
   * @example
   * const off = checkout.on('complete', ({ session }) => showOrder(session.id));
   */
  on<Name extends CheckoutEventName>(event: Name, listener: CheckoutListener<Name>): () => void;
}

/** Asks the shop for the client secret at once, before and beside any frame. */
export function createEmbeddedCheckout(
  peer: Peer,
  settings: CheckoutSettings & Look,
  returning: Returning,
): EmbeddedCheckout {
  const { listeners, clientSecret, fetchClientSecret, ...given } = settings;
  const events = createEmitter<CheckoutEvents>();
  const fail = (error: XPayError) => events.emit('error', { error });
  const secret = createSecretSource(settings, peer.key, returning, fail);
  let look: Look = given;
  let mounted: MountedFrame | undefined;
  let destroyed = false;

  for (const [name, listener] of listeners) events.on(name, listener);
  if (clientSecret !== undefined) checkReturn(returning, clientSecret, fail);
  const callOff = whenShown(() => void secret.ask());

  return {
    mount(target) {
      refuseIf(destroyed, 'destroyed');
      refuseIf(mounted !== undefined, 'already_mounted');
      mounted = mountFrame(findTarget(target), { peer, secret, events, look: () => look });
    },
    unmount() {
      refuseIf(destroyed, 'destroyed');
      mounted?.stop();
      mounted = undefined;
    },
    destroy() {
      destroyed = true;
      callOff();
      secret.forget();
      events.clear();
      mounted?.stop();
    },
    update(options) {
      refuseIf(destroyed, 'destroyed');
      const change = parseUpdateOptions(options);
      look = { ...look, ...change };
      mounted?.update(change);
    },
    refresh() {
      refuseIf(destroyed, 'destroyed');
      mounted?.refresh();
    },
    on(event, listener) {
      refuseIf(destroyed, 'destroyed');
      checkListener(event, listener);
      return events.on(event, listener);
    },
  };
}

/** A checkout that has its session cannot show another: the shop hears that it would have had to. */
function checkReturn(returning: Returning, clientSecret: string, fail: (error: XPayError) => void): void {
  const { sessionId } = returning;
  if (sessionId === undefined || clientSecret.startsWith(`${sessionId}_secret_`)) return;
  const got = `not of ${sessionId}, whose buyer is back`;
  fail(refuse('clientSecret', got, 'fetchClientSecret', 'invalid_client_secret'));
}

const REFUSALS = {
  destroyed: 'This checkout is destroyed. Create another.',
  already_mounted: 'This checkout is mounted. Call unmount() first.',
} as const;

function refuseIf(wrong: boolean, code: keyof typeof REFUSALS): void {
  if (wrong) throw new XPayError(code, REFUSALS[code]);
}
