// Gets the client secret from the shop, and holds it no longer than until the frame has it.

import { XPayError } from '@xpay/protocol/errors';
import { parseClientSecret } from './credentials.ts';
import type { CheckoutSettings } from './options.ts';

export const FETCH_PATIENCE_MS = 30_000;

export interface SecretSource {
  /** The secret, or null when the shop gave none. While a secret is asked for or waits, it is not asked for again. */
  ask(): Promise<string | null>;
  /** The frame has it, or there is none: the next `ask()` starts anew. A fixed secret stays for the next frame. */
  forget(): void;
  /** Stops waiting for the shop. */
  stop(): void;
}

/** @param onFailure Told of each failure once, as `no_client_secret` with what went wrong as its cause. */
export function createSecretSource(
  { clientSecret, fetchClientSecret }: Pick<CheckoutSettings, 'clientSecret' | 'fetchClientSecret'>,
  publishableKey: string,
  onFailure: (error: XPayError) => void,
): SecretSource {
  let asked: Promise<string | null> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;

  async function askShop(): Promise<string | null> {
    try {
      const answer = await Promise.race([
        fetchClientSecret?.(),
        new Promise((_, reject) => {
          patience = setTimeout(reject, FETCH_PATIENCE_MS, new Error('It did not settle in 30 s.'));
        }),
      ]);
      return parseClientSecret(answer, publishableKey);
    } catch (cause) {
      onFailure(noClientSecret(cause));
      return null;
    } finally {
      clearTimeout(patience);
    }
  }

  return {
    ask() {
      asked ??= clientSecret === undefined ? askShop() : Promise.resolve(clientSecret);
      return asked;
    },
    forget() {
      asked = undefined;
    },
    stop() {
      asked = undefined;
      clearTimeout(patience);
    },
  };
}

function noClientSecret(cause: unknown): XPayError {
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  return new XPayError('no_client_secret', `fetchClientSecret() gave no client secret${reason}`, { cause });
}
