// What the preview's code samples send is what the API takes, whatever is chosen.

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anySettings, FACTS } from '../demo/preview/src/code/any-settings.ts';
import { codeFor } from '../demo/preview/src/code/code-for.ts';
import { WAYS } from '../demo/preview/src/settings/choices.ts';
import { aSandbox, call, type Sandbox } from '../packages/sandbox/src/test-sandbox.ts';

let sandbox: Sandbox;
let made: { customerId: string; coupon: string };

beforeAll(async () => {
  sandbox = await aSandbox();
  const create = async (path: string, body: object) => {
    const { status, json } = await call(sandbox, path, { body });
    expect(status).toBe(201);
    return String(json['id']);
  };
  made = {
    customerId: await create('/customers', { name: 'Layla Hassan', email: 'layla@shop.example' }),
    coupon: await create('/coupons', { name: 'Spring sale', percentOff: 25 }),
  };
});

afterAll(() => sandbox.close());

/** The word after `-d`, which the shell would hand over without its quotes. */
function bodyOf(curl: string): string {
  const [, quoted = ''] = /-d '(.*)'\n$/s.exec(curl) ?? [];
  return quoted.replaceAll("'\\''", "'");
}

describe('the body of the samples', () => {
  it.each(WAYS)('is accepted by the API and has a page where the way has one: %s', async (way) => {
    await fc.assert(
      fc.asyncProperty(anySettings(), async (any) => {
        const settings = { ...any, way };
        const { curl } = codeFor(settings, { ...FACTS, made });
        const path = /^curl 'https:\/\/pay\.example([^']*)'/.exec(curl)?.[1] ?? '';
        sandbox.clock.advance(1000); // A shop may not ask as fast as a test does.
        const { status, text, json } = await call(sandbox, path, { raw: bodyOf(curl) });
        expect(status, text).toBe(201);
        const isLed = way === 'link' || way === 'hosted' || way === 'payment-link';
        expect(typeof json['url']).toBe(isLed ? 'string' : 'object');
        if (way !== 'payment-link') expect(json['clientSecret']).toMatch(/^cs_test_/);
      }),
      { numRuns: 25 },
    );
  });
});
