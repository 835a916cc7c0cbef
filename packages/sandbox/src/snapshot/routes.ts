// `/sandbox/reset`, `/sandbox/export`, `/sandbox/import`: all of a merchant's test data away, out, and back in.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { limitBody, limitBodyTo, readJson, readOptionalJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { validate } from '../http/validation.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { Store } from '../store/store.ts';
import { deleteTestRows } from '../store/test-data.ts';
import { emptyBody } from '../wire/xpay/schemas.ts';
import { restoreSnapshot, snapshot, takeSnapshot } from './snapshot.ts';

/** An export is longer than any other body: some 15 kB for each payment. */
const LARGEST_IMPORT_BYTES = 64_000_000;

/** What resetting answers. */
export const resetObject = z
  .strictObject({ object: z.literal('sandbox'), reset: z.literal(true) })
  .openapi('SandboxReset');

/** What importing answers. */
export const importObject = z
  .strictObject({ object: z.literal('sandbox'), sessions: z.int() })
  .openapi('SandboxImport');

export interface StateRoutesDeps {
  readonly store: Store;
  readonly clock: SandboxClock;
  /** Forgets what a merchant has told the sandbox to do. */
  readonly forget: (merchantId: string) => void;
  /** Does what is due now, and resolves when it is done. */
  readonly work: () => Promise<void>;
  /** Something may be due. */
  readonly wake: () => void;
  /** Sends away whoever waits for news of a session: it may be gone, or another one. */
  readonly hangUp: () => void;
}

/** Routes; the caller's test key is checked before. */
export function createStateRoutes({ store, clock, forget, work, wake, hangUp }: StateRoutesDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/sandbox/reset', limitBody, async (c) => {
    validate(emptyBody, await readOptionalJson(c));
    const { merchantId } = c.get('principal');
    forget(merchantId);
    clock.reset();
    // What is on its way comes to its end first, as far as it can.
    await work();
    await store.transaction((trx) => deleteTestRows(trx, merchantId));
    hangUp();
    return c.json({ object: 'sandbox', reset: true } satisfies z.output<typeof resetObject>);
  });
  app.get('/sandbox/export', async (c) =>
    c.json(await takeSnapshot(store, c.get('principal').merchantId, clock.now())),
  );
  app.post('/sandbox/import', limitBodyTo(LARGEST_IMPORT_BYTES), async (c) => {
    // A sealed answer or a secret is not to be quoted back.
    const taken = validate(snapshot, await readJson(c), { quote: false });
    const sessions = await restoreSnapshot(store, c.get('principal').merchantId, taken);
    hangUp();
    wake();
    return c.json({ object: 'sandbox', sessions } satisfies z.output<typeof importObject>);
  });
  allowOnly(app, '/sandbox/reset', ['POST']);
  allowOnly(app, '/sandbox/export', ['GET']);
  allowOnly(app, '/sandbox/import', ['POST']);
  return app;
}
