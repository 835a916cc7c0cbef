// The checkout's own small drawings, in the colour of the text around them. Words always stand beside them.

import type { ComponentChildren } from 'preact';
import './icon.css';

interface DrawingProps {
  readonly size?: number;
  /** Units of its coordinates, along each side. */
  readonly grid?: number;
  readonly children: ComponentChildren;
}

/** Lines of 1.5 on a grid, of 16 unless it says otherwise; hidden from assistive technology. */
export function Drawing({ size = 16, grid = 16, children }: DrawingProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${grid} ${grid}`}
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export function ErrorIcon() {
  return (
    <Drawing>
      <circle cx="8" cy="8" r="6.5" />
      <path d="M8 4.8v3.7M8 11.1v.1" />
    </Drawing>
  );
}

export function LockIcon({ size = 16 }: { readonly size?: number }) {
  return (
    <Drawing size={size}>
      <path d="M3.5 7.25h9v6.5h-9zM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" />
    </Drawing>
  );
}

export function GlobeIcon() {
  return (
    <Drawing>
      <circle cx="8" cy="8" r="6.5" />
      <path d="M1.5 8h13M8 1.5c4.2 4 4.2 9 0 13M8 1.5c-4.2 4-4.2 9 0 13" />
    </Drawing>
  );
}

export function ChevronIcon() {
  return (
    <Drawing>
      <path d="m4 6 4 4 4-4" />
    </Drawing>
  );
}

/** A check whose line is drawn once, by `.xp-check` in icon.css. */
export function CheckIcon({ size = 16 }: { readonly size?: number }) {
  return (
    <Drawing size={size}>
      <path class="xp-check" pathLength="1" d="m3.5 8.5 3 3 6-7" />
    </Drawing>
  );
}

export function SecurityCodeIcon({ side }: { readonly side: 'front' | 'back' }) {
  return (
    <svg width="32" height="20" viewBox="0 0 32 20" fill="none" stroke="currentColor" aria-hidden="true">
      <rect x=".75" y=".75" width="30.5" height="18.5" rx="3" stroke-width="1.5" opacity=".55" />
      {side === 'back' && <path d="M1 6h30" stroke-width="3.5" opacity=".55" />}
      <path
        d={side === 'back' ? 'M19.5 13.5h.1m3 0h.1m3 0h.1' : 'M17.5 7h.1m2.9 0h.1m2.9 0h.1m2.9 0h.1'}
        stroke-width="2.25"
        stroke-linecap="round"
      />
    </svg>
  );
}

/** Turns while something is under way; under reduced motion it only fades. */
export function Spinner({ size = 18 }: { readonly size?: number }) {
  return (
    <svg class="xp-spinner" width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <circle cx="8" cy="8" r="6.5" stroke="currentColor" stroke-width="2" opacity=".3" />
      <path d="M8 1.5A6.5 6.5 0 0 1 14.5 8" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </svg>
  );
}
