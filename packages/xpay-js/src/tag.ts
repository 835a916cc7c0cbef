// What an <xpay-checkout> is to be: the checkout that its attributes and properties describe, for as long as they do.

import type { TagOrders } from './checkout-element.ts';
import type { XPayClient } from './client.ts';
import type { EmbeddedCheckout } from './embedded-checkout.ts';
import type { EmbeddedCheckoutOptions, UpdateOptions, XPayOptions } from './options.ts';
import { tell, tellAll } from './tell.ts';
import { type Values, watchTag } from './watch-tag.ts';

export type MakeClient = (publishableKey: string, options: XPayOptions) => XPayClient;

/** The checkout of one tag, from the moment that the tag says enough, until it says something else. */
interface Life {
  /** What cannot change while it lives. */
  readonly identity: readonly unknown[];
  /** What can, as the checkout has it. */
  look: readonly unknown[];
  /** Undefined when it could not be made. */
  readonly checkout: Promise<EmbeddedCheckout | undefined>;
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
    const identity = [publishableKey, clientSecret, fetchClientSecret, mode, origin];
    const look = [locale, theme, appearance];
    const isLost = !element.isConnected || (isMoved && mode !== 'overlay');
    if (life !== undefined && (isLost || !isSame(identity, life.identity))) {
      life.end();
      life = undefined;
    }
    const isEnough = publishableKey !== undefined && (clientSecret ?? fetchClientSecret) !== undefined;
    if (!element.isConnected || !isEnough) return;
    life ??= begin(element, values, { identity, look }, makeClient);
    if (isSame(look, life.look)) return;
    life.look = look;
    order((checkout) => checkout.update(toLook(values)));
  }

  function order(act: (checkout: EmbeddedCheckout) => void): void {
    life?.checkout
      .then((checkout) => checkout && act(checkout))
      .catch((error) => tell(element, 'error', { error }));
  }

  return {
    open: () => order((checkout) => checkout.open()),
    close: () => order((checkout) => checkout.close()),
    refresh: () => order((checkout) => checkout.refresh()),
  };
}

function begin(
  element: HTMLElement,
  values: Values,
  { identity, look }: Pick<Life, 'identity' | 'look'>,
  makeClient: MakeClient,
): Life {
  const { publishableKey = '', clientSecret, fetchClientSecret, mode, origin } = values;
  const target = document.createElement('div');
  let isOver = false;

  async function make(): Promise<EmbeddedCheckout | undefined> {
    try {
      element.shadowRoot?.append(target);
      const options = { clientSecret, fetchClientSecret, mode, ...toLook(values), ...tellAll(element) };
      // Refuses what is wrong among them.
      const checkout = await makeClient(publishableKey, { origin }).initEmbeddedCheckout(
        options as EmbeddedCheckoutOptions,
      );
      if (isOver) checkout.destroy();
      else if (mode !== 'overlay') checkout.mount(target);
      return checkout;
    } catch (error) {
      tell(element, 'error', { error });
      return undefined;
    }
  }

  const checkout = make();
  return {
    identity,
    look,
    checkout,
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

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((value, at) => value === b[at]);
}
