// The two buttons of the checkout: the one that does the thing, and the quiet one.

import type { ComponentChildren } from 'preact';
import './button.css';

export interface ButtonProps {
  readonly children: ComponentChildren;
  /** `primary` fills the width and carries the colour; `quiet` stands beside text. */
  readonly look?: 'primary' | 'quiet';
  readonly type?: 'button' | 'submit';
  /** Something is under way: said to assistive technology; the button stays focusable and never `disabled`. */
  readonly busy?: boolean;
  readonly onClick?: () => void;
}

export function Button({ children, look = 'primary', type = 'button', busy = false, onClick }: ButtonProps) {
  return (
    <button
      class="xp-button"
      data-look={look}
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy && type === 'button' ? undefined : onClick}
    >
      {children}
    </button>
  );
}
