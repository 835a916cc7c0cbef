// What a fault rule may say, and the words for one that is malformed.

import { z } from '@hono/zod-openapi';
import { fields } from '../wire/xpay/fields.ts';
import { isPattern } from './pattern.ts';

/** Each kind of fault, and what it does to a request. */
export const KINDS = {
  delay: 'Waits before the work, or with `when` "after" between the work and the answer.',
  drop_before: 'Cuts the connection; nothing is done.',
  drop_after: 'Does the work, and cuts the connection in place of an answer.',
  truncate: 'Does the work, sends half of the answer’s bytes, and cuts the connection.',
  html: 'Answers with a page of HTML; nothing is done.',
  status: 'Answers with an error of this status, with or without Retry-After; nothing is done.',
  in_progress: 'Answers 409 idempotency_in_progress; nothing is done.',
  duplicate: 'Does the work twice, as if the request had come twice, and answers the second time.',
  reorder: 'Holds the request until the next one that the rule is for has been answered, 30 s at most.',
  throttle: 'Does the work, and sends the answer at so many bytes per second.',
  offline: 'Cuts every connection for so many seconds from now.',
} as const satisfies Readonly<Record<string, string>>;

export type FaultKind = keyof typeof KINDS;

const NAMES = Object.keys(KINDS) as readonly FaultKind[];

/** Which fields tell more of a kind; those with `!` have to be there. */
const DETAILS = {
  delay: ['ms!', 'jitterMs', 'when'],
  drop_before: [],
  drop_after: [],
  truncate: [],
  html: ['status'],
  status: ['status!', 'retryAfterS'],
  in_progress: [],
  duplicate: [],
  reorder: [],
  throttle: ['bytesPerSecond!'],
  offline: ['seconds!'],
} as const satisfies Readonly<Record<FaultKind, readonly string[]>>;

const LONGEST_DELAY_MS = 600_000;
const LONGEST_OFFLINE_S = 86_400;

/** Body of `POST /sandbox/faults`. */
export const faultBody = fields({
  kind: z.enum(NAMES).openapi({ description: 'What goes wrong.' }),
  sessionId: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .openapi({ description: 'Only what is about this session.', example: 'cs_test_01KF1CJ0R0' }),
  method: z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD']).optional(),
  path: z
    .string()
    .max(200)
    .refine(isPattern, {
      error:
        'is no path. Send one such as "/v1/client/session/confirm"; `*` stands for one part of it, or at its end for the rest.',
    })
    .refine((path) => !/^\/sandbox(\/|$)/.test(path), {
      error: 'is a control of the sandbox, which never fails. Send another path.',
    })
    .optional()
    .openapi({
      description:
        'Only these paths. `*` stands for one part, at the end for the rest. Without it the browser API and the server API are meant, and no files.',
      example: '/v1/client/session/confirm',
    }),
  times: z.int().min(1).max(1_000_000).optional().openapi({ description: 'How often; always unless told.' }),
  probability: z.number().gt(0).max(1).default(1).openapi({ description: 'How likely at each request.' }),
  seed: z
    .int()
    .min(0)
    .max(0xffff_ffff)
    .default(1)
    .openapi({ description: 'The same seed has the same requests fail.' }),
  ms: z.int().min(0).max(LONGEST_DELAY_MS).optional().openapi({ description: 'Of a delay.' }),
  jitterMs: z
    .int()
    .min(0)
    .max(LONGEST_DELAY_MS)
    .optional()
    .openapi({ description: 'Of a delay: up to so much longer.' }),
  when: z.enum(['before', 'after']).optional().openapi({ description: 'Of a delay: the work. `before`.' }),
  status: z
    .int()
    .min(200)
    .max(599)
    .optional()
    .openapi({ description: 'Of status, 400 to 599; of html, 200 unless told.' }),
  retryAfterS: z.int().min(0).max(86_400).optional().openapi({ description: 'Of status: seconds.' }),
  bytesPerSecond: z.int().min(1).max(1_000_000_000).optional().openapi({ description: 'Of throttle.' }),
  seconds: z.int().min(1).max(LONGEST_OFFLINE_S).optional().openapi({ description: 'Of offline.' }),
})
  .superRefine((body, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const details: readonly string[] = DETAILS[body.kind];
    for (const field of DETAIL_FIELDS) {
      const isGiven = body[field] !== undefined;
      if (details.includes(`${field}!`)) {
        if (!isGiven) refuse(field, `is required for the kind "${body.kind}".`);
      } else if (isGiven && !details.includes(field)) {
        refuse(field, `means nothing for the kind "${body.kind}". Leave it out.`);
      }
    }
    if (body.kind === 'status' && body.status !== undefined && body.status < 400) {
      refuse('status', `got ${body.status}, expected an error: 400 to 599.`);
    }
    if (body.status === 204 || body.status === 205 || body.status === 304) {
      refuse('status', `got ${body.status}, which has no body. Send another.`);
    }
    if (body.kind === 'offline' && body.times !== undefined) {
      refuse('times', 'means nothing for the kind "offline", which ends by time. Leave it out.');
    }
  })
  .openapi('CreateFault');

export type FaultRule = z.output<typeof faultBody>;

const DETAIL_FIELDS = [
  'ms',
  'jitterMs',
  'when',
  'status',
  'retryAfterS',
  'bytesPerSecond',
  'seconds',
] as const;
