// What a frame may have done to the page that it is in: the few things that are no news for the shop.

import type { FrameMessage } from '@xpay/protocol/messages';
import { toUrl } from './credentials.ts';
import type { Frame } from './frame.ts';

/** Does what the message asks for, if it is an order. */
export function obey(message: FrameMessage, frame: Frame, origin: string): void {
  switch (message.type) {
    case 'resize':
      frame.resize(message.height);
      break;
    case 'title':
      frame.iframe.title = message.title;
      frame.iframe.lang = message.locale;
      break;
    case 'full_size':
      frame.setFullSize(message.on);
      break;
    case 'leave':
      leave(message.url, origin);
  }
}

/** Nothing but an encrypted page takes the place of the shop's, or one that is no less so than the checkout itself. */
function leave(address: string, origin: string): void {
  const url = toUrl(address);
  if (url !== undefined && ['https:', new URL(origin).protocol].includes(url.protocol)) location.assign(url);
}
