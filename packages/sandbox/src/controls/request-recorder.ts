// Writes every answered request of a test key into the book, whichever way it ended.

import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { type AskedDeps, describeRequest } from '../faults/asked.ts';
import { isCut } from '../faults/wire.ts';
import type { Env } from '../http/env.ts';
import type { Time } from '../sandbox-clock.ts';
import type { RequestBook } from './request-book.ts';

export interface RecorderDeps extends AskedDeps {
  readonly requests: Pick<RequestBook, 'add'>;
  /** Where the sandbox's clock stands still, requests take their time all the same. */
  readonly machine: Pick<Time, 'now'>;
}

/**
 * Mount it just inside `logRequests`. What is not written: live requests, the sandbox's own controls, preflights, and what no key was
 * sent with, such as files.
 */
export function recordRequests({ requests, machine, ...deps }: RecorderDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const startedAt = machine.now();
    await next();
    const asked = await describeRequest(c, deps, true);
    if (asked === null || asked.merchantId === null) return;
    const { method, path, merchantId, sessionId } = asked;
    const hits = c.get('hits') ?? [];
    requests.add({
      id: c.get('requestId'),
      merchantId,
      sessionId: c.get('madeSessionId') ?? sessionId,
      method,
      path,
      route: routePath(c),
      status: isCut(hits) ? null : c.res.status,
      startedAt: startedAt.toISOString(),
      durationMs: machine.now().getTime() - startedAt.getTime(),
      faults: hits.map(({ id, rule }) => ({ id, kind: rule.kind })),
    });
  };
}
