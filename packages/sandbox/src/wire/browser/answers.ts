// Answers to the merchant's own questions, as a browser sends them.

import { z } from '@hono/zod-openapi';
import { type AskedField, completed, LONGEST_ANSWER } from '../../domain/custom-field.ts';
import type { Session } from '../../domain/session.ts';
import { ApiError } from '../../http/problem.ts';
import { text } from '../xpay/fields.ts';

/** What a field takes is its own matter; here an answer is no longer than any of them takes, in UTF-16. */
export const answers = z
  .record(text(100, 1), text(2 * LONGEST_ANSWER).nullable())
  .openapi({ description: 'By key; null takes an answer back.', example: { size: 'l' } });

/**
 * The questions with what the buyer has answered, now or before.
 *
 * @throws ApiError `field_invalid` with `customFields.<key>` as its `param`: not answered, or not so.
 */
export function toAnswers(
  given: z.output<typeof answers> | undefined,
  { customFields }: Pick<Session, 'customFields'>,
): readonly AskedField[] {
  const result = completed(customFields, given ?? {});
  if (!('problem' in result)) return result.fields;
  const { message, param } = result.problem;
  throw new ApiError('field_invalid', `${param}: ${message}`, { param });
}
