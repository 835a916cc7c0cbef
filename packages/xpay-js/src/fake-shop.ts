// For tests: a shop that prepares checkouts, with its server's answers given by hand.

import type { XPayError } from '@xpay/protocol/errors';
import { vi } from 'vitest';
import { createClient } from './client.ts';
import type { EmbeddedCheckout } from './embedded-checkout.ts';
import { KEY, ORIGIN, SECRET } from './fake-frame.ts';
import { loadPart } from './fake-parts.ts';
import type { EmbeddedCheckoutOptions, SecretRequest, XPayOptions } from './options.ts';

export function createShop(options: XPayOptions = {}) {
  const xpay = createClient(KEY, options, loadPart, ORIGIN);

  function prepare(options: Partial<EmbeddedCheckoutOptions> = {}): Promise<EmbeddedCheckout> {
    return xpay.initEmbeddedCheckout({ clientSecret: SECRET, ...options } as EmbeddedCheckoutOptions);
  }

  /** A checkout whose secret comes from the shop's server, answered when the test says so. */
  async function prepareWithFetch() {
    const answers: { resolve(secret: unknown): void; reject(error: unknown): void }[] = [];
    const fetchClientSecret = vi.fn(
      (_request: SecretRequest) =>
        new Promise<string>((resolve, reject) =>
          answers.push({ resolve: resolve as (secret: unknown) => void, reject }),
        ),
    );
    const errors: XPayError[] = [];
    const checkout = await xpay.initEmbeddedCheckout({
      fetchClientSecret,
      onError: ({ error }) => errors.push(error),
    });
    return { checkout, fetchClientSecret, answers, errors };
  }

  return { xpay, prepare, prepareWithFetch };
}
