// What the host page may ask of the frame, and what then happens.

import type { Appearance } from '@xpay/protocol/appearance';
import type { HostMessage } from '@xpay/protocol/messages';
import type { Calls } from '../api/calls.ts';
import type { Payment } from '../payment/payment.ts';
import { unreachable } from '../unreachable.ts';

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
}

/** The receiver of the host page's messages. */
export function createOrders({ payment, callsFor, setLocale, setAppearance, reportActed }: OrdersDeps) {
  let hasActed = false;

  async function prepare({ clientSecret, locale, appearance }: Opening): Promise<Calls> {
    setLocale(locale);
    const calls = callsFor(clientSecret);
    await setAppearance(appearance);
    return calls;
  }

  async function act(message: Opening): Promise<void> {
    // A frame that acts is made for one action.
    if (hasActed) return;
    hasActed = true;
    payment.takeOver(await prepare(message));
    reportActed();
  }

  return (message: HostMessage): void => {
    switch (message.type) {
      case 'session':
        void prepare(message).then(payment.open);
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

type Opening = Extract<HostMessage, { readonly clientSecret: string; readonly appearance: Appearance }>;
