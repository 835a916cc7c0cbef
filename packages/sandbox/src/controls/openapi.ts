// The OpenAPI document of the sandbox's controls, made from the schemas that validate.

import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import { bankBody, bankSwitchObject } from '../bank/switches.ts';
import { faultList, faultObject, faultsDeleted } from '../faults/routes.ts';
import { faultBody } from '../faults/rule.ts';
import type { OpenApi } from '../reference/openapi.ts';
import { importObject, resetObject } from '../snapshot/routes.ts';
import { snapshot } from '../snapshot/snapshot.ts';
import { deliveryList, deliveryObject, deliveryQuery } from '../webhooks/deliveries.ts';
import { sessionObject } from '../wire/xpay/objects.ts';
import { clockBody, clockObject } from './clock-routes.ts';
import { BODY_ERRORS, body, error, ID, KEY_ERRORS, NO_FIELDS, ok, UNKNOWN } from './openapi-parts.ts';
import { SETUP } from './setup-openapi.ts';
import { payBody } from './test-payment.ts';
import { transferBody } from './transfer-routes.ts';
import { orderBody, orderObject, orderQuery } from './webhook-routes.ts';

const SESSION_ERRORS = { ...KEY_ERRORS, ...BODY_ERRORS, ...UNKNOWN };

const FAULTS: readonly RouteConfig[] = [
  {
    method: 'post',
    path: '/sandbox/faults',
    summary: 'Add a fault rule',
    request: body(faultBody),
    responses: { 201: ok('The rule, which is on now.', faultObject), ...KEY_ERRORS, ...BODY_ERRORS },
  },
  {
    method: 'get',
    path: '/sandbox/faults',
    summary: 'List the fault rules',
    responses: { 200: ok('All rules, oldest first, with the hits that are left.', faultList), ...KEY_ERRORS },
  },
  {
    method: 'delete',
    path: '/sandbox/faults',
    summary: 'Delete all fault rules',
    responses: { 200: ok('How many there were.', faultsDeleted), ...KEY_ERRORS },
  },
  {
    method: 'delete',
    path: '/sandbox/faults/{id}',
    summary: 'Delete a fault rule',
    request: ID,
    responses: { 200: ok('It is gone.', faultsDeleted), ...KEY_ERRORS, ...UNKNOWN },
  },
];

const TIME: readonly RouteConfig[] = [
  {
    method: 'get',
    path: '/sandbox/clock',
    summary: 'What time it is in the sandbox',
    responses: { 200: ok('The clock.', clockObject), ...KEY_ERRORS },
  },
  {
    method: 'post',
    path: '/sandbox/clock',
    summary: 'Stop the clock, or move it on',
    request: body(clockBody),
    responses: {
      200: ok('The clock, when what became due is done.', clockObject),
      ...KEY_ERRORS,
      ...BODY_ERRORS,
    },
  },
];

const PAYMENTS: readonly RouteConfig[] = [
  {
    method: 'post',
    path: '/sandbox/sessions/{id}/pay',
    summary: 'Pay a session without a browser',
    request: { ...ID, ...body(payBody, false) },
    responses: {
      200: ok('The session after the attempt, also when the bank declined.', sessionObject),
      ...SESSION_ERRORS,
      409: error('The session is over.'),
    },
  },
  {
    method: 'post',
    path: '/sandbox/sessions/{id}/transfer',
    summary: 'Have a transfer come, or not',
    request: { ...ID, ...body(transferBody) },
    responses: {
      200: ok('The session after it.', sessionObject),
      ...SESSION_ERRORS,
      409: error('The session waits for no transfer.'),
    },
  },
  {
    method: 'post',
    path: '/sandbox/bank',
    summary: 'Have the bank misbehave in a session',
    request: body(bankBody),
    responses: { 200: ok('The behaviour.', bankSwitchObject), ...KEY_ERRORS, ...BODY_ERRORS, ...UNKNOWN },
  },
];

const WEBHOOKS: readonly RouteConfig[] = [
  {
    method: 'get',
    path: '/sandbox/webhooks',
    summary: 'In which order webhooks come',
    request: { query: orderQuery },
    responses: {
      200: ok('The order.', orderObject),
      ...KEY_ERRORS,
      400: BODY_ERRORS[400],
      ...UNKNOWN,
    },
  },
  {
    method: 'post',
    path: '/sandbox/webhooks',
    summary: 'Choose in which order webhooks come',
    request: body(orderBody),
    responses: { 200: ok('The order.', orderObject), ...KEY_ERRORS, ...BODY_ERRORS, ...UNKNOWN },
  },
  {
    method: 'get',
    path: '/sandbox/deliveries',
    summary: 'The webhook log',
    request: { query: deliveryQuery },
    responses: {
      200: ok('One page, newest event first.', deliveryList),
      ...KEY_ERRORS,
      400: BODY_ERRORS[400],
    },
  },
  {
    method: 'post',
    path: '/sandbox/deliveries/{id}/replay',
    summary: 'Send a webhook again',
    request: { ...ID, ...NO_FIELDS },
    responses: {
      200: ok('The delivery, due now.', deliveryObject),
      ...SESSION_ERRORS,
      409: error('It is being sent, or its endpoint is switched off.'),
    },
  },
];

const STATE: readonly RouteConfig[] = [
  {
    method: 'post',
    path: '/sandbox/reset',
    summary: 'Delete all test data',
    request: NO_FIELDS,
    responses: {
      200: ok('Everything is gone but keys and endpoints.', resetObject),
      ...KEY_ERRORS,
      ...BODY_ERRORS,
    },
  },
  {
    method: 'get',
    path: '/sandbox/export',
    summary: 'All test data',
    responses: { 200: ok('What import takes.', snapshot), ...KEY_ERRORS },
  },
  {
    method: 'post',
    path: '/sandbox/import',
    summary: 'Put an export in the place of all test data',
    request: body(snapshot),
    responses: { 200: ok('How many sessions there are now.', importObject), ...KEY_ERRORS, ...BODY_ERRORS },
  },
];

/** The document, for the server at `apiOrigin`. */
export function sandboxDocument(apiOrigin: string): OpenApi {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent('securitySchemes', 'secretTestKey', {
    type: 'http',
    scheme: 'bearer',
  });
  for (const route of [...FAULTS, ...TIME, ...PAYMENTS, ...WEBHOOKS, ...SETUP, ...STATE]) {
    app.openAPIRegistry.registerPath(route);
  }
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'XPay sandbox',
      version: '1',
      description: 'Controls for tests: send a secret test key, from a server only.',
    },
    servers: [{ url: apiOrigin }],
    security: [{ secretTestKey: [] }],
  });
}
