// `POST /oauth/token`: an access token for a client's credentials (OAuth 2.0 client credentials; RFC 6749, 2.3.1, 4.4, 5).

import { Hono } from 'hono';
import type { Clock } from '../../domain/clock.ts';
import type { ApiContext, Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { ApiError } from '../../http/problem.ts';
import type { RateLimiter, RatePolicy } from '../../http/rate-limit.ts';
import { findClient, issueToken, type OAuthClient, TOKEN_LIFETIME_S } from '../../store/oauth.ts';
import type { Store } from '../../store/store.ts';

export interface TokenDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly limiter: RateLimiter;
}

/** Tokens are to be kept for their hour: who asks for one before each request is told so. */
const TOKENS_PER_CLIENT: RatePolicy = { name: 'tokens', limit: 5, windowS: 1 };

/** The route; nothing is checked before but the length of the body. */
export function createTokenRoute({ store, clock, limiter }: TokenDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/oauth/token', async (c) => {
    const form = await readForm(c);
    const grantType = form.get('grant_type');
    if (grantType === undefined) throw invalid('grant_type is required: client_credentials.');
    const client = await authenticate(c, form, store);
    if (grantType !== 'client_credentials') {
      throw new ApiError('unsupported_grant_type', 'The only grant_type is client_credentials.');
    }
    if ((form.get('scope') ?? '') !== '') {
      throw new ApiError('invalid_scope', 'There are no scopes. Leave out the parameter scope.');
    }
    limiter.take(c, TOKENS_PER_CLIENT, client.id);
    const token = await store.transaction((trx) => issueToken(trx, client.id, clock.now()));
    const answer = { access_token: token, token_type: 'bearer', expires_in: TOKEN_LIFETIME_S };
    return c.json(answer, 200, { 'Cache-Control': 'no-store', Pragma: 'no-cache' });
  });
  allowOnly(app, '/oauth/token', ['POST']);
  return app;
}

/** RFC 6749, 3.2: parameters without a value count as left out, and none may be there twice. */
async function readForm(c: ApiContext): Promise<ReadonlyMap<string, string>> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    throw invalid('Send the parameters as a form: Content-Type: application/x-www-form-urlencoded.');
  }
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(await c.req.text())) {
    if (form.has(name)) throw invalid('A parameter is there twice. Send each once.');
    form.set(name, value);
  }
  for (const [name, value] of form) if (value === '') form.delete(name);
  return form;
}

async function authenticate(
  c: ApiContext,
  form: ReadonlyMap<string, string>,
  { db }: Store,
): Promise<OAuthClient> {
  const header = c.req.header('Authorization');
  const inForm = { id: form.get('client_id'), secret: form.get('client_secret') };
  if (header !== undefined && inForm.secret !== undefined) {
    throw invalid('The credentials are there twice, in the header and in the body. Send them once.');
  }
  const { id, secret } = header === undefined ? inForm : credentialsOf(header);
  if (header !== undefined && inForm.id !== undefined && inForm.id !== id) {
    throw invalid('client_id is another one in the body than in the header.');
  }
  if (id === undefined || secret === undefined) {
    throw wrongClient('No credentials. Send client_id and client_secret by HTTP Basic, or in the body.');
  }
  const client = await findClient(db, id, secret);
  if (client === null) {
    throw wrongClient('No such client, or a wrong secret. Check both, and that the client was not revoked.');
  }
  return client;
}

/** RFC 6749, 2.3.1: both are encoded as in a form before they become Basic credentials. */
function credentialsOf(header: string): { readonly id?: string; readonly secret?: string } {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(header)?.[1] ?? '';
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  if (id === undefined || secret === undefined) return {};
  try {
    return { id: formDecoded(id), secret: formDecoded(secret) };
  } catch {
    return {}; // A stray percent sign: no client has such a name.
  }
}

function formDecoded(text: string): string {
  return decodeURIComponent(text.replace(/\+/g, ' '));
}

function invalid(message: string): ApiError {
  return new ApiError('invalid_request', message);
}

/** 401 with the scheme that may be used (RFC 6749, 5.2; RFC 9110, 15.5.2). */
function wrongClient(message: string): ApiError {
  const headers = { 'WWW-Authenticate': 'Basic realm="payment requests", charset="UTF-8"' };
  return new ApiError('invalid_client', message, { headers });
}
