// Drawings of screens that come later.

import { Drawing } from './icon.tsx';

export function ClockIcon({ size = 16 }: { readonly size?: number }) {
  return (
    <Drawing size={size}>
      <circle cx="8" cy="8" r="6.5" />
      <path d="M8 4.5V8l2.25 1.5" />
    </Drawing>
  );
}

/** Something is to be done on another device, or in another app of this one. */
export function PhoneIcon({ size = 16 }: { readonly size?: number }) {
  return (
    <Drawing size={size}>
      <path d="M5.5 1.5h5a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM7.5 12h1" />
    </Drawing>
  );
}

export function CrossIcon({ size = 16 }: { readonly size?: number }) {
  return (
    <Drawing size={size}>
      <path d="m4 4 8 8M12 4l-8 8" />
    </Drawing>
  );
}

/** A cloud that nothing reaches: offline, or no answer. */
export function CutOffIcon({ size = 16 }: { readonly size?: number }) {
  return (
    <Drawing size={size}>
      <path d="M4.5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.6 0 3 3 0 0 1-.3 6zM2.5 2.5l11 11" />
    </Drawing>
  );
}

/** Where the security code stands: below the stripe on a card's back, or above the number on its front. */
