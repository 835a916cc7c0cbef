// A message that stands above a form: what went wrong and what to do now.

import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { ErrorIcon } from './icon.tsx';
import './notice.css';

export interface NoticeProps {
  readonly children: ComponentChildren;
  /** Of the message. In another language it is no news. */
  readonly locale: string;
}

/** Spoken when it appears (WCAG 4.1.3), and not again in another language. Give each message a key of its own. */
export function Notice({ children, locale }: NoticeProps) {
  const first = useRef(locale);
  const isTold = useRef(false);
  isTold.current ||= first.current !== locale;
  return (
    <div class="xp-notice" role="alert" aria-live={isTold.current ? 'off' : undefined}>
      <ErrorIcon />
      <p>{children}</p>
    </div>
  );
}
