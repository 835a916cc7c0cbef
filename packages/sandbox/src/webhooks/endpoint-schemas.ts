// Webhook endpoints as they are asked for and answered; the same schemas validate and make the OpenAPI document.

import { z } from '@hono/zod-openapi';
import { APIS } from '../domain/api.ts';
import type { Owner } from '../store/checkouts.ts';
import type { Endpoint } from '../store/endpoints.ts';
import { fields, text, webUrl } from '../wire/xpay/fields.ts';

const address = webUrl.openapi({
  format: 'uri',
  example: 'http://localhost:5173/webhook',
  description: 'Where events are posted. One endpoint for each address and mode.',
});
const eventTypes = z
  .array(
    z
      .string()
      .regex(/^[a-z_]+(\.[a-z_]+)*$/, { error: 'is no type of an event.' })
      .max(80),
  )
  .min(1)
  .max(100)
  .openapi({ description: 'What is sent; everything unless told.', example: ['checkout.session.completed'] });
const apis = z
  .array(z.enum(APIS))
  .min(1)
  .max(APIS.length)
  .openapi({ description: 'The events of payments that these APIs created; of all unless told.' });
const description = text(200);

/** Body of `POST /sandbox/webhook-endpoints`. */
export const createEndpointBody = fields({
  url: address,
  description: description.nullable().optional(),
  eventTypes: eventTypes.nullable().optional(),
  apis: apis.nullable().optional(),
}).openapi('CreateWebhookEndpoint');

/** Body of `PATCH /sandbox/webhook-endpoints/{id}`: what is sent is replaced, what is not stays. */
export const updateEndpointBody = fields({
  url: address.optional(),
  description: description.nullable().optional(),
  eventTypes: eventTypes.nullable().optional(),
  apis: apis.nullable().optional(),
  enabled: z.boolean().optional().openapi({ description: 'One that answered 410 is enabled again by this.' }),
}).openapi('UpdateWebhookEndpoint');

const DAY_MINUTES = 1440;

/** Body of `POST /sandbox/webhook-endpoints/{id}/rotate-secret`. */
export const rotateBody = fields({
  overlapMinutes: z
    .int()
    .min(0)
    .max(7 * DAY_MINUTES)
    .default(DAY_MINUTES)
    .openapi({ description: 'How long the secret of before signs as well.' }),
}).openapi('RotateWebhookSecret');

/** An endpoint; its secret is in the answers that make it, and in no other. */
export const endpointObject = z
  .strictObject({
    id: z.string().openapi({ example: 'we_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('webhook_endpoint'),
    livemode: z.boolean(),
    url: z.string(),
    description: z.string().nullable(),
    eventTypes: z.array(z.string()).nullable(),
    apis: z.array(z.enum(APIS)).nullable(),
    enabled: z.boolean(),
    disabledAt: z.string().nullable().openapi({ format: 'date-time' }),
    previousSecretUntil: z.string().nullable().openapi({
      format: 'date-time',
      description: 'Until then each webhook has two signatures, one with the secret of before.',
    }),
    secret: z.string().optional().openapi({ example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' }),
    createdAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('WebhookEndpoint');

/** All of them. */
export const endpointList = z.strictObject({ data: z.array(endpointObject) }).openapi('WebhookEndpointList');

/** What deleting answers. */
export const endpointDeleted = z
  .strictObject({ id: z.string(), object: z.literal('webhook_endpoint'), deleted: z.literal(true) })
  .openapi('WebhookEndpointDeleted');

/** An endpoint as it is answered; with its secret only where that is new. */
export function toEndpointObject(
  endpoint: Endpoint,
  { livemode }: Pick<Owner, 'livemode'>,
  rule?: 'with secret',
): z.output<typeof endpointObject> {
  const { id, url, description, eventTypes, apis, disabledAt, previousUntil, createdAt, secret } = endpoint;
  return {
    id,
    object: 'webhook_endpoint',
    livemode,
    url,
    description,
    eventTypes: eventTypes === null ? null : [...eventTypes],
    apis: apis === null ? null : [...apis],
    enabled: disabledAt === null,
    disabledAt,
    previousSecretUntil: previousUntil,
    ...(rule === undefined ? {} : { secret }),
    createdAt,
  };
}
