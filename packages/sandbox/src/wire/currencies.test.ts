// Every currency of the table can be asked for and paid, in its own smallest unit, from the API to the bank's page.

import { CURRENCIES, exponentOf } from '@xpay/protocol/currencies';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSandbox, aSessionBody, call, callClient, create, pay, type Sandbox } from '../test-sandbox.ts';
import { BROWSER, press, withScene } from '../threeds/test-verification.ts';
import { publicSession, sessionResult } from './browser/schemas.ts';
import { errorObject } from './xpay/objects.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await aSandbox();
});

afterAll(() => sandbox.close());

describe('a session', () => {
  it.each(CURRENCIES)('in %s is created, shown and paid', async (currency) => {
    sandbox.clock.advance(1_000); // So that no limit of a second is met.
    const session = await create(sandbox, { currency });
    const shown = publicSession.parse(JSON.parse((await callClient(sandbox, '', session.clientSecret)).text));
    expect(shown).toMatchObject({ currency, exponent: exponentOf(currency), amountTotal: 4900 });
    const paid = publicSession.parse(JSON.parse((await pay(sandbox, session)).text));
    expect(paid).toMatchObject({ status: 'complete', intent: { status: 'succeeded', currency } });
    const result = await callClient(sandbox, '/result', session.clientSecret);
    expect(sessionResult.parse(JSON.parse(result.text)).receipt).toMatchObject({ amount: 4900, currency });
  });

  it.each(['AAA', 'XXX', 'XTS', 'XAU', 'CLF', 'HRK', 'usd', 'US', 'USDT', '', '$', '__proto__', 'ＵＳＤ'])(
    'in %j is refused, with what to send',
    async (currency) => {
      sandbox.clock.advance(1_000);
      const priceData = { currency, unitAmount: 100, productData: { name: 'Tea' } };
      const { amount: _amount, currency: _currency, ...items } = aSessionBody({ lineItems: [{ priceData }] });
      for (const [body, param] of [
        [aSessionBody({ currency }), 'currency'],
        [items, 'lineItems[0].priceData.currency'],
      ] as const) {
        const answer = await call(sandbox, '/checkout/sessions', { body });
        expect([answer.status, errorObject.parse(answer.json).error]).toMatchObject([
          400,
          { code: 'invalid_request', param, message: expect.stringContaining('Send an ISO 4217 code') },
        ]);
      }
    },
  );
});

describe('the bank', () => {
  it.each([
    ['USD', '840', '2'],
    ['JPY', '392', '0'],
    ['KWD', '414', '3'],
    ['XCG', '532', '2'],
    ['ISK', '352', '0'],
  ])('is told %s as %s with %s digits', (currency, purchaseCurrency, purchaseExponent) =>
    withScene({ session: { currency } }, async (scene) => {
      await press(scene, 'attempt-1', '4000002760003184', BROWSER);
      expect(scene.bank.asked).toMatchObject([
        { purchaseAmount: '4900', purchaseCurrency, purchaseExponent },
      ]);
    }),
  );
});
