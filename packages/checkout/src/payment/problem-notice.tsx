// The notice above the form that tells why the last attempt did not go through, and what to do.

import type { I18n } from '../i18n/i18n.ts';
import { problemKey } from '../i18n/problem-words.ts';
import { Notice } from '../ui/notice.tsx';
import type { Problem } from './state.ts';

export function ProblemNotice({ problem, i18n }: { readonly problem: Problem; readonly i18n: I18n }) {
  const key = problemKey(problem, i18n);
  return (
    <Notice key={key} locale={i18n.locale.value}>
      {i18n.t(key)}
    </Notice>
  );
}
