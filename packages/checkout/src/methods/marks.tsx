// Small drawings at the end of a row: of the kind, not of a company. Words always stand beside them.

import type { ComponentChildren } from 'preact';
import { Drawing } from '../ui/icon.tsx';

/** Larger than the icons beside words, with lines as fine. */
function Mark({ children }: { readonly children: ComponentChildren }) {
  return (
    <Drawing size={24} grid={24}>
      {children}
    </Drawing>
  );
}

export function WalletMark() {
  return (
    <Mark>
      <path d="M18.5 8V6a1.5 1.5 0 0 0-1.5-1.5H5.5A2 2 0 0 0 5.5 8H19a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 20H5.5a2 2 0 0 1-2-2V6.25M16.5 14h.1" />
    </Mark>
  );
}

/** A month with some of its days. */
export function InstalmentsMark() {
  return (
    <Mark>
      <path d="M5.5 5.5h13A1.5 1.5 0 0 1 20 7v11.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5V7a1.5 1.5 0 0 1 1.5-1.5zM4 10h16M8 3.5v4M16 3.5v4M8 13.5h.1M12 13.5h.1M16 13.5h.1M8 16.75h.1M12 16.75h.1" />
    </Mark>
  );
}

export function BankMark() {
  return (
    <Mark>
      <path d="M3.5 9.5 12 4l8.5 5.5zM6 9.5v7M10 9.5v7M14 9.5v7M18 9.5v7M4 20h16M5 16.5h14" />
    </Mark>
  );
}
