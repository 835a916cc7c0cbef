// One life of a form between mount and unmount: a frame, the line to it, and what is said on that line.

import type { Channel } from '@xpay/protocol/channel';
import type { FrameMessage, HostMessage } from '@xpay/protocol/messages';
import { fromWireError } from '@xpay/protocol/wire';
import { toUrl } from './credentials.ts';
import type { Emitter } from './emitter.ts';
import type { InnerEvents } from './events.ts';
import { createFrame, type Frame } from './frame.ts';
import { openLine, type Peer, toFrameUrl } from './handshake.ts';
import { type Look, toHints } from './look.ts';
import type { Begin } from './opening.ts';
import { ignore } from './parts.ts';
import type { Place } from './place.ts';
import { whenShown } from './when-shown.ts';

/** What a frame needs of the form that it belongs to. */
export interface Owner {
  readonly peer: Peer;
  /** Of the frame's document. */
  readonly path: string;
  /** How much of the page it has, if that is more or less than a part of it. */
  readonly view?: 'overlay' | 'element' | undefined;
  readonly events: Emitter<InnerEvents>;
  /** Language and theme as they are now: they may change while the frame loads. */
  look(): Look;
  /** At the start, and again when the buyer retries. */
  readonly begin: Begin;
}

export interface MountedFrame {
  line(): Channel<HostMessage> | undefined;
  /** Tells a frame that listens what it is told first, once more. */
  begin(): void;
  /** Sends what a frame that does not listen yet need not hear, as it starts from what is so then. */
  send(message: Extract<HostMessage, { type: 'update' | 'refresh' }>): void;
  /** Takes the frame out of the page, with everything that waits for it. */
  stop(): undefined;
}

export function mountFrame(place: Place, owner: Owner): MountedFrame {
  const { peer, path, view, events, look } = owner;
  let current: Channel<HostMessage> | undefined;
  let frame: Frame | undefined;
  let hangUp: (() => void) | undefined;
  const line = () => current;
  const begin = () => owner.begin(line);

  const callOff = whenShown(() => {
    const url = toFrameUrl(peer, path, { ...toHints(look()), ...(view && { view }) });
    const made = createFrame(place, url, peer.loadPart, (height) => events.emit('resize', { height }));
    made.setTheme(look().appearance.theme);
    hangUp = openLine(made.iframe, peer, {
      opened(opened) {
        current = opened;
        begin();
        events.emit('line', { line: opened });
      },
      received(message) {
        if (message.type === 'retry') begin();
        else hear(message, made, owner);
      },
      failed(error) {
        current = undefined;
        made.hide();
        events.emit('error', { error });
        events.emit('line', { error });
      },
    });
    frame = made;
  });

  return {
    line,
    begin,
    send(message) {
      frame?.setTheme(look().appearance.theme);
      current?.send(message);
    },
    stop() {
      callOff();
      current = undefined;
      hangUp?.();
      frame?.remove();
      place.release();
      events.emit('line', {});
    },
  };
}

/** Has done what is asked for, and passes on what is news. */
function hear(message: FrameMessage, frame: Frame, { events, peer }: Owner): void {
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
      leave(message.url, peer.origin);
      break;
    case 'close':
      events.emit('leave', undefined);
      break;
    case 'error':
      events.emit('error', { error: fromWireError(message.error) });
      break;
    default: {
      const { type, ...event } = message;
      if (type === 'confirm') peer.loadPart('full-size').catch(ignore); // The bank may ask in a moment.
      events.emit(type as keyof InnerEvents, Object.keys(event).length > 0 ? (event as never) : undefined);
    }
  }
}

/** Nothing but an encrypted page takes the place of the shop's, or one that is no less so than the checkout itself. */
function leave(address: string, origin: string): void {
  const url = toUrl(address);
  if (url !== undefined && (/^https:/.test(address) || /^http:/.test(origin))) location.assign(url);
}
