// A screen that takes the form's place: a drawing, a heading that takes the focus, and what there is to say and to do.

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { adoptSheet } from './adopt-sheet.ts';
import styles from './screen.css?inline';

adoptSheet(styles);

export interface ScreenProps {
  readonly look: 'good' | 'waiting' | 'plain';
  readonly icon: ComponentChildren;
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** Its heading takes the focus when it appears, so that a keyboard or a screen reader is where the news is. */
export function Screen({ look, icon, title, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    // A checkout that opens with this screen must not pull the buyer out of the shop's page.
    if (document.hasFocus()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section class="xp-screen" data-look={look}>
      <span class="xp-screen__icon">{icon}</span>
      <h1 class="xp-screen__title" tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </section>
  );
}
