// A message that stands above a form: what went wrong and what to do now.

import type { ComponentChildren } from 'preact';
import { ErrorIcon } from './icon.tsx';
import './notice.css';

export interface NoticeProps {
  readonly children: ComponentChildren;
}

/** Spoken when it appears (WCAG 4.1.3). */
export function Notice({ children }: NoticeProps) {
  return (
    <div class="xp-notice" role="alert">
      <ErrorIcon />
      <p>{children}</p>
    </div>
  );
}
