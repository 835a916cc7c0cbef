// What goes over the wire, and what each way to fail becomes.

import type { BrowserInfo } from '@xpay/protocol/next-action';
import { describe, expect, it } from 'vitest';
import { createFakeClock, settled } from '../fake-clock.ts';
import { A_DECOUPLED, aChallenge, aMethod, anActingSession, aSession } from './a-session.ts';
import { createCalls } from './calls.ts';

const SECRET = 'cs_test_1_secret_abc';
const CONFIRM = {
  expectedAmount: 4900,
  paymentMethod: {
    type: 'card',
    card: { number: '4242424242424242', expMonth: 12, expYear: 2030, cvc: '123' },
    billing: {},
  },
} as const;

function aServer(
  respond: (url: string, init: RequestInit) => Promise<Response>,
  started?: Promise<Response>,
) {
  const requests: { url: string; init: RequestInit }[] = [];
  const clock = createFakeClock();
  const calls = createCalls({
    fetch(url, init) {
      requests.push({ url, init });
      return respond(url, init);
    },
    clock,
    apiOrigin: 'https://pay.example',
    publishableKey: 'pk_test_1',
    clientSecret: SECRET,
    started: started ?? null,
  });
  return { calls, clock, requests };
}

const answering = (response: Response) => aServer(async () => response);
const problem = (status: number, body: object) =>
  Response.json(body, { status, headers: { 'Request-Id': 'req_1' } });

describe('a read', () => {
  it('answers the session, with key and secret in headers only', async () => {
    const { calls, requests } = answering(Response.json(aSession()));
    expect(await calls.readSession()).toEqual({ value: aSession() });
    expect(requests[0]?.url).toBe('https://pay.example/v1/client/session');
    expect(requests[0]?.init.headers).toEqual({
      Authorization: 'Bearer pk_test_1',
      'X-Client-Secret': SECRET,
    });
  });

  it('takes the answer that was on its way, once', async () => {
    const { calls, requests } = aServer(
      async () => Response.json(aSession({ version: 2 })),
      Promise.resolve(Response.json(aSession())),
    );
    expect(await calls.readSession()).toEqual({ value: aSession() });
    expect(requests).toHaveLength(0);
    expect(await calls.readSession()).toEqual({ value: aSession({ version: 2 }) });
  });

  it.each([
    ['the connection fails', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['nothing comes for ten seconds', () => new Promise<Response>(() => {})],
  ])('is a failed connection when %s', async (_, respond) => {
    const { calls, clock } = aServer(respond);
    const answer = calls.readSession();
    await settled();
    await clock.advance(10_000);
    expect((await answer).error).toMatchObject({ code: 'connection_failed', retryable: true });
  });

  it('ends when it is aborted, even one that was started before', async () => {
    const { calls } = aServer(never, never());
    const controller = new AbortController();
    const answer = calls.readSession(controller.signal);
    controller.abort();
    expect((await answer).error?.code).toBe('connection_failed');
  });

  it.each([
    ['a page instead of JSON', new Response('<h1>Welcome</h1>', { status: 200 }), 'api_error'],
    ['half an answer', new Response('{"id":"cs_', { status: 200 }), 'api_error'],
    ['a session without an intent', Response.json({ ...aSession(), intent: null }), 'api_error'],
    ['a status that does not exist', Response.json({ ...aSession(), status: 'paid' }), 'api_error'],
    ['an amount that is no number', Response.json({ ...aSession(), amountTotal: '49' }), 'api_error'],
    ['a failure of the server', problem(500, { code: 'not_found', detail: 'x' }), 'api_error'],
    ['a proxy that refuses', new Response('no', { status: 403 }), 'api_error'],
    ['a proxy that is busy', new Response('no', { status: 429 }), 'rate_limited'],
    ['a code that nobody knows', problem(400, { code: 'weather' }), 'api_error'],
    ['a code that every object has', problem(400, { code: 'constructor' }), 'api_error'],
    ['an unknown session', problem(404, { code: 'not_found', detail: 'No such session.' }), 'not_found'],
  ])('says what %s is', async (_, response, code) => {
    const { calls } = answering(response);
    const { value, error } = await calls.readSession();
    expect(value).toBeUndefined();
    expect(error?.code).toBe(code);
  });

  it('carries what helps to find the fault, and no secret', async () => {
    const { calls } = answering(problem(404, { code: 'not_found', detail: 'No such session.', param: 'id' }));
    const { error } = await calls.readSession();
    expect(error).toMatchObject({ message: 'No such session.', param: 'id', requestId: 'req_1' });
    expect(JSON.stringify(error)).not.toContain(SECRET);
  });

  it.each([
    ['seconds', { 'Retry-After': '7' }, 7_000],
    [
      'a date, by the clock of who sent it',
      { 'Retry-After': 'Sat, 21 Nov 2026 12:00:30 GMT', Date: 'Sat, 21 Nov 2026 12:00:00 GMT' },
      30_000,
    ],
    ['too long', { 'Retry-After': '86400' }, 300_000],
    ['what is neither', { 'Retry-After': 'soon' }, undefined],
    ['nothing', {}, undefined],
  ])('tells how long the server wants to be left alone: %s', async (_, headers, expected) => {
    const { calls } = answering(
      new Response('busy', { status: 503, headers: new Headers(Object.entries(headers)) }),
    );
    expect((await calls.readSession()).retryAfterMs).toBe(expected);
  });

  it('tells of faults that are on, and takes nothing else for it', async () => {
    const of = async (faults: unknown) =>
      (await answering(Response.json({ ...aSession(), faults })).calls.readSession()).value?.faults;
    expect([await of(true), await of(false), await of('yes'), await of(undefined)]).toEqual([
      true,
      false,
      false,
      undefined,
    ]);
  });

  it('leaves what it does not know behind, and takes a new decline reason for a declined card', async () => {
    const body = {
      ...aSession(),
      metadata: { internal: 1 },
      intent: { ...aSession().intent, status: 'failed', lastError: { declineCode: 'pickup_card' } },
    };
    const { calls } = answering(Response.json(body));
    const { value } = await calls.readSession();
    expect(value).not.toHaveProperty('metadata');
    expect(value?.intent.lastError).toEqual({ declineCode: 'card_declined' });
  });
});

describe('a confirm', () => {
  it('carries the attempt as its idempotency key, and the card in its body only', async () => {
    const { calls, requests } = answering(Response.json(aSession({ version: 2 })));
    await calls.confirm(CONFIRM, 'attempt-1');
    expect(requests[0]).toMatchObject({
      url: 'https://pay.example/v1/client/session/confirm',
      init: { method: 'POST', body: JSON.stringify(CONFIRM), headers: { 'Idempotency-Key': 'attempt-1' } },
    });
  });

  it('waits for a slow bank, but not for ever', async () => {
    const { calls, clock } = aServer(never);
    let answered = false;
    const answer = calls.confirm(CONFIRM, 'attempt-1').finally(() => {
      answered = true;
    });
    await clock.advance(39_999);
    expect(answered).toBe(false);
    await clock.advance(1);
    expect((await answer).error?.code).toBe('connection_failed');
  });
});

describe('what an action of the bank takes', () => {
  const BROWSER = { acceptHeader: 'text/html', language: 'en' } as BrowserInfo;

  it.each([
    ['authenticate', 'authenticate', { id: 'auth_1', methodCompletion: 'N' }],
    ['cancelAction', 'cancel_action', { id: 'auth_1' }],
    ['restartAction', 'restart_action', { id: 'auth_1', browser: BROWSER }],
  ] as const)('%s carries its attempt as the idempotency key', async (name, path, body) => {
    const { calls, requests } = answering(Response.json(aSession({ version: 3 })));
    const send = calls[name] as (request: object, attemptId: string) => Promise<unknown>;
    expect(await send(body, 'attempt-1')).toEqual({ value: aSession({ version: 3 }) });
    expect(requests[0]).toMatchObject({
      url: `https://pay.example/v1/client/session/${path}`,
      init: {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'Idempotency-Key': 'attempt-1', 'X-Client-Secret': SECRET },
      },
    });
  });

  it.each([
    aMethod(),
    aChallenge(),
    aChallenge({ creq: null, redirectUrl: 'https://3ds.example/3ds/redirect/auth_1' }),
    A_DECOUPLED,
  ])('reads %j', async (action) => {
    const { calls } = answering(Response.json(anActingSession(action)));
    expect((await calls.readSession()).value?.intent.nextAction).toEqual(action);
  });

  it.each([
    ['of a kind that is not known', { ...aMethod(), type: 'three_ds_spc' }],
    ['whose kind every object has', { ...aMethod(), type: 'constructor' }],
    ['without an id', { ...aMethod(), id: '' }],
    ['with an id that is none', aMethod({ id: '<b>' })],
    ['with a script for an address', aMethod({ methodUrl: 'javascript:alert(1)' })],
    [
      'with an address that has no end',
      aChallenge({ acsUrl: `https://bank.example/${'a'.repeat(100_000)}` }),
    ],
    ['with a form field that is none', aChallenge({ creq: '"><script>' })],
    ['with nowhere to go', aChallenge({ redirectUrl: 'javascript:alert(1)' })],
    ['without its end', { ...A_DECOUPLED, expiresAt: 'soon' }],
    ['that is none at all', 'three_ds_method'],
  ])('leaves out an action %s, and keeps what else the answer says', async (_, nextAction) => {
    const body = anActingSession(null);
    const { calls } = answering(Response.json({ ...body, intent: { ...body.intent, nextAction } }));
    expect(await calls.readSession()).toEqual({ value: body });
  });

  it.each([
    ['Call us: <b>+1 555 0100</b>', 'Call us: <b>+1 555 0100</b>'],
    ['x'.repeat(129), null],
    [{ html: '' }, null],
    [undefined, null],
  ])('takes the words of the bank for text: %j', async (cardholderInfo, expected) => {
    const body = aSession();
    const { calls } = answering(Response.json({ ...body, intent: { ...body.intent, cardholderInfo } }));
    expect((await calls.readSession()).value?.intent.cardholderInfo).toBe(expected);
  });
});

function never(): Promise<Response> {
  return new Promise(() => {});
}
