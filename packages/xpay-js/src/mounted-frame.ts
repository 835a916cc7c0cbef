// One life of a checkout between mount and unmount: a frame, the line to it, and what is said on that line.

import type { Channel } from '@xpay/protocol/channel';
import type { FrameMessage, HostMessage } from '@xpay/protocol/messages';
import { fromWireError } from '@xpay/protocol/wire';
import type { SecretSource } from './client-secret.ts';
import type { Emitter } from './emitter.ts';
import type { CheckoutEvents } from './events.ts';
import { createFrame, type Frame } from './frame.ts';
import { obey } from './frame-orders.ts';
import { openLine, type Peer, toFrameUrl } from './handshake.ts';
import { type Look, toHints } from './look.ts';
import type { UpdateSettings } from './options.ts';
import { whenShown } from './when-shown.ts';

/** What a frame needs of the checkout that it belongs to. */
export interface Owner {
  readonly peer: Peer;
  readonly secret: SecretSource;
  readonly events: Emitter<CheckoutEvents>;
  /** Language and theme as they are now: they may change while the frame loads. */
  look(): Look;
}

export interface MountedFrame {
  /** Language or theme have changed. A frame that does not listen yet is told when it does. */
  update(change: UpdateSettings): void;
  /** The session has changed. A frame that does not listen yet reads it later anyway. */
  refresh(): void;
  /** Takes the frame out of the page, with everything that waits for it. */
  stop(): void;
}

export function mountFrame(target: Element, owner: Owner): MountedFrame {
  let line: Channel<HostMessage> | undefined;
  let isAsking = false;
  let frame: Frame | undefined;
  let hangUp: (() => void) | undefined;

  async function handOver(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const clientSecret = await owner.secret.ask();
    isAsking = false;
    if (line === undefined) return; // Not handed over: it waits for the next frame.
    owner.secret.forget();
    line.send(
      clientSecret === null
        ? { type: 'no_session', ...owner.look() }
        : { type: 'session', clientSecret, ...owner.look() },
    );
  }

  const callOff = whenShown(() => {
    const url = toFrameUrl(owner.peer, '/f/checkout', toHints(owner.look()));
    const made = createFrame(target, url, (height) => owner.events.emit('resize', { height }));
    made.setTheme(owner.look().appearance.theme);
    hangUp = openLine(made.iframe, owner.peer, {
      opened(opened) {
        line = opened;
        handOver();
      },
      received(message) {
        if (message.type === 'retry') handOver();
        else tell(message, made, owner);
      },
      failed(error) {
        line = undefined;
        made.hide();
        owner.events.emit('error', { error });
      },
    });
    frame = made;
  });

  return {
    update(change) {
      frame?.setTheme(owner.look().appearance.theme);
      line?.send({ type: 'update', ...change });
    },
    refresh() {
      line?.send({ type: 'refresh' });
    },
    stop() {
      callOff();
      line = undefined;
      hangUp?.();
      frame?.remove();
    },
  };
}

/** Passes on to the shop what is news for it, and has the rest done. */
function tell(message: FrameMessage, frame: Frame, { events, peer }: Owner): void {
  switch (message.type) {
    case 'ready':
    case 'focus':
    case 'blur':
    case 'confirm':
      events.emit(message.type, undefined);
      break;
    case 'change':
    case 'action':
    case 'complete':
    case 'processing':
    case 'cancel':
    case 'expire': {
      const { type, ...event } = message;
      events.emit(type, event as CheckoutEvents[typeof type]);
      break;
    }
    case 'error':
      events.emit('error', { error: fromWireError(message.error) });
      break;
    default:
      obey(message, frame, peer.origin);
  }
}
