// The good requests of what is no merchant's API: what a browser asks, and the sandbox's controls.

import { randomUUID } from 'node:crypto';
import { confirm, textAt } from '../../../promises/call.ts';
import type { World } from '../../../promises/start.ts';
import { aConfirmBody, aSessionBody } from '../../test-sandbox.ts';
import { BROWSER } from '../../threeds/test-verification.ts';
import type { Go, GoodVisit } from './visitor.ts';

const ITEM = { priceData: { currency: 'USD', unitAmount: 1900, productData: { name: 'Tea' } } };

/** What a browser asks. */
export const visitClient: GoodVisit = async (go, world) => {
  const session = await aSession(world, { lineItems: [ITEM], amount: undefined });
  const headers = { 'x-client-secret': textAt(session, 'clientSecret') };
  await go('GET /v1/client/session', { headers });
  await go('PATCH /v1/client/session', { headers, body: { customFieldAnswers: {} } });
  await go('GET /v1/client/session/instalment_plans', { headers });
  await go('DELETE /v1/client/session/saved_cards/pm_none', { headers });
  await go('POST /v1/client/session/confirm', {
    headers: { ...headers, 'idempotency-key': randomUUID() },
    body: { ...aConfirmBody(), expectedAmount: 1900 },
  });
  await go('GET /v1/client/session/result', { headers });
  await verification(go, world);
  await otherMethods(go, world);
};

/** The bank asks, the buyer begins again, and gives up. */
const verification: GoodVisit = async (go, world) => {
  const headers = { 'x-client-secret': textAt(await aSession(world), 'clientSecret') };
  const attempt = () => ({ ...headers, 'idempotency-key': randomUUID() });
  const asked = await go('POST /v1/client/session/confirm', {
    headers: attempt(),
    body: { ...aConfirmBody(), browser: BROWSER },
  });
  const id = textAt(asked, 'intent.nextAction.id');
  const body = { id, methodCompletion: 'N' };
  await go('POST /v1/client/session/authenticate', { headers: attempt(), body });
  const again = { id, browser: BROWSER };
  const other = await go('POST /v1/client/session/restart_action', { headers: attempt(), body: again });
  const given = { id: textAt(other, 'intent.nextAction.id') };
  await go('POST /v1/client/session/cancel_action', { headers, body: given });
};

/** A wallet is asked, and a transfer waited for. */
const otherMethods: GoodVisit = async (go, world) => {
  const session = await aSession(world, { paymentMethodTypes: ['wallet', 'bnpl', 'bank_transfer'] });
  const headers = { 'x-client-secret': textAt(session, 'clientSecret') };
  const pay = (paymentMethod: object) =>
    go('POST /v1/client/session/confirm', {
      headers: { ...headers, 'idempotency-key': randomUUID() },
      body: { expectedAmount: 4900, paymentMethod: { ...paymentMethod, billing: {} } },
    });
  await go('GET /v1/client/session/instalment_plans', { headers });
  for (const method of [{ type: 'wallet' }, { type: 'bnpl', bnpl: { planId: 'in_3' } }]) {
    const asked = await pay(method);
    const body = { id: textAt(asked, 'intent.nextAction.id') };
    await go('POST /v1/client/session/cancel_action', { headers, body });
  }
  await pay({ type: 'bank_transfer' });
};

/** The sandbox's own controls. */
export const visitSandbox: GoodVisit = async (go, world) => {
  const session = await aSession(world);
  const id = textAt(session, 'id');
  await go('POST /sandbox/bank', { body: { sessionId: id, behavior: 'none' } });
  await go(`POST /sandbox/sessions/${id}/pay`, { body: { outcome: 'generic_decline' } });
  const awaited = textAt(await aSession(world, { paymentMethodTypes: ['bank_transfer'] }), 'id');
  await go(`POST /sandbox/sessions/${awaited}/pay`, { body: { method: 'bank_transfer' } });
  await go(`POST /sandbox/sessions/${awaited}/transfer`, { body: { outcome: 'received' } });
  await confirm(world, textAt(session, 'clientSecret'));
  await world.work();
  await go('GET /sandbox/payments?limit=5');
  await go('GET /sandbox/requests');
  await go(`GET /sandbox/payments/${id}`);
  await go('GET /sandbox/events');
  const sent = await go('GET /sandbox/deliveries');
  await go(`POST /sandbox/deliveries/${textAt(sent, 'data.0.id')}/replay`);
  const fault = await go('POST /sandbox/faults', {
    body: { kind: 'drop_before', path: '/v1/client/session' },
  });
  await go('GET /sandbox/faults');
  await go(`DELETE /sandbox/faults/${textAt(fault, 'id')}`);
  await go('DELETE /sandbox/faults');
  await go('GET /sandbox/clock');
  await go('POST /sandbox/clock', { body: { action: 'advance', ms: 1000 } });
  await go('GET /sandbox/webhooks');
  await go('POST /sandbox/webhooks', { body: { order: 'normal' } });
  await go('POST /sandbox/webhooks', { body: { order: 'duplicate', sessionId: id } });
  await go(`GET /sandbox/webhooks?sessionId=${id}`);
  await holders(go);
  const saved = await go('GET /sandbox/export');
  await go('POST /sandbox/import', { body: saved });
  await go('POST /sandbox/reset');
};

const holders = async (go: Go): Promise<void> => {
  const body = { url: 'http://localhost:3000/webhook' };
  const endpoint = `/sandbox/webhook-endpoints/${textAt(await go('POST /sandbox/webhook-endpoints', { body }), 'id')}`;
  await go('GET /sandbox/webhook-endpoints');
  await go(`GET ${endpoint}`);
  await go(`PATCH ${endpoint}`, { body: { description: 'The shop' } });
  await go(`POST ${endpoint}/rotate-secret`, { body: {} });
  await go(`DELETE ${endpoint}`);
  const client = await go('POST /sandbox/oauth-clients', { body: {} });
  await go('GET /sandbox/oauth-clients');
  await go(`DELETE /sandbox/oauth-clients/${textAt(client, 'clientId')}`);
  const key = await go('POST /sandbox/api-keys', { body: { kind: 'secret' } });
  await go('GET /sandbox/api-keys');
  await go(`DELETE /sandbox/api-keys/${textAt(key, 'id')}`);
  await go('GET /sandbox/merchant');
  await go('POST /sandbox/merchant', { body: { enabledCurrencies: ['USD', 'EUR'], paymentMethods: null } });
};

/** A new session, made past Prism. */
async function aSession({ server, keys }: World, changes: object = {}): Promise<unknown> {
  const made = await server.api.request('/checkout/sessions', {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(aSessionBody({ ...changes })),
  });
  return made.json();
}
