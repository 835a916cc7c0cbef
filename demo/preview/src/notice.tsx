// What the page says: something was done, something was refused, something in the address means nothing.

import { Icon } from './controls/icon.tsx';
import type { Notices } from './notices.ts';
import type { Preview } from './preview.ts';
import { t } from './texts/texts.ts';

/** Both places are there from the start, so that what comes into them is read out (WCAG 4.1.3). */
export function Notice({ notices }: { readonly notices: Notices }) {
  const notice = notices.notice.value;
  return (
    <div class="pv-notices">
      <div role="status">
        {notice !== null && !notice.isProblem && <p class="pv-notice">{notice.text}</p>}
      </div>
      <div role="alert">
        {notice?.isProblem === true && (
          <p class="pv-notice pv-notice--problem">
            <span dir="auto">{notice.text}</span>
            <button
              type="button"
              class="pv-icon-button pv-icon-button--small"
              aria-label={t('refused.dismiss')}
              onClick={notices.dismiss}
            >
              <Icon name="close" />
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

/** More than this would be a page of its own. */
const MOST_NAMED = 5;

export function AddressProblems({ preview: { store } }: { readonly preview: Preview }) {
  const problems = store.problems.value;
  if (problems.length === 0) return null;
  return (
    <div class="pv-problems" role="status">
      <p>
        {t('problems.heading', { count: problems.length })}{' '}
        {problems.slice(0, MOST_NAMED).map(({ key, got }) => (
          <code key={key} class="pv-problems__one" dir="ltr">
            {short(`${key}=${got}`)}
          </code>
        ))}
        {problems.length > MOST_NAMED && '…'}
      </p>
      <button type="button" class="pv-button pv-button--quiet" onClick={store.dismiss}>
        {t('problems.dismiss')}
      </button>
    </div>
  );
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
