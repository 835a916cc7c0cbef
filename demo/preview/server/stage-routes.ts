// The stage: the shop's page for the chosen settings, run from the very code that the preview shows.

import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { pageCode } from '../src/code/page.ts';
import { readSettings } from '../src/settings/address.ts';
import type { Settings } from '../src/settings/settings.ts';
import type { Connection } from './connection.ts';
import { stageHeaders } from './headers.ts';
import { ownPagesOnly } from './own-pages.ts';
import { RUN_ID, type Run, type Runs } from './runs.ts';
import { SandboxDown, SandboxRefusal, type SandboxSettings } from './sandbox-api.ts';
import type { NewSession, Sessions } from './sessions.ts';

export interface StageDeps {
  readonly settings: Pick<SandboxSettings, 'checkout' | 'publishableKey'>;
  readonly runs: Runs;
  readonly sessions: Sessions;
  readonly connection: Pick<Connection, 'check'>;
}

/** `GET /stage/<run>/?<settings>` and `POST /stage/<run>/create-session`. */
export function createStageRoutes({ settings, runs, sessions, connection }: StageDeps): Hono {
  const app = new Hono();

  async function createSession(run: Run): Promise<NewSession> {
    // The endpoint has to be there before the first event.
    await connection.check();
    return sessions.create(run);
  }

  app.get('/stage/:run/', ownPagesOnly, async (c) => {
    const id = c.req.param('run');
    if (!RUN_ID.test(id)) return c.notFound();
    const { settings: chosen } = readSettings(new URL(c.req.url).searchParams);
    const run = runs.open(id, chosen);
    const nonce = randomBytes(16).toString('base64');
    const headers = stageHeaders(settings.checkout, nonce);
    try {
      const url = isLinked(chosen) ? (await createSession(run)).url : null;
      const { checkout, publishableKey } = settings;
      const facts = { checkout, publishableKey, sessionUrl: `/stage/${id}/create-session` };
      const code = pageCode(chosen, url === null ? facts : { ...facts, url });
      return c.html(forStage(code, nonce), 200, headers);
    } catch (error) {
      return c.html(forStage(SORRY, nonce), tellProblem(run, error), headers);
    }
  });

  app.post('/stage/:run/create-session', ownPagesOnly, async (c: Context) => {
    const run = runs.find(c.req.param('run') ?? '');
    if (run === null) return c.json({ message: 'There is no such run. Load its stage first.' }, 404);
    try {
      return c.json(await createSession(run), 200, { 'cache-control': 'no-store' });
    } catch (error) {
      const status = tellProblem(run, error);
      return c.json({ message: 'The sandbox made no session.' }, status);
    }
  });

  return app;
}

/** Ways whose page is a link to a page of the checkout: that one has to be there first. */
function isLinked({ way }: Settings): boolean {
  return way === 'link' || way === 'hosted' || way === 'payment-link';
}

/** The code as it is, with the tap before everything else, and allowed by the stage's policy. */
function forStage(code: string, nonce: string): string {
  return code
    .replace('<head>', '<head>\n    <script src="/assets/tap.js"></script>')
    .replace(/<(script(?= type="module">)|style(?=>))/g, `<$1 nonce="${nonce}"`);
}

const SORRY = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>No session</title></head>
  <body></body>
</html>
`;

/** The page says it: the stage stays empty. */
function tellProblem(run: Run, error: unknown): 502 | 503 {
  if (error instanceof SandboxRefusal) {
    run.tell('problem', { code: error.code, message: error.message });
    return 502;
  }
  if (!(error instanceof SandboxDown)) throw error;
  run.tell('problem', { code: 'unreachable', message: error.message });
  return 503;
}
