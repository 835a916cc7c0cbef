// What browsers send and are told of their banks' verifications; the same schemas validate and make the document.

import { z } from '@hono/zod-openapi';
import { type BrowserInfo, type NextAction, WINDOW_SIZES } from '@xpay/protocol/next-action';
import { fields, text } from '../xpay/fields.ts';

/** Of a screen, in CSS pixels; banks take six digits. */
const screenSize = z.int().min(0).max(999_999);

/** `BrowserInfo` of the contract: all of it or nothing. */
export const browserInfo = fields({
  acceptHeader: text(2048).openapi({ description: 'Of the request for the frame’s document.' }),
  language: z
    .string()
    .max(35) // RFC 5646, 4.4.1
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, { error: 'is no language tag. Send BCP 47, such as "en".' })
    .openapi({ description: 'BCP 47.', example: 'en' }),
  colorDepth: z.int().min(0).max(128).openapi({ description: 'Bits per pixel.', example: 24 }),
  screenHeight: screenSize,
  screenWidth: screenSize,
  timeZoneOffset: z.int().min(-1440).max(1440).openapi({
    description: 'Minutes, positive behind UTC.',
    example: -60,
  }),
  javaEnabled: z.boolean(),
  windowSize: z.enum(WINDOW_SIZES).openapi({ description: 'Room for a challenge: EMV 3DS 2.2.' }),
}).openapi('BrowserInfo') satisfies z.ZodType<BrowserInfo>;

const id = z
  .string()
  .regex(/^tds_\w{1,60}$/, { error: 'is no id of a verification. Send the one of the next action.' })
  .openapi({ description: 'Of the next action.', example: 'tds_5bJ8mXw2Qp0RtY6uA1sDfGhK' });

/** Body of `POST /v1/client/session/authenticate`. */
export const authenticateBody = fields({
  id,
  methodCompletion: z.enum(['Y', 'N', 'U']).openapi({
    description:
      'What the browser saw of the method step. The server, which was told by the bank, knows better.',
  }),
}).openapi('AuthenticateRequest');

/** Body of `POST /v1/client/session/cancel_action`. */
export const cancelActionBody = fields({ id }).openapi('CancelActionRequest');

/** Body of `POST /v1/client/session/restart_action`. */
export const restartActionBody = fields({ id, browser: browserInfo.optional() }).openapi(
  'RestartActionRequest',
);

/** `NextAction` of the contract, as a schema. */
export const nextAction = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('three_ds_method'),
      id: z.string(),
      methodUrl: z.string(),
      methodData: z.string().openapi({ description: '`threeDSMethodData`, base64url.' }),
    }),
    z.strictObject({
      type: z.literal('three_ds_challenge'),
      id: z.string(),
      acsUrl: z.string(),
      creq: z.string().nullable().openapi({
        description: 'base64url; only in the answer that begins the challenge, for it is posted once.',
      }),
      sessionData: z.string().openapi({ description: '`threeDSSessionData`, base64url.' }),
      redirectUrl: z
        .string()
        .nullable()
        .openapi({ description: 'Null when neither the session nor the attempt has a `returnUrl`.' }),
    }),
    z.strictObject({
      type: z.literal('three_ds_decoupled'),
      id: z.string(),
      expiresAt: z.string().openapi({ format: 'date-time' }),
    }),
    z.strictObject({
      type: z.literal('approval'),
      id: z.string(),
      method: z.string().openapi({ description: 'What is paid with.', example: 'wallet' }),
      url: z.string().openapi({ description: 'The provider’s page, for a frame.' }),
      redirectUrl: z
        .string()
        .nullable()
        .openapi({ description: 'Null when neither the session nor the attempt has a `returnUrl`.' }),
    }),
  ])
  .openapi('NextAction') satisfies z.ZodType<NextAction>;
