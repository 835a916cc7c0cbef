// The part of the sandbox's OpenAPI document that the dashboard is made of: payments, events, requests, keys.

import type { RouteConfig } from '@hono/zod-openapi';
import { apiKeyBody, apiKeyList, apiKeyObject } from './api-key-routes.ts';
import { eventList, eventQuery, paymentDetail, paymentList, paymentQuery } from './log-routes.ts';
import { body, error, ID, KEY_ERRORS, ok, UNKNOWN } from './openapi-parts.ts';
import { requestList, requestsQuery } from './request-routes.ts';

const ERRORS = {
  ...KEY_ERRORS,
  400: error('A field is unknown or out of bounds: `param` says which.'),
  403: error('A secret key that arrived from a browser.'),
};

/** What happened, and who may ask. */
export const LOGS: readonly RouteConfig[] = [
  {
    method: 'get',
    path: '/sandbox/payments',
    summary: 'List payments of every API, newest first',
    request: { query: paymentQuery },
    responses: { 200: ok('One page.', paymentList), ...ERRORS },
  },
  {
    method: 'get',
    path: '/sandbox/payments/{id}',
    summary: 'A payment with its attempts and events',
    description: 'By the id of its session, intent, or of one of its charges or refunds.',
    request: ID,
    responses: { 200: ok('The payment.', paymentDetail), ...ERRORS, ...UNKNOWN },
  },
  {
    method: 'get',
    path: '/sandbox/events',
    summary: 'List events, newest first',
    request: { query: eventQuery },
    responses: { 200: ok('One page.', eventList), ...ERRORS },
  },
  {
    method: 'get',
    path: '/sandbox/requests',
    summary: 'What was asked of the APIs lately',
    description:
      'The latest 1,000 requests in test mode, kept in memory: never a body, a header or a query. The sandbox’s own controls are not among them.',
    request: { query: requestsQuery },
    responses: {
      200: ok('Oldest first: those after `after`, or the latest.', requestList),
      ...ERRORS,
      403: error('A live key, or a secret key that arrived from a browser.'),
    },
  },
  {
    method: 'get',
    path: '/sandbox/api-keys',
    summary: 'List the API keys of the key’s mode',
    responses: { 200: ok('All of them, oldest first.', apiKeyList), ...ERRORS },
  },
  {
    method: 'post',
    path: '/sandbox/api-keys',
    summary: 'Make an API key',
    request: body(apiKeyBody),
    responses: { 201: ok('The key, told this once.', apiKeyObject), ...ERRORS },
  },
  {
    method: 'delete',
    path: '/sandbox/api-keys/{id}',
    summary: 'Revoke an API key',
    request: ID,
    responses: {
      200: ok('The revoked key.', apiKeyObject),
      ...ERRORS,
      ...UNKNOWN,
      409: error('It is the key that asks.'),
    },
  },
];
