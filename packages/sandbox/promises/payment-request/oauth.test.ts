// The payment-request FAQ: OAuth. RFC 6749 for what it does not say, and oauth4webapi as a judge of its own.

import {
  ClientSecretBasic,
  ClientSecretPost,
  clientCredentialsGrantRequest,
  customFetch,
  processClientCredentialsResponse,
} from 'oauth4webapi';
import { describe, expect, it } from 'vitest';
import { oauthErrorObject } from '../../src/wire/payment-request/schemas.ts';
import { call, ok, textAt } from '../call.ts';
import { inWorld, type World } from '../start.ts';
import { aBody, aCaller, askToken, basic, errorOf, tokenOf } from './client.ts';

const GRANT = 'grant_type=client_credentials';
const HOUR_MS = 3_600_000;

describe('which grant type is supported?', () => {
  it.each(['password', 'authorization_code', 'refresh_token', 'CLIENT_CREDENTIALS', 'implicit'])(
    'P232 client_credentials only: %s is an unsupported_grant_type',
    (grant_type) =>
      inWorld(async (world) => {
        const answer = await askToken(world, { grant_type });
        expect([answer.status, answer.json['error']]).toEqual([400, 'unsupported_grant_type']);
      }),
  );

  it('P233 grant_type=client_credentials is form data', () =>
    inWorld(async (world) => {
      const answer = await askToken(world);
      expect([answer.status, answer.json['token_type']]).toEqual([200, 'bearer']);
    }));

  it.each([
    ['JSON', JSON.stringify({ grant_type: 'client_credentials' }), { 'Content-Type': 'application/json' }],
    ['no type', GRANT, { 'Content-Type': '' }],
    ['another type', GRANT, { 'Content-Type': 'text/plain' }],
  ])('P233 grant_type=client_credentials is form data: %s is an invalid_request', (_, form, headers) =>
    inWorld(async (world) => {
      const answer = await askToken(world, form, { ...basic(world), ...headers });
      expect([answer.status, answer.json['error']]).toEqual([400, 'invalid_request']);
    }),
  );

  it('P234 credentials are made where keys are (the dashboard shows these routes): the secret once, until revoked', () =>
    inWorld(async (world) => {
      const made = await ok(world, '/sandbox/oauth-clients', { body: { name: 'Back office' } });
      const [id, secret] = [textAt(made, 'clientId'), textAt(made, 'clientSecret')];
      const caller = await aCaller(world, basic(world, id, secret));
      expect((await caller.create()).status).toBe(200);
      const listed = await call(world, '/sandbox/oauth-clients');
      const shown = { clientId: id, name: 'Back office', revokedAt: null };
      expect(listed.json['data']).toEqual(expect.arrayContaining([expect.objectContaining(shown)]));
      expect(listed.text).not.toContain(secret);
      await ok(world, `/sandbox/oauth-clients/${id}`, { method: 'DELETE' });
      expect((await caller.create()).status).toBe(401);
      expect((await askToken(world, GRANT, basic(world, id, secret))).status).toBe(401);
      expect((await askToken(world)).status).toBe(200);
    }));
});

describe('how long is an access token valid?', () => {
  it('P235 expires_in is 3600 seconds', () =>
    inWorld(async (world) => {
      expect((await askToken(world)).json['expires_in']).toBe(3600);
    }));

  it('P236 exactly as long as expires_in', () =>
    inWorld(async (world) => {
      const key = await tokenOf(world);
      const use = () => call(world, '/payment/request/cs_test_x', { key });
      world.clock.advance(HOUR_MS - 1);
      expect((await use()).status).toBe(404);
      world.clock.advance(1);
      const late = await use();
      expect([late.status, errorOf(late).code]).toEqual([401, 'invalid_token']);
      expect(late.headers.get('WWW-Authenticate')).toContain('error="invalid_token"');
    }));
});

describe('the token endpoint, by RFC 6749', () => {
  const inBody = ({ keys }: World) =>
    `client_id=${keys.oauthClientId}&client_secret=${encodeURIComponent(keys.oauthClientSecret)}`;

  it('takes credentials in the body too', () =>
    inWorld(async (world) => {
      expect((await askToken(world, `${GRANT}&${inBody(world)}`, {})).status).toBe(200);
    }));

  it('answers with nothing that may be kept, and with no refresh token', () =>
    inWorld(async (world) => {
      const { headers, json } = await askToken(world);
      expect([headers.get('Cache-Control'), headers.get('Pragma')]).toEqual(['no-store', 'no-cache']);
      expect(Object.keys(json)).toEqual(['access_token', 'token_type', 'expires_in']);
    }));

  it.each([
    ['no grant type', () => '', {}, 400, 'invalid_request'],
    ['an empty grant type', () => 'grant_type=', {}, 400, 'invalid_request'],
    ['a parameter twice', () => `${GRANT}&${GRANT}`, {}, 400, 'invalid_request'],
    ['credentials twice', (world: World) => `${GRANT}&${inBody(world)}`, {}, 400, 'invalid_request'],
    ['another client in the body', () => `${GRANT}&client_id=client_x`, {}, 400, 'invalid_request'],
    ['a scope', () => `${GRANT}&scope=all`, {}, 400, 'invalid_scope'],
    ['an unknown parameter, which is ignored', () => `${GRANT}&audience=x`, {}, 200, undefined],
    ['no credentials', () => GRANT, { Authorization: '' }, 401, 'invalid_client'],
    ['a secret key in place of them', () => GRANT, { Authorization: 'Bearer sk' }, 401, 'invalid_client'],
    ['broken Basic', () => GRANT, { Authorization: 'Basic ???' }, 401, 'invalid_client'],
    ['Basic without a colon', () => GRANT, { Authorization: 'Basic YWJj' }, 401, 'invalid_client'],
    ['a stray percent sign', () => GRANT, { Authorization: `Basic ${btoa('a%:b')}` }, 401, 'invalid_client'],
    ['an unknown client', () => GRANT, { Authorization: `Basic ${btoa('a:b')}` }, 401, 'invalid_client'],
  ] as const)('%s', (_, form, headers, status, error) =>
    inWorld(async (world) => {
      const answer = await askToken(world, form(world), { ...basic(world), ...headers });
      expect([answer.status, answer.json['error']]).toEqual([status, error]);
      if (status >= 400) oauthErrorObject.parse(answer.json);
      if (status === 401) expect(answer.headers.get('WWW-Authenticate')).toMatch(/^Basic realm=/);
    }),
  );

  it('knows no client by a wrong secret, and nobody’s secret stands in an answer or the log', () =>
    inWorld(async (world) => {
      const { oauthClientId, oauthClientSecret } = world.keys;
      const wrong = await askToken(world, GRANT, basic(world, oauthClientId, `${oauthClientSecret}x`));
      expect([wrong.status, wrong.json['error']]).toEqual([401, 'invalid_client']);
      expect([wrong.text, ...world.logs].join('\n')).not.toContain(oauthClientSecret);
    }));

  it('keeps tokens and secrets as hashes only', () =>
    inWorld(async (world) => {
      const token = await tokenOf(world);
      const rows = [
        await world.store.db.selectFrom('access_tokens').selectAll().execute(),
        await world.store.db.selectFrom('oauth_clients').selectAll().execute(),
      ];
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(JSON.stringify(rows)).not.toContain(world.keys.oauthClientSecret);
    }));

  it('is 405 for other methods, as OAuth words errors', () =>
    inWorld(async (world) => {
      const answer = await call(world, '/oauth/token', { key: '' });
      expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'POST']);
      oauthErrorObject.parse(answer.json);
    }));

  it.each([
    ['no token', {}, 'Bearer realm="payment requests"'],
    ['a secret key', { Authorization: 'Bearer sk_test_x' }, 'error="invalid_token"'],
    ['Basic credentials', { Authorization: 'Basic YTpi' }, 'Bearer realm="payment requests"'],
  ])('has %s refused by the API with what is wanted (RFC 6750)', (_, headers, challenge) =>
    inWorld(async (world) => {
      const answer = await call(world, '/payment/request', { key: '', body: aBody(), headers });
      expect([answer.status, errorOf(answer).code]).toEqual([401, 'invalid_token']);
      expect(answer.headers.get('WWW-Authenticate')).toContain(challenge);
    }),
  );

  it('turns away a browser that holds a token', () =>
    inWorld(async (world) => {
      const caller = await aCaller(world);
      const answer = await caller.create({}, { headers: { Origin: 'https://shop.example' } });
      expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([403, null]);
    }));
});

describe('oauth4webapi', () => {
  const server = { issuer: 'https://api.example', token_endpoint: 'https://api.example/oauth/token' };

  it.each([
    ['HTTP Basic', ClientSecretBasic],
    ['the body', ClientSecretPost],
  ])('gets a token by %s, which the API takes', (_, authentication) =>
    inWorld(async (world) => {
      const client = { client_id: world.keys.oauthClientId };
      const response = await clientCredentialsGrantRequest(
        server,
        client,
        authentication(world.keys.oauthClientSecret),
        new URLSearchParams(),
        {
          [customFetch]: async (url, { method, headers, body }) =>
            world.server.api.request(String(url), { method, headers, body: body?.toString() ?? null }),
        },
      );
      const token = await processClientCredentialsResponse(server, client, response);
      expect(token).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
      const answer = await call(world, '/payment/request', { key: token.access_token, body: aBody() });
      expect(answer.status).toBe(200);
    }),
  );

  it('understands a refusal', () =>
    inWorld(async (world) => {
      const client = { client_id: world.keys.oauthClientId };
      const response = await askToken(world, GRANT, basic(world, client.client_id, 'wrong'));
      const raw = new Response(response.text, { status: response.status, headers: response.headers });
      await expect(processClientCredentialsResponse(server, client, raw)).rejects.toMatchObject({
        name: expect.stringMatching(/WWWAuthenticateChallengeError|ResponseBodyError/),
      });
    }));
});
