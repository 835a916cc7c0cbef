// The page that shows the API documents, its files, and the documents themselves under three strangers' eyes.

import { createConfig, lintFromString } from '@redocly/openapi-core';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { describe, expect, it } from 'vitest';
import { call, withSandbox } from '../test-sandbox.ts';
import { DOCUMENTS } from './documents.ts';
import { withOperationIds } from './openapi.ts';

it('shows every document on one page, whose files are all there', () =>
  withSandbox(async (sandbox) => {
    const page = await call(sandbox, '/openapi', { key: '' });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const addresses = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(addresses).toHaveLength(5);
    for (const address of addresses) expect((await call(sandbox, address, { key: '' })).status).toBe(200);
    const { text } = await call(sandbox, '/openapi/viewer/start.js', { key: '' });
    for (const { name } of DOCUMENTS) expect(text).toContain(`/openapi/${name}.json`);
  }));

it('serves no other file of the viewer’s package', () =>
  withSandbox(async (sandbox) => {
    for (const name of ['package.json', '../package.json', 'swagger-ui.js']) {
      expect((await call(sandbox, `/openapi/viewer/${name}`, { key: '' })).status).toBe(404);
    }
  }));

describe.each(DOCUMENTS.map((document) => [document.name, document] as const))('%s.json', (_, { make }) => {
  const text = JSON.stringify(withOperationIds(make('https://api.example')));

  it('is OpenAPI 3.1 without a fault that a linter finds', async () => {
    const config = await createConfig({ extends: ['recommended'], rules: RULES });
    const problems = await lintFromString({ source: text, config });
    expect(
      problems.map(({ ruleId, message, location: [place] }) => [ruleId, message, place?.pointer]),
    ).toEqual([]);
  });

  it('is understood by a generator of types', async () => {
    const types = astToString(await openapiTypescript(text));
    expect(types).toContain('export interface paths');
  });
});

/** What the recommended rules ask for beyond the specification, and does not hold for a server on one machine. */
const RULES = {
  // A sandbox lives on localhost.
  'no-server-example.com': 'off',
  'info-license': 'off',
  // MaxFi's own addresses; none of its ids is the word that stands in one's place.
  'no-ambiguous-paths': 'off',
  // Health has nothing to refuse.
  'operation-4xx-response': 'off',
} as const;
