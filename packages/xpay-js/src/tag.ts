// What an <xpay-checkout> is to be: the checkout that its attributes and properties describe, for as long as they do.

import type { TagOrders } from './checkout-element.ts';
import type { XPayClient } from './client.ts';
import type { EmbeddedCheckout } from './embedded-checkout.ts';
import type { CheckoutEvents } from './events.ts';
import type { CheckoutUpdate, EmbeddedCheckoutOptions, UpdateOptions, XPayOptions } from './options.ts';
import { tell, tellAll } from './tell.ts';
import { type Values, watchTag } from './watch-tag.ts';

export type MakeClient = (publishableKey: string, options: XPayOptions) => XPayClient;

/** The checkout of one tag, from the moment that the tag says enough, until it says something else. */
interface Life {
  /** What cannot change while it lives. */
  readonly identity: readonly unknown[];
  /** What can, as the checkout has it. */
  session: string | undefined;
  look: readonly unknown[];
  /** Undefined when it could not be made. */
  readonly checkout: Promise<EmbeddedCheckout | undefined>;
  /** It could not be made, or has lost its frame: whatever changes begins a new life. */
  isBroken(): boolean;
  end(): void;
}

/** Hears from now on what the tag says, and makes its checkout as the tag is. */
export function adopt(element: HTMLElement, makeClient: MakeClient): TagOrders {
  let life: Life | undefined;
  const values = watchTag(element, settle);
  settle();

  /** @param isMoved A frame that was moved has lost its document: the tag begins anew. */
  function settle(isMoved = false): void {
    const { publishableKey, clientSecret, fetchClientSecret, mode, origin, locale, theme, appearance } =
      values;
    const identity = [publishableKey, clientSecret === undefined, fetchClientSecret, mode, origin];
    const now = { identity, session: clientSecret, look: [locale, theme, appearance] };
    const isLost = !element.isConnected || (isMoved && mode !== 'overlay');
    if (isLost || !isSame(identity, life?.identity)) end();
    const isEnough = publishableKey !== undefined && (clientSecret ?? fetchClientSecret) !== undefined;
    if (!element.isConnected || !isEnough) return;
    life ??= begin(element, values, now, makeClient);
    if (clientSecret !== life.session) follow(life, { ...toLook(values), clientSecret });
    else if (!isSame(now.look, life.look)) follow(life, toLook(values));
    life.session = clientSecret;
    life.look = now.look;
  }

  /** The form keeps what the buyer typed; of another session's it keeps what is not secret. */
  function follow(current: Life, change: CheckoutUpdate): void {
    order((checkout) => {
      if (current !== life) return;
      if (!current.isBroken()) return checkout?.update(change);
      end();
      settle();
    });
  }

  function order(act: (checkout: EmbeddedCheckout | undefined) => void): void {
    life?.checkout.then(act).catch((error) => tell(element, 'error', { error }));
  }

  function end(): void {
    life?.end();
    life = undefined;
  }

  return {
    open: () => order((checkout) => checkout?.open()),
    close: () => order((checkout) => checkout?.close()),
    refresh: () => order((checkout) => checkout?.refresh()),
  };
}

function begin(
  element: HTMLElement,
  values: Values,
  now: Pick<Life, 'identity' | 'session' | 'look'>,
  makeClient: MakeClient,
): Life {
  const { publishableKey = '', clientSecret, fetchClientSecret, mode, origin } = values;
  const target = document.createElement('div');
  let isOver = false;
  let isBroken = false;

  function onError(event: CheckoutEvents['error']): void {
    isBroken ||= event.error.code.startsWith('frame_');
    tell(element, 'error', event);
  }

  async function make(): Promise<EmbeddedCheckout | undefined> {
    try {
      element.shadowRoot?.append(target);
      const options = {
        clientSecret,
        fetchClientSecret,
        mode,
        ...toLook(values),
        ...tellAll(element),
        onError,
      };
      // Refuses what is wrong among them.
      const checkout = await makeClient(publishableKey, { origin }).initEmbeddedCheckout(
        options as EmbeddedCheckoutOptions,
      );
      if (isOver) checkout.destroy();
      else if (mode !== 'overlay') checkout.mount(target);
      return checkout;
    } catch (error) {
      isBroken = true;
      tell(element, 'error', { error });
      return undefined;
    }
  }

  const checkout = make();
  return {
    ...now,
    checkout,
    isBroken: () => isBroken,
    end() {
      isOver = true;
      target.remove();
      checkout.then((made) => made?.destroy());
    },
  };
}

/** Wrong values pass as they are: the checkout says what is wrong with them. */
function toLook({ locale, theme, appearance }: Values): UpdateOptions {
  const given = typeof appearance === 'string' ? parseJson(appearance) : appearance;
  const themed = theme === undefined ? given : { ...Object(given), theme };
  return { locale, appearance: themed } as UpdateOptions;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[] = []): boolean {
  return a.every((value, at) => value === b[at]);
}
