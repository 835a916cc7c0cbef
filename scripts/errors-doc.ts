// Makes docs/errors.md from the tables of codes: `tsx scripts/errors-doc.ts` writes it, a test compares it.

import { writeFileSync } from 'node:fs';
import { DECLINE_TABLE } from '@xpay/protocol/decline-table';
import { ERROR_TABLE } from '@xpay/protocol/error-table';
import { type ErrorCode, errorTypeOf, isRetryable } from '@xpay/protocol/error-types';
import { makeMistakes } from './error-messages.ts';
import { ROOT } from './run.ts';

/** The whole page as Markdown. */
export async function errorsPage(): Promise<string> {
  const codes = Object.keys(ERROR_TABLE) as ErrorCode[];
  const rows = codes.map((code) => {
    const { cause, cure } = ERROR_TABLE[code];
    const retryable = isRetryable(code) ? 'yes' : 'no';
    return `| <a id="${code}"></a>\`${code}\` | ${errorTypeOf(code)} | ${retryable} | ${cause} | ${cure} |`;
  });
  const declines = Object.entries(DECLINE_TABLE).map(
    ([code, { cause, cure }]) => `| \`${code}\` | ${cause} | ${cure} |`,
  );
  const mistakes = (await makeMistakes()).map(
    ({ call, code, message }) => `| \`${toCell(call)}\` | [\`${code}\`](#${code}) | ${toCell(message)} |`,
  );
  return `# Errors

Misuse throws an \`XPayError\` at once; everything that a buyer or a network can cause arrives as \`{ error }\` or in the
\`error\` event. \`error.message\` is in the buyer's language, or, for misuse, a sentence for the developer.
\`error.retryable\` says whether the same call can succeed later with nothing changed. The payment API answers with the
same codes.

| code | type | retryable | cause | cure |
|---|---|---|---|---|
${rows.join('\n')}

## Decline codes
With \`card_declined\`, \`error.declineCode\` is one of these, and nothing was charged. Your server sees more: \`failureCode\`
of the charge and \`lastPaymentError.declineCode\` of the payment intent tell \`generic_decline\`, \`lost_card\` and
\`stolen_card\` apart, which are all \`card_declined\` to a browser. After a check by the bank \`lastPaymentError.code\` is
\`authentication_failed\`.

| code | cause | what the buyer can do |
|---|---|---|
${declines.join('\n')}

## Messages
What a developer reads for the mistakes that are made most, word for word. The first word names the option, which is also
\`error.param\`. A call that returns a promise of \`{ error }\` never throws: the same error is its answer.

| call | code | message |
|---|---|---|
${mistakes.join('\n')}
`;
}

/** Within a table a bar ends the cell. */
function toCell(text: string): string {
  return text.replaceAll('|', '\\|');
}

if (process.argv[1]?.endsWith('errors-doc.ts')) writeFileSync(`${ROOT}docs/errors.md`, await errorsPage());
