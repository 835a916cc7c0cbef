// The part of the sandbox's OpenAPI document that sets a merchant up: endpoints, OAuth clients, currencies.

import type { RouteConfig } from '@hono/zod-openapi';
import {
  createEndpointBody,
  endpointDeleted,
  endpointList,
  endpointObject,
  rotateBody,
  updateEndpointBody,
} from '../webhooks/endpoint-schemas.ts';
import { LOGS } from './log-openapi.ts';
import { merchantBody, merchantObject } from './merchant-routes.ts';
import { clientBody, clientList, clientObject } from './oauth-routes.ts';
import { KEY_ERRORS as ANY_KEY_ERRORS, BODY_ERRORS, body, error, ID, ok, UNKNOWN } from './openapi-parts.ts';

const KEY_ERRORS = {
  ...ANY_KEY_ERRORS,
  403: error('A secret key that arrived from a browser, or a live key where only a test key will do.'),
};
const SEEDED = { 409: error('It is the endpoint of `--webhook`, which comes back at every start.') };

const ENDPOINTS: readonly RouteConfig[] = [
  {
    method: 'post',
    path: '/sandbox/webhook-endpoints',
    summary: 'Add a webhook endpoint',
    request: body(createEndpointBody),
    responses: { 201: ok('The endpoint, with its secret.', endpointObject), ...KEY_ERRORS, ...BODY_ERRORS },
  },
  {
    method: 'get',
    path: '/sandbox/webhook-endpoints',
    summary: 'List the webhook endpoints of the key’s mode',
    responses: { 200: ok('All of them, oldest first.', endpointList), ...KEY_ERRORS },
  },
  {
    method: 'get',
    path: '/sandbox/webhook-endpoints/{id}',
    summary: 'Retrieve a webhook endpoint',
    request: ID,
    responses: { 200: ok('The endpoint.', endpointObject), ...KEY_ERRORS, ...UNKNOWN },
  },
  {
    method: 'patch',
    path: '/sandbox/webhook-endpoints/{id}',
    summary: 'Change a webhook endpoint, switch it off or on',
    request: { ...ID, ...body(updateEndpointBody) },
    responses: {
      200: ok('The endpoint after the change.', endpointObject),
      ...KEY_ERRORS,
      ...BODY_ERRORS,
      ...UNKNOWN,
    },
  },
  {
    method: 'delete',
    path: '/sandbox/webhook-endpoints/{id}',
    summary: 'Delete a webhook endpoint',
    request: ID,
    responses: {
      200: ok('It is gone; what was sent there stays in the log.', endpointDeleted),
      ...KEY_ERRORS,
      ...UNKNOWN,
      ...SEEDED,
    },
  },
  {
    method: 'post',
    path: '/sandbox/webhook-endpoints/{id}/rotate-secret',
    summary: 'Give a webhook endpoint a new secret',
    description: 'Until the overlap ends, each webhook has a signature of the old secret too.',
    request: { ...ID, ...body(rotateBody, false) },
    responses: {
      200: ok('The endpoint, with its new secret.', endpointObject),
      ...KEY_ERRORS,
      ...BODY_ERRORS,
      ...UNKNOWN,
      ...SEEDED,
    },
  },
];

const MERCHANT: readonly RouteConfig[] = [
  {
    method: 'post',
    path: '/sandbox/oauth-clients',
    summary: 'Add an OAuth client for payment requests',
    request: body(clientBody, false),
    responses: { 201: ok('The client, with its secret.', clientObject), ...KEY_ERRORS, ...BODY_ERRORS },
  },
  {
    method: 'get',
    path: '/sandbox/oauth-clients',
    summary: 'List the OAuth clients of the key’s mode',
    responses: { 200: ok('All of them, newest first.', clientList), ...KEY_ERRORS },
  },
  {
    method: 'delete',
    path: '/sandbox/oauth-clients/{id}',
    summary: 'Revoke an OAuth client and all its tokens',
    request: ID,
    responses: { 200: ok('The revoked client.', clientObject), ...KEY_ERRORS, ...UNKNOWN },
  },
  {
    method: 'get',
    path: '/sandbox/merchant',
    summary: 'What is set up for the merchant',
    responses: { 200: ok('The set-up.', merchantObject), ...KEY_ERRORS },
  },
  {
    method: 'post',
    path: '/sandbox/merchant',
    summary: 'Enable currencies',
    request: body(merchantBody),
    responses: { 200: ok('The set-up.', merchantObject), ...KEY_ERRORS, ...BODY_ERRORS },
  },
];

export const SETUP: readonly RouteConfig[] = [...ENDPOINTS, ...MERCHANT, ...LOGS];
