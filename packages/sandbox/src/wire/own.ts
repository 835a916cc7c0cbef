// What a caller may see of the checkouts: their own, of their key's mode; anything else does not exist for them.

import type { Api } from '../domain/api.ts';
import type { Checkout } from '../domain/checkout.ts';
import type { Problem } from '../domain/problem.ts';
import type { ApiContext } from '../http/env.ts';
import { ApiError } from '../http/problem.ts';
import type { Payments } from '../payments.ts';

export interface OwnDeps {
  readonly payments: Pick<Payments, 'read'>;
}

/** The checkout, as it is now. With `api`: if it was made by that API. @throws ApiError `not_found`, the same for all. */
export async function readOwn(
  c: ApiContext,
  { payments }: OwnDeps,
  sessionId: string | null,
  { noun, api }: { readonly noun: string; readonly api?: Api },
): Promise<Checkout> {
  const { merchantId, livemode } = c.get('principal');
  const checkout = sessionId === null ? null : await payments.read(sessionId);
  if (
    checkout === null ||
    checkout.session.merchantId !== merchantId ||
    checkout.session.livemode !== livemode ||
    (api !== undefined && checkout.session.api !== api)
  ) {
    throw noSuch(noun);
  }
  return checkout;
}

/** The same for an id that nobody has, and for one of another merchant or mode. */
export function noSuch(noun: string): ApiError {
  const message = `No such ${noun} for this key. Check the id, and that the key is of the same mode.`;
  return new ApiError('not_found', message);
}

/** The domain's refusal as an error. `fields`: what this API calls the domain's fields. */
export function toError(
  { code, message, param }: Problem,
  fields: Readonly<Record<string, string>> = {},
): ApiError {
  if (param === undefined) return new ApiError(code, message);
  const name = fields[param] ?? param;
  return new ApiError(code, `${name}: ${message}`, { param: name });
}
