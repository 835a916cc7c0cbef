// The one live region: what changed without moving the focus is said here (WCAG 4.1.3).

import { useRef } from 'preact/hooks';

export interface AnnounceProps {
  /** Said when it changes; kept until the next, since a region emptied early is not read to its end. */
  readonly message: string;
  /** Of the message. One that comes with another language says what was said already, and is not said again. */
  readonly locale?: string;
  /** Said in place of it when the language changes. */
  readonly onLocale?: (() => string) | undefined;
}

/**
 * Render it from the start, empty: assistive technology only hears changes of a region that it has seen. A modal dialog
 * needs one of its own, since nothing behind it is heard.
 */
export function Announce({ message, locale, onLocale }: AnnounceProps) {
  const said = useRef(message);
  const last = useRef({ message, locale });
  if (last.current.locale !== locale) said.current = onLocale?.() ?? said.current;
  else if (last.current.message !== message) said.current = message;
  last.current = { message, locale };
  return (
    <div class="xp-hidden" role="status" aria-atomic="true">
      {said.current}
    </div>
  );
}
