// What browsers send about verifications: of their own session, well formed, not too often; anything else asks no bank.

import { describe, expect, it } from 'vitest';
import { aConfirmBody, callClient, create } from '../test-sandbox.ts';
import { clientProblem } from '../wire/browser/schemas.ts';
import { act, actionId, BROWSER, press, read, type Scene, withScene } from './test-verification.ts';

describe('a call about a verification', () => {
  const problemOf = (text: string) => clientProblem.parse(JSON.parse(text));
  const send = (
    { sandbox, session }: Scene,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ) =>
    callClient(sandbox, path, session.clientSecret, {
      body,
      headers: { 'Idempotency-Key': crypto.randomUUID(), ...headers },
    });
  const PATHS = ['/authenticate', '/cancel_action', '/restart_action'];

  it.each(PATHS)('%s knows the verifications of its own session only', (path) =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const other = { ...scene, session: await create(scene.sandbox) };
      const body = path === '/authenticate' ? { id, methodCompletion: 'N' } : { id };
      for (const answer of [
        await send(other, path, body),
        await send(scene, path, { ...body, id: 'tds_unknown' }),
        await send(scene, path, { ...body, id: '../x' }),
        await send(scene, path, { ...body, id: undefined }),
      ]) {
        expect([answer.status, problemOf(answer.text)]).toMatchObject([
          400,
          { code: 'invalid_request', param: 'id' },
        ]);
      }
      expect((await send(scene, path, { ...body, extra: 1 })).text).toContain('no such field');
      const stranger = { ...scene, session: { ...scene.session, clientSecret: 'wrong' } };
      expect((await send(stranger, path, body)).status).toBe(404);
      expect((await read(scene)).intent.status).toBe('requires_action');
    }),
  );

  it.each(['/authenticate', '/restart_action'])('%s needs an Idempotency-Key', (path) =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const answer = await callClient(scene.sandbox, path, scene.session.clientSecret, {
        body: { id, methodCompletion: 'N' },
      });
      expect(problemOf(answer.text)).toMatchObject({ status: 400, param: 'Idempotency-Key' });
    }),
  );

  it.each<[field: string, value: unknown]>([
    ['acceptHeader', 'x'.repeat(2049)],
    ['acceptHeader', 'a\u0000b'],
    ['acceptHeader', null],
    ['language', ''],
    ['language', 'en_US'],
    ['language', 'x'.repeat(36)],
    ['colorDepth', -1],
    ['colorDepth', 129],
    ['colorDepth', 24.5],
    ['colorDepth', '24'],
    ['screenHeight', 1_000_000],
    ['screenHeight', -1],
    ['screenWidth', 1.5],
    ['screenWidth', undefined],
    ['timeZoneOffset', 1441],
    ['timeZoneOffset', -1441],
    ['timeZoneOffset', '60'],
    ['javaEnabled', 'false'],
    ['windowSize', '06'],
    ['windowSize', 3],
    ['fingerprint', 'x'],
  ])('refuses a browser with the %s %j, and asks no bank', (field, value) =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      const browser = { ...BROWSER, [field]: value };
      for (const answer of [
        await send(scene, '/confirm', { ...aConfirmBody(), browser }),
        await send(scene, '/restart_action', { id, browser }),
      ]) {
        expect([answer.status, problemOf(answer.text)]).toMatchObject([
          400,
          { code: 'invalid_request', param: `browser.${field}` },
        ]);
      }
      expect(scene.bank.asked).toHaveLength(1);
    }),
  );

  it('is limited: sixty about actions, ten new attempts, in ten minutes', () =>
    withScene({}, async (scene) => {
      const id = actionId((await press(scene)).intent);
      for (let i = 0; i < 60; i += 1) await act(scene, 'cancel_action', { id });
      await expect(act(scene, 'cancel_action', { id })).rejects.toThrow('rate_limited');
      for (let i = 0; i < 9; i += 1) await act(scene, 'restart_action', { id });
      await expect(act(scene, 'restart_action', { id })).rejects.toThrow('rate_limited');
      scene.sandbox.clock.advance(600_000);
      await act(scene, 'cancel_action', { id });
    }));

  it('is a POST', () =>
    withScene({}, async ({ sandbox, session }) => {
      for (const path of PATHS) {
        const answer = await callClient(sandbox, path, session.clientSecret);
        expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'POST']);
      }
    }));
});
