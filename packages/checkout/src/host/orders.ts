// What the host page may ask of the frame, and what then happens.

import type { Appearance } from '@xpay/protocol/appearance';
import type { HostMessage } from '@xpay/protocol/messages';
import type { Calls } from '../api/calls.ts';
import type { Payment } from '../payment/payment.ts';
import { unreachable } from '../unreachable.ts';
import type { ShopButton } from './shop-button.ts';

export interface OrdersDeps {
  readonly payment: Pick<Payment, 'open' | 'takeOver' | 'withhold' | 'refresh'>;
  /** Calls with a client secret, which lives on in them alone. */
  readonly callsFor: (clientSecret: string) => Calls;
  /** A language tag, or `auto`. */
  readonly setLocale: (locale: string) => void;
  /** Resolves when the form may be shown in it; never rejects. */
  readonly setAppearance: (appearance: Appearance) => Promise<void>;
  /** Tells the host page, once, what the pending action came to; called when its session is being loaded. */
  readonly reportActed: () => void;
  /** Opens the session that this document fetches by itself; does nothing where it has none. */
  readonly openOwn: () => void;
  /** For a form without a button of its own; null where nobody but the buyer presses Pay. */
  readonly button: ShopButton | null;
  /** The buyer wants to leave. */
  readonly askClose: () => void;
}

/** The receiver of the host page's messages. */
export function createOrders(deps: OrdersDeps): (message: HostMessage) => void {
  const { payment, setLocale, setAppearance, button } = deps;
  const prepare = createPreparation(deps);
  const act = createActing(deps, prepare);
  return (message) => {
    switch (message.type) {
      case 'session':
        void prepare(message).then(payment.open);
        break;
      case 'own_session':
        setLocale(message.locale);
        void setAppearance(message.appearance).then(deps.openOwn);
        break;
      case 'act':
        void act(message);
        break;
      case 'update':
        if (message.locale !== undefined) setLocale(message.locale);
        if (message.appearance !== undefined) void setAppearance(message.appearance);
        break;
      case 'refresh':
        payment.refresh();
        break;
      case 'validate':
        button?.validate();
        break;
      case 'confirm':
        button?.confirm(message.returnUrl);
        break;
      case 'ask_close':
        deps.askClose();
        break;
      case 'no_session':
        setLocale(message.locale);
        void setAppearance(message.appearance).then(() => payment.withhold('no_client_secret', true));
        break;
      case 'retrieve':
        // The headless document answers it; a mounted checkout speaks for its own session only.
        break;
      default:
        unreachable(message);
    }
  };
}

/** Resolves with the calls of a session that may be shown now. */
function createPreparation({ callsFor, setLocale, setAppearance }: OrdersDeps) {
  return async ({ clientSecret, locale, appearance }: Opening): Promise<Calls> => {
    setLocale(locale);
    const calls = callsFor(clientSecret);
    await setAppearance(appearance);
    return calls;
  };
}

function createActing({ payment, reportActed }: OrdersDeps, prepare: (message: Opening) => Promise<Calls>) {
  let hasActed = false;
  return async (message: Opening): Promise<void> => {
    // A frame that acts is made for one action.
    if (hasActed) return;
    hasActed = true;
    payment.takeOver(await prepare(message));
    reportActed();
  };
}

type Opening = Extract<HostMessage, { readonly clientSecret: string; readonly appearance: Appearance }>;
