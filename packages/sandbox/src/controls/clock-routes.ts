// `GET` and `POST /sandbox/clock`: what time it is in the sandbox, and stopping or moving it.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { limitBody, readJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { ApiError } from '../http/problem.ts';
import { validate } from '../http/validation.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import { fields } from '../wire/xpay/fields.ts';
import type { ClockMoves } from './clock-moves.ts';

/** A year: a longer way is more likely a slip. */
const FURTHEST_MS = 366 * 24 * 3_600_000;

/** Body of `POST /sandbox/clock`. */
export const clockBody = fields({
  action: z.enum(['freeze', 'advance', 'set', 'resume', 'reset']),
  ms: z
    .int()
    .min(0)
    .max(FURTHEST_MS)
    .optional()
    .openapi({ description: 'How far to `advance`.', example: 60_000 }),
  to: z.iso
    .datetime({ offset: true })
    .optional()
    .openapi({ description: 'Where to `set` it: a later time, RFC 3339.' }),
})
  .superRefine(({ action, ms, to }, context) => {
    const check = (path: 'ms' | 'to', value: unknown, owner: string, what: string) => {
      if (action === owner && value === undefined) {
        context.addIssue({ code: 'custom', path: [path], message: `is required to ${owner}: ${what}.` });
      }
      if (action !== owner && value !== undefined) {
        context.addIssue({ code: 'custom', path: [path], message: `is only for the action "${owner}".` });
      }
    };
    check('ms', ms, 'advance', 'milliseconds');
    check('to', to, 'set', 'a time in RFC 3339');
  })
  .openapi('MoveClock');

/** What both routes answer. */
export const clockObject = z
  .strictObject({
    object: z.literal('clock'),
    now: z.string().openapi({ format: 'date-time' }),
    frozen: z.boolean(),
    aheadMs: z.int().openapi({ description: 'Milliseconds ahead of the machine’s clock.' }),
  })
  .openapi('Clock');

export interface ClockRoutesDeps {
  readonly clock: SandboxClock;
  readonly moves: ClockMoves;
}

/** Routes under `/sandbox/clock`; the caller's test key is checked before. */
export function createClockRoutes({ clock, moves }: ClockRoutesDeps): Hono<Env> {
  const app = new Hono<Env>();
  const shown = (): z.output<typeof clockObject> => ({
    object: 'clock',
    now: clock.now().toISOString(),
    frozen: clock.isFrozen(),
    aheadMs: clock.now().getTime() - clock.machine.now().getTime(),
  });
  app.get('/sandbox/clock', (c) => c.json(shown()));
  app.post('/sandbox/clock', limitBody, async (c) => {
    const body = validate(clockBody, await readJson(c));
    await apply(body, { clock, moves });
    return c.json(shown());
  });
  allowOnly(app, '/sandbox/clock', ['GET', 'POST']);
  return app;
}

async function apply(
  { action, ms = 0, to = '' }: z.output<typeof clockBody>,
  { clock, moves }: ClockRoutesDeps,
): Promise<void> {
  switch (action) {
    case 'freeze':
      return clock.freeze();
    case 'resume':
      return clock.resume();
    case 'reset':
      return clock.reset();
    case 'advance':
      return moves.advance(ms);
    case 'set':
      return moves.moveTo(within(new Date(to), clock));
  }
}

function within(to: Date, clock: SandboxClock): Date {
  const now = clock.now();
  const refuse = (expected: string) =>
    new ApiError('invalid_request', `to: got ${to.toISOString()}, expected ${expected}.`, { param: 'to' });
  if (to < now) throw refuse(`a time after ${now.toISOString()}: the clock only moves on`);
  if (to.getTime() - now.getTime() > FURTHEST_MS) throw refuse('a time within a year');
  return to;
}
