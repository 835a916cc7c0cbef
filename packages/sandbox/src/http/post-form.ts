// A form that takes what it holds to another origin: sent by a script, or by its button where no script runs.

import { escapeHtml } from './plain-page.ts';

/**
 * The markup of such a form. A document has one, and sends it with `SUBMIT_FORM`.
 * @param button The visible button's words.
 */
export function postForm(action: string, fields: Readonly<Record<string, string>>, button: string): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<form method="post" action="${escapeHtml(action)}">
${inputs.join('\n')}
<button class="xp-go">${escapeHtml(button)}</button>
</form>`;
}

export const SUBMIT_FORM = 'document.forms[0].submit();';
