// Gets the client secret from the shop, and holds it no longer than until the frame has it.

import { XPayError } from '@xpay/protocol/errors';
import { parseClientSecret } from './credentials.ts';
import type { FormSettings } from './parse-options.ts';
import type { Returning } from './returning.ts';

export const FETCH_PATIENCE_MS = 30_000;

export interface SecretSource {
  /** The secret, or null when the shop gave none. While a secret is asked for or waits, it is not asked for again. */
  ask(): Promise<string | null>;
  /**
   * The frame has it, there is none, or nobody waits any more: the next `ask()` starts anew, or brings the one that the shop
   * has given unasked.
   */
  forget(given?: string): void;
}

/** One of the two is there; the one that is given is the latest. */
type SecretSettings = Pick<FormSettings, 'clientSecret' | 'fetchClientSecret'>;

/**
 * @param returning The session that the shop is asked for, until it has answered once.
 * @param onFailure Told of each failure once, as `no_client_secret` with what went wrong as its cause.
 */
export function createSecretSource(
  { clientSecret, fetchClientSecret = () => clientSecret }: SecretSettings,
  publishableKey: string,
  returning: Returning,
  onFailure: (error: XPayError) => void,
): SecretSource {
  let asked: Promise<string | null> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;

  async function askShop(): Promise<string | null> {
    try {
      const answer = await Promise.race([
        fetchClientSecret({ ...returning }),
        new Promise((_, reject) => {
          patience = setTimeout(reject, FETCH_PATIENCE_MS, new Error('It took 30 s.'));
        }),
      ]);
      const secret = parseClientSecret(answer, publishableKey);
      returning.sessionId = undefined;
      return secret;
    } catch (cause) {
      onFailure(noClientSecret(cause));
      return null;
    } finally {
      clearTimeout(patience);
    }
  }

  return {
    ask() {
      asked ??= askShop();
      return asked;
    },
    forget(given) {
      clientSecret = given ?? clientSecret;
      asked = given ? Promise.resolve(given) : undefined;
      clearTimeout(patience);
    },
  };
}

function noClientSecret(cause: unknown): XPayError {
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  return new XPayError('no_client_secret', `fetchClientSecret() gave no client secret${reason}`, {
    retryable: true,
    cause,
  });
}
