// What a visitor has arranged around the settings: which groups are open, how high the code is. It is no setting, so no address carries
// it, and it is kept for as long as the tab.

import { createContext } from 'preact';

export interface ViewState {
  /** Whether a group is open; as `usual` until the visitor has opened or closed it. */
  isOpen(group: string, usual: boolean): boolean;
  setOpen(group: string, isOpen: boolean): void;
  /** Per cent of the height that the code has beside the instruments. */
  share(): number;
  setShare(percent: number): void;
}

interface Kept {
  readonly open: Readonly<Record<string, boolean>>;
  readonly share: number;
}

export const USUAL_SHARE = 50;

const KEY = 'pv-view';
const NOTHING: Kept = { open: {}, share: USUAL_SHARE };

/** @param storage Null where the browser has none: then it is kept until the page goes. */
export function createViewState(storage: Pick<Storage, 'getItem' | 'setItem'> | null): ViewState {
  let kept = readKept(storage?.getItem(KEY) ?? null);
  const keep = (next: Kept) => {
    kept = next;
    try {
      storage?.setItem(KEY, JSON.stringify(next));
    } catch {
      // It is full, or not allowed.
    }
  };
  return {
    isOpen: (group, usual) => kept.open[group] ?? usual,
    setOpen: (group, isOpen) => keep({ ...kept, open: { ...kept.open, [group]: isOpen } }),
    share: () => kept.share,
    setShare: (share) => keep({ ...kept, share }),
  };
}

/** The tab's own storage, or null where the browser keeps it from the page. */
export function tabStorage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/** Of the page around a group. */
export const View = createContext<ViewState>(createViewState(null));

function readKept(text: string | null): Kept {
  try {
    const { open, share }: { readonly open?: unknown; readonly share?: unknown } = JSON.parse(text ?? '{}');
    const known = Object.entries(Object(open)).filter(
      (one): one is [string, boolean] => typeof one[1] === 'boolean',
    );
    const isShare = typeof share === 'number' && share > 0 && share < 100;
    return { open: Object.fromEntries(known), share: isShare ? share : USUAL_SHARE };
  } catch {
    return NOTHING;
  }
}
