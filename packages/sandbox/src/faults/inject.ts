// Has requests run into the faults that rules have for them: before the work, in its place, or on the way back.

import type { MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import type { Wait } from '../domain/clock.ts';
import type { ApiContext, Env } from '../http/env.ts';
import { ApiError } from '../http/problem.ts';
import { type AskedDeps, describeRequest } from './asked.ts';
import type { FaultBook, Hit } from './book.ts';
import type { FaultRule } from './rule.ts';

export interface InjectDeps extends AskedDeps {
  readonly book: FaultBook;
  /** By the machine's time. */
  readonly wait: Wait;
  readonly logger: Logger;
  /** Runs a copy of the request that meets no fault, and resolves when it is answered. */
  readonly repeat: (copy: Request) => Promise<Response>;
}

/** Mount it after the keys were checked, before the routes; `spoilAnswers` before everything. */
export function injectFaults(deps: InjectDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.env?.isFaultless === true || !deps.book.isActive()) return next();
    const asked = await describeRequest(c, deps, deps.book.asksForSession());
    if (asked === null) return next();
    const { hits, through } = deps.book.take(asked);
    c.set('hits', hits);
    tell(c, hits, deps.logger);
    try {
      for (const hit of hits) {
        const answer = await before(c, hit, deps);
        if (answer !== null) return answer;
      }
      await next();
      for (const hit of hits) {
        if (hit.rule.when === 'after') await delay(hit, deps.wait);
      }
    } finally {
      through();
    }
  };
}

/** Nobody is to look for an error of their own where we made one. */
function tell(c: ApiContext, hits: readonly Hit[], logger: Logger): void {
  const requestId = c.get('requestId');
  for (const { id, rule } of hits) logger.info({ requestId, fault: id, kind: rule.kind }, 'fault');
}

/** What happens instead of the work or before it; null when the work is to be done. */
async function before(c: ApiContext, hit: Hit, { wait, repeat }: InjectDeps): Promise<Response | null> {
  const { rule } = hit;
  switch (rule.kind) {
    case 'delay':
      if (rule.when !== 'after') await delay(hit, wait);
      return null;
    case 'reorder':
      await hit.held;
      return null;
    case 'duplicate':
      // Of an answer that does not end, nobody reads the copy.
      await (await repeat(await copyOf(c))).body?.cancel();
      return null;
    case 'html':
      return c.html(PAGE, statusOf(rule, 200), { 'Cache-Control': 'no-store' });
    case 'status':
      throw new ApiError(codeOf(statusOf(rule, 500)), `${BY_RULE} ${hit.id}.`, {
        status: statusOf(rule, 500),
        headers: rule.retryAfterS === undefined ? {} : { 'Retry-After': String(rule.retryAfterS) },
      });
    case 'in_progress':
      throw new ApiError('idempotency_in_progress', `${BY_RULE} ${hit.id}.`, {
        headers: { 'Retry-After': '1' },
      });
    case 'drop_before':
    case 'offline':
      // It never arrives: wire.ts cuts the connection.
      return c.body(null, 503);
    default:
      return null;
  }
}

/** The same request once more, with a body of its own. */
async function copyOf(c: ApiContext): Promise<Request> {
  const { method, url, headers } = c.req.raw;
  const body = await c.req.arrayBuffer();
  return new Request(url, {
    method,
    headers: new Headers(headers),
    ...(body.byteLength === 0 ? {} : { body }),
  });
}

async function delay({ rule, chance }: Hit, wait: Wait): Promise<void> {
  const ms = (rule.ms ?? 0) + Math.round(chance * (rule.jitterMs ?? 0));
  if (ms > 0) await wait(ms);
}

/** The schema has seen to it that a body may come with it. */
function statusOf({ status }: FaultRule, otherwise: ContentfulStatusCode): ContentfulStatusCode {
  return (status as ContentfulStatusCode | undefined) ?? otherwise;
}

function codeOf(status: number) {
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'api_error' : 'invalid_request';
}

const BY_RULE = 'The sandbox was told to answer so, by the fault rule';

/** As something between a browser and us answers: a hotel's network, an office's filter, a proxy that found nobody. */
const PAGE = `<!doctype html>
<html lang="en"><head><title>Sign in to this network</title></head>
<body><h1>Sign in to this network</h1><p>Open a browser to go on.</p></body></html>
`;
