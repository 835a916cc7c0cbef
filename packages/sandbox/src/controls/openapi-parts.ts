// What the operations of the sandbox's OpenAPI document have in common.

import { z } from '@hono/zod-openapi';
import { errorObject } from '../wire/xpay/objects.ts';
import { emptyBody } from '../wire/xpay/schemas.ts';

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });

/** An answer. */
export const ok = (description: string, schema: z.ZodType) => ({ description, content: json(schema) });
/** A refusal. */
export const error = (description: string) => ({ description, content: json(errorObject) });
/** A body of this schema. */
export const body = (schema: z.ZodType, required = true) => ({ body: { required, content: json(schema) } });

/** What a route that needs no body may be sent. */
export const NO_FIELDS = body(emptyBody, false);
export const ID = { params: z.object({ id: z.string() }) };

export const KEY_ERRORS = {
  401: error('No or a wrong secret key.'),
  403: error('A live key, or a secret key that arrived from a browser.'),
  429: error('Over 100 requests in a second. Wait as long as `Retry-After` says.'),
};
export const BODY_ERRORS = {
  400: error('A field is missing, unknown, or out of bounds: `param` says which.'),
  413: error('The body is too long.'),
  415: error('The body is not declared as application/json.'),
};
export const UNKNOWN = { 404: error('No such object for this key and mode.') };
