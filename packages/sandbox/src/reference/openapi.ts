// An OpenAPI 3.1 document as this server makes it, and the names that its operations get.

import type { OpenAPIHono } from '@hono/zod-openapi';

export type OpenApi = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/** A document under `/openapi/<name>.json`. */
export interface ApiDocument {
  readonly name: string;
  readonly title: string;
  readonly make: (apiOrigin: string) => OpenApi;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Names each operation after its method and path, as generators of clients do: `getCheckoutSessionsId`. */
export function withOperationIds({ paths = {}, ...document }: OpenApi): OpenApi {
  const named = Object.entries(paths).map(([path, item]) => {
    const words = path.split(/[^a-z\d]+/i).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    const operations = METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      return [[method, { ...operation, operationId: method + words.join('') }] as const];
    });
    return [path, { ...item, ...Object.fromEntries(operations) }] as const;
  });
  return { ...document, paths: Object.fromEntries(named) };
}
