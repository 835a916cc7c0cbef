// Facts about what the page keeps of how it was arranged: it comes back with the tab, and nonsense is as nothing.

import { expect, it } from 'vitest';
import { createViewState, USUAL_SHARE } from './view-state.ts';

function aStorage(text: string | null = null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_key: string, next: string) => {
      kept = next;
    },
  };
}

it('keeps what was opened, closed and moved for the next page of the tab', () => {
  const storage = aStorage();
  const first = createViewState(storage);
  expect([first.isOpen('way', true), first.isOpen('order', false), first.share()]).toEqual([true, false, 50]);
  first.setOpen('way', false);
  first.setOpen('order', true);
  first.setShare(70);
  const next = createViewState(storage);
  expect([next.isOpen('way', true), next.isOpen('order', false), next.share()]).toEqual([false, true, 70]);
});

it.each(['{', 'null', '7', '{"open":{"way":"yes"},"share":900}', '{"open":null,"share":"50"}'])(
  'takes %s for nothing',
  (text) => {
    const view = createViewState(aStorage(text));
    expect([view.isOpen('way', true), view.share()]).toEqual([true, USUAL_SHARE]);
  },
);

it('does without a storage, and with one that is full', () => {
  const full = {
    ...aStorage(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  for (const view of [createViewState(null), createViewState(full)]) {
    view.setOpen('time', true);
    expect(view.isOpen('time', false)).toBe(true);
  }
});
