// One route of the OpenAPI document, said in a few words: what it takes, what it answers, and how it refuses.

import { type RouteConfig, z } from '@hono/zod-openapi';
import { errorObject } from './objects.ts';

const REFUSALS = {
  400: 'A field is missing, unknown, or out of bounds: `param` says which.',
  401: 'No or a wrong secret key.',
  403: 'A secret key arrived from a browser.',
  404: 'No such object for this key and mode.',
  409: 'What is asked for contradicts what is there: `code` says how.',
  413: 'The body is over 1 MB.',
  415: 'The body is not declared as application/json.',
  422: 'The Idempotency-Key was used with another body.',
  429: 'Over 100 requests in a second. Wait as long as `Retry-After` says.',
} as const;

const IDEMPOTENCY_KEY = z.object({
  'Idempotency-Key': z
    .string()
    .optional()
    .openapi({ description: 'Repeats within 24 hours get the first answer, byte for byte.' }),
});

export interface Operation {
  readonly tag: string;
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status?: 200 | 201;
  readonly answer: z.ZodType;
  /** Whether it may contradict what is there. */
  readonly conflicts?: boolean;
}

/** An id for each name in braces. */
function paramsOf(path: string): z.ZodObject {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}

/** The route. A POST takes an Idempotency-Key; a path with an id can miss; a body can be wrong in all of its ways. */
export function operation({
  tag,
  method,
  path,
  summary,
  query,
  body,
  status = 200,
  answer,
  conflicts = false,
}: Operation): RouteConfig {
  const hasId = path.includes('{id}');
  const isOnce = method === 'post' && body !== undefined;
  const codes: (keyof typeof REFUSALS)[] = [
    401,
    403,
    429,
    ...(hasId ? [404 as const] : []),
    ...(query !== undefined || body !== undefined || isOnce ? [400 as const] : []),
    ...(body === undefined ? [] : ([413, 415] as const)),
    ...(conflicts || isOnce ? [409 as const] : []),
    ...(isOnce ? [422 as const] : []),
  ];
  return {
    method,
    path,
    summary,
    tags: [tag],
    request: {
      ...(hasId ? { params: paramsOf(path) } : {}),
      ...(query === undefined ? {} : { query }),
      ...(isOnce ? { headers: IDEMPOTENCY_KEY } : {}),
      ...(body === undefined
        ? {}
        : { body: { required: true, content: { 'application/json': { schema: body } } } }),
    },
    responses: {
      [status]: { description: summary, content: { 'application/json': { schema: answer } } },
      ...Object.fromEntries(
        codes.map((code) => [
          code,
          { description: REFUSALS[code], content: { 'application/json': { schema: errorObject } } },
        ]),
      ),
    },
  };
}
