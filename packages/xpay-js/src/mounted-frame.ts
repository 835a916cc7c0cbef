// One life of a checkout between mount and unmount: a frame, the line to it, and what is said on that line.

import type { Appearance } from '@xpay/protocol/appearance';
import type { Channel } from '@xpay/protocol/channel';
import type { FrameMessage, HostMessage } from '@xpay/protocol/messages';
import { fromWireError } from '@xpay/protocol/wire';
import type { SecretSource } from './client-secret.ts';
import type { Emitter } from './emitter.ts';
import type { CheckoutEvents } from './events.ts';
import { createFrame, type Frame } from './frame.ts';
import { openLine, type Peer, toFrameUrl } from './handshake.ts';
import type { UpdateSettings } from './options.ts';
import { whenShown } from './when-shown.ts';

export interface Look {
  readonly locale: string;
  readonly appearance: Appearance;
}

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
  let takeDown = () => {};

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
    const { locale, appearance } = owner.look();
    const url = toFrameUrl(owner.peer, '/f/checkout', { locale, theme: appearance.theme ?? 'auto' });
    const made = createFrame(target, url, (height) => owner.events.emit('resize', { height }));
    made.setTheme(appearance.theme);
    const hangUp = openLine(made.iframe, owner.peer, {
      opened(opened) {
        line = opened;
        handOver();
      },
      received(message) {
        if (message.type === 'retry') handOver();
        else tell(message, made, owner.events);
      },
      failed(error) {
        line = undefined;
        made.hide();
        owner.events.emit('error', { error });
      },
    });
    frame = made;
    takeDown = () => {
      line = undefined;
      hangUp();
      made.remove();
    };
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
      takeDown();
    },
  };
}

/** Does what a message of the frame asks of the page, or passes it on to the shop. */
function tell(message: FrameMessage, frame: Frame, events: Emitter<CheckoutEvents>): void {
  switch (message.type) {
    case 'resize':
      frame.resize(message.height);
      break;
    case 'title':
      frame.rename(message.title, message.locale);
      break;
    case 'ready':
    case 'focus':
    case 'blur':
    case 'confirm':
      events.emit(message.type, undefined);
      break;
    case 'change': {
      const { type, ...change } = message;
      events.emit(type, change);
      break;
    }
    case 'complete':
    case 'processing':
    case 'cancel':
    case 'expire':
      events.emit(message.type, { session: message.session });
      break;
    case 'error':
      events.emit('error', { error: fromWireError(message.error) });
  }
}
