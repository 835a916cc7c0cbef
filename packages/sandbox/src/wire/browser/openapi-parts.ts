// What the operations of the browser API's document have in common.

import { z } from '@hono/zod-openapi';
import { clientProblem, publicSession } from './schemas.ts';

/** A body of this schema. */
export const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });
/** A refusal. */
export const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: clientProblem } },
});

/** What any route may answer. */
export const ERRORS = {
  401: problem('No or a wrong publishable key.'),
  404: problem('The client secret opens no session for this key.'),
  429: problem('Too many requests for this session. Wait as long as `Retry-After` says.'),
};
/** What a route with a body may answer besides. */
export const BODY_ERRORS = {
  400: problem('A field is missing or out of bounds: `param` says which.'),
  413: problem('The body is over 1 MB.'),
  415: problem('The body is not declared as application/json.'),
};
export const REUSED = problem('The Idempotency-Key was used with another body.');
export const SECRET = z
  .string()
  .openapi({ description: 'The session’s client secret, unchanged. Never in a URL.' });
/** The session, as every route answers with it. */
export const session = (description: string) => ({ description, content: json(publicSession) });
