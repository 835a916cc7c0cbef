// Puts xpay.js at the disposal of a page's markup: the tag and the links. What they do is a part, fetched when needed.

import { defineCheckoutElement } from './checkout-element.ts';
import { createClient } from './client.ts';
import { createForm } from './embedded-checkout.ts';
import { followLinks } from './links.ts';
import type { LoadPart } from './parts.ts';

/** Defines `<xpay-checkout>`. @param ownOrigin Where the checkout is, for a tag that does not say. */
export function declareTag(loadPart: LoadPart, ownOrigin?: string): void {
  defineCheckoutElement(async (element) => {
    const { adopt } = await loadPart('tag');
    return adopt(element, (key, options) => createClient(key, options, loadPart, ownOrigin));
  });
}

/** Opens links to sessions' pages over the shop's, as long as the script can; otherwise they are followed. */
export function declareLinks(loadPart: LoadPart, ownOrigin: string): void {
  followLinks(ownOrigin, (link) =>
    loadPart('open-link')
      .then(({ openLink }) => openLink(link, createForm, loadPart))
      .catch(() => location.assign(link.href)),
  );
}
