// Makes docs/errors.md from the table of codes: `tsx scripts/errors-doc.ts` writes it, a test compares it.

import { writeFileSync } from 'node:fs';
import { ERROR_TABLE } from '@xpay/protocol/error-table';
import { type ErrorCode, errorTypeOf, XPayError } from '@xpay/protocol/errors';
import { ROOT } from './run.ts';

/** The whole page as Markdown. */
export function errorsPage(): string {
  const codes = Object.keys(ERROR_TABLE) as ErrorCode[];
  const rows = codes.map((code) => {
    const { cause, cure } = ERROR_TABLE[code];
    const retryable = new XPayError(code, '').retryable ? 'yes' : 'no';
    return `| <a id="${code}"></a>\`${code}\` | ${errorTypeOf(code)} | ${retryable} | ${cause} | ${cure} |`;
  });
  return `# Errors

Misuse throws an \`XPayError\` at once; everything that a buyer or a network can cause arrives as \`{ error }\` or in the
\`error\` event. \`error.message\` is in the buyer's language, or, for misuse, a sentence for the developer.
\`error.retryable\` says whether the same call can succeed later with nothing changed. The payment API answers with the
same codes.

| code | type | retryable | cause | cure |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

if (process.argv[1]?.endsWith('errors-doc.ts')) writeFileSync(`${ROOT}docs/errors.md`, errorsPage());
