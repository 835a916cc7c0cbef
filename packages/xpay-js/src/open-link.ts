// A link to a session's own page, opened over the shop's: the page knows its session, and no secret passes through here.

import type { createForm } from './embedded-checkout.ts';
import { DEFAULT_LOOK } from './look.ts';
import type { LoadPart } from './parts.ts';
import { tellAll } from './tell.ts';

const open = new WeakSet<Element>();

/** Opens it, once at a time, or goes there, as ever. The link tells what happens. */
export async function openLink(
  link: HTMLAnchorElement,
  makeForm: typeof createForm,
  loadPart: LoadPart,
): Promise<void> {
  if (open.has(link)) return;
  open.add(link);
  const { createOverlay } = await loadPart('overlay');
  const plan = {
    peer: { origin: link.origin, loadPart },
    path: link.pathname,
    settings: {
      ...DEFAULT_LOOK,
      locale: new URLSearchParams(link.search).get('locale') ?? DEFAULT_LOOK.locale,
      ...tellAll(link),
    },
    returning: {},
  };
  const checkout = createOverlay(plan, makeForm);
  checkout.on('close', () => {
    open.delete(link);
    checkout.destroy();
  });
  checkout.open();
}
