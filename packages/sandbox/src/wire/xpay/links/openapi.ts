// The routes of payment links, for the OpenAPI document.

import type { RouteConfig } from '@hono/zod-openapi';
import { operation } from '../operation.ts';
import { linksQuery } from './query.ts';
import { createLinkBody, linkList, linkObject, updateLinkBody } from './schemas.ts';

const all = { tag: 'Payment links', path: '/payment-links', answer: linkObject } as const;
const one = { ...all, path: '/payment-links/{id}' } as const;

export const LINK_ROUTES: readonly RouteConfig[] = [
  operation({
    ...all,
    method: 'get',
    summary: 'List and search payment links',
    query: linksQuery,
    answer: linkList,
  }),
  operation({ ...all, method: 'post', summary: 'Create a payment link', body: createLinkBody, status: 201 }),
  operation({ ...one, method: 'get', summary: 'Retrieve a payment link' }),
  operation({ ...one, method: 'patch', summary: 'Update a payment link', body: updateLinkBody }),
];
