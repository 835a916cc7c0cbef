// The parts of xpay.js that few pages need: each is fetched when it is first used.

import { XPayError } from '@xpay/protocol/errors';

/** Every part with what it holds. They get what they need of xpay.js passed, so that nothing is loaded twice. */
export interface Parts {
  readonly advice: typeof import('./advice.ts');
  readonly 'full-size': typeof import('./full-size.ts');
  readonly overlay: typeof import('./overlay.ts');
  readonly payment: typeof import('./payment.ts');
  readonly headless: typeof import('./headless.ts');
  readonly tag: typeof import('./tag.ts');
  readonly 'open-link': typeof import('./open-link.ts');
}

/** Rejects with `script_load_failed`; the next call then tries again. What has been loaded stays so. */
export type LoadPart = <Name extends keyof Parts>(name: Name) => Promise<Parts[Name]>;

/**
 * @param fetchPart Gets a part from wherever this build of xpay.js has it, and the same one each time. `query` is for its
 * address: some browsers remember an address that could not be loaded (HTML, module map).
 */
export function createPartLoader(
  fetchPart: (name: keyof Parts, query: string) => Promise<unknown>,
): LoadPart {
  return (name) =>
    fetchPart(name, '')
      .catch(() => fetchPart(name, '?again'))
      .catch((cause) => {
        const message = `${name}.js could not be loaded. Does the page's CSP allow it?`;
        throw new XPayError('script_load_failed', message, { type: 'connection', retryable: true, cause });
      }) as Promise<never>;
}

/** For a part that may as well be missing, or is asked for again when it is needed. */
export function ignore(): void {}
