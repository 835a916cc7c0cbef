// Where in the dashboard the person is: the page's own address, so that it can be kept, shared and gone back from.

import { batch, signal } from '@preact/signals';
import type { TargetedMouseEvent } from 'preact';

const ROOT = '/dashboard';

/** The path below `/dashboard`, `/payments/cs_…` for instance. */
export const place = signal(here());

function here(): string {
  return location.pathname.slice(ROOT.length) || '/payments';
}

/** How often the person went to a place, also to the one where they were: each time begins it anew. */
export const moves = signal(0);

addEventListener('popstate', arrive);

function arrive(): void {
  batch(() => {
    place.value = here();
    moves.value += 1;
  });
}

/** The address of a place. */
export function addressOf(path: string): string {
  return ROOT + path;
}

/** Goes there without loading the page anew. */
export function go(path: string): void {
  history.pushState(null, '', addressOf(path));
  arrive();
  scrollTo(0, 0);
}

/** For links: a plain click goes there; with a modifier key the browser does what it always does. */
export function follow(path: string) {
  return (event: TargetedMouseEvent<HTMLAnchorElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(path);
  };
}
