// Makes docs/errors.md from the tables of codes: `tsx scripts/errors-doc.ts` writes it, a test compares it.

import { writeFileSync } from 'node:fs';
import { DECLINE_TABLE } from '@xpay/protocol/decline-table';
import { ERROR_TABLE } from '@xpay/protocol/error-table';
import { type ErrorCode, errorTypeOf, isRetryable } from '@xpay/protocol/error-types';
import { type ServerErrorCode, STATUS } from '../packages/sandbox/src/http/problem.ts';
import { makeMistakes } from './error-messages.ts';
import { ROOT } from './run.ts';

/** What no browser is ever told: why a server's request was refused, and what its developer can do. */
const SERVER_TABLE: Readonly<Record<ServerErrorCode, { readonly cause: string; readonly cure: string }>> = {
  immutable_field: {
    cause: 'The field is fixed when the object is made.',
    cure: 'Leave it out, or make another object.',
  },
  currency_not_enabled: {
    cause: 'The merchant has no acquirer for this currency. 402 in the words of MaxFi.',
    cure: 'Have it enabled, or take another currency.',
  },
  invalid_token: {
    cause: 'The access token is missing, unknown or has expired.',
    cure: 'Get another one at POST /oauth/token.',
  },
  invalid_client: {
    cause: 'The client is unknown or revoked, or its secret is wrong.',
    cure: 'Check both; they are of one environment.',
  },
  unsupported_grant_type: { cause: 'The grant type is another one.', cure: 'Send client_credentials.' },
  invalid_scope: { cause: 'A scope was asked for.', cure: 'Leave it out: there are none.' },
  contact_required: {
    cause: 'A customer has neither an email address nor a phone number.',
    cure: 'Send at least one of them.',
  },
  external_id_in_use: { cause: 'Another customer has this externalId.', cure: 'Find that customer by it.' },
  product_in_use: {
    cause: 'A price of the product has been used by a line item.',
    cure: 'Archive the product: active false.',
  },
  price_in_use: { cause: 'The price has been used by a line item.', cure: 'Archive it: active false.' },
  currency_mismatch: {
    cause: 'Line items have more than one currency, or another one than the session.',
    cure: 'Use one currency.',
  },
  coupon_not_applicable: {
    cause: 'The coupon cannot be used for this order: the message says why.',
    cure: 'Use another one.',
  },
  code_in_use: { cause: 'Another active promotion code has this text.', cure: 'Choose another text.' },
  charge_not_refundable: {
    cause: 'No charge, or not just one, has succeeded.',
    cure: 'Read the payment intent, and name its charge.',
  },
  refund_too_large: { cause: 'More is asked for than is left to refund.', cure: 'Refund what is left.' },
};

/** The whole page as Markdown. */
export async function errorsPage(): Promise<string> {
  const codes = Object.keys(ERROR_TABLE) as ErrorCode[];
  const rows = codes.map((code) => {
    const { cause, cure } = ERROR_TABLE[code];
    const retryable = isRetryable(code) ? 'yes' : 'no';
    return `| <a id="${code}"></a>\`${code}\` | ${errorTypeOf(code)} | ${retryable} | ${cause} | ${cure} |`;
  });
  const server = Object.entries(SERVER_TABLE).map(([code, { cause, cure }]) => {
    const status = STATUS[code as ServerErrorCode] ?? 400;
    return `| <a id="${code}"></a>\`${code}\` | ${status} | ${cause} | ${cure} |`;
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

## Codes for servers
Routes that only servers call have these besides.

| code | status | cause | cure |
|---|---|---|---|
${server.join('\n')}

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
