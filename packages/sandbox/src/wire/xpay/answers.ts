// What XPay's routes answer with besides their objects: refusals, and things that are not there.

import type { Problem } from '../../domain/problem.ts';
import type { ApiContext } from '../../http/env.ts';
import { ApiError } from '../../http/problem.ts';

/** The same for an id that nobody has, and for one of another merchant or mode. */
export function notFound(noun: string): ApiError {
  return new ApiError(
    'not_found',
    `No such ${noun} for this key. Check the id, and that the key is of the same mode.`,
  );
}

/** Of an object that a body names: as above, told as the fault of that field. */
export function noSuch(noun: string, param: string): ApiError {
  return new ApiError(
    'invalid_request',
    `${param}: there is no such ${noun} for this key. Check the id, and that the key is of the same mode.`,
    { param },
  );
}

/** The domain's refusal as XPay words it. */
export function refused({ code, message, param }: Problem): ApiError {
  return new ApiError(code, param === undefined ? message : `${param}: ${message}`, { param });
}

/** What the domain made. @throws ApiError when it refused. */
export function accepted<T extends object>(result: T | { readonly problem: Problem }): T {
  if ('problem' in result) throw refused(result.problem);
  return result;
}

export function sendJson(c: ApiContext, object: object): Response {
  return c.body(JSON.stringify(object), 200, { 'Content-Type': 'application/json' });
}
