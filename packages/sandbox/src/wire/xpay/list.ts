// Lists: `{data,totalCount,page,limit,totalPages}`, asked for by query, with the next page's address in a Link header.

import { z } from '@hono/zod-openapi';
import type { ApiContext } from '../../http/env.ts';
import { ApiError } from '../../http/problem.ts';
import { validate } from '../../http/validation.ts';
import { MOST_COUNTED, type PageOfIds, type PageWanted } from '../../store/paging.ts';
import { fields } from './fields.ts';

const LARGEST_PAGE = 1_000_000;

/** A whole number in an address, where everything is text. */
export function queryNumber(min: number, max: number) {
  return z
    .string()
    .refine((text) => /^\d{1,12}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: ({ input }) =>
        `got "${String(input).slice(0, 40)}", expected a whole number from ${min} to ${max}.`,
    })
    .transform(Number)
    .openapi({ type: 'integer', minimum: min, maximum: max });
}

/** `true` or `false` in an address. */
export const queryFlag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .openapi({ type: 'boolean' });

export const querySearch = z.string().min(1).max(500).openapi({
  description: 'Words, each found by how it begins; all of them have to match. Commas separate alternatives.',
});

const pageFields = {
  page: queryNumber(1, LARGEST_PAGE).optional().openapi({ description: 'From 1, the default.' }),
  limit: queryNumber(1, 100).optional().openapi({ description: 'Rows of a page; 20 unless told.' }),
  order: z.enum(['asc', 'desc']).optional().openapi({
    description:
      '`asc`, the default, lists the oldest first: what is added while you page comes last, so that nothing is repeated or skipped. For `desc`, follow the `Link` header: it holds `until`.',
  }),
  until: z.string().max(80).optional().openapi({
    description: 'Leaves out what was added later than this row, as the `Link` header names it.',
  }),
};

/** The query of a list: its filters, and the page. */
export function listQuery<Shape extends z.core.$ZodShape>(filters: Shape) {
  return fields({ ...filters, ...pageFields });
}

/** @throws ApiError `invalid_request` for a parameter that is unknown, repeated or out of bounds. */
export function readQuery<T>(c: ApiContext, schema: z.ZodType<T>): T {
  const values: Record<string, string> = {};
  for (const [name, all] of Object.entries(c.req.queries())) {
    const [value = ''] = all;
    if (all.length > 1) {
      const message = `${name}: was sent ${all.length} times. Send it once.`;
      throw new ApiError('invalid_request', message, { param: name });
    }
    values[name] = value;
  }
  return validate(schema, values);
}

interface PageQuery {
  readonly page?: number | undefined;
  readonly limit?: number | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  readonly until?: string | undefined;
}

export function toPageWanted({ page = 1, limit = 20, order = 'asc', until = '' }: PageQuery): PageWanted {
  return { page, limit, order, until: until === '' ? null : until };
}

/** The schema of a list's answer. */
export function listOf<Item extends z.ZodType>(item: Item, name: string) {
  return z
    .strictObject({
      data: z.array(item),
      totalCount: z.int().openapi({
        description: `How many there are. Of a search, and by metadata, amount or date, no more than ${MOST_COUNTED} are counted: the pages go on as the \`Link\` header has them.`,
      }),
      page: z.int(),
      limit: z.int(),
      totalPages: z.int(),
    })
    .openapi(name);
}

/** Answers one page. RFC 8288: `Link` has the addresses of the pages before and after it. */
export function sendPage(
  c: ApiContext,
  data: readonly object[],
  { totalCount, newest, isMore }: Omit<PageOfIds, 'ids'>,
  { page, limit, order, until }: PageWanted,
): Response {
  const totalPages = Math.ceil(totalCount / limit);
  const link = (to: number, rel: string) => {
    const { pathname, searchParams } = new URL(c.req.url);
    searchParams.set('page', String(to));
    const last = until ?? newest;
    if (order === 'desc' && last !== null) searchParams.set('until', last);
    return `<${pathname}?${searchParams}>; rel="${rel}"`;
  };
  const links = [...(page > 1 ? [link(page - 1, 'prev')] : []), ...(isMore ? [link(page + 1, 'next')] : [])];
  if (links.length > 0) c.header('Link', links.join(', '));
  return c.body(JSON.stringify({ data, totalCount, page, limit, totalPages }), 200, {
    'Content-Type': 'application/json',
  });
}
