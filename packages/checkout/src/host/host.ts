// The line to the host page: whatever is said before it stands is dropped, since the reports repeat what still holds.

import { type ReadonlySignal, signal } from '@preact/signals';
import { type Channel, openChannel, withoutFloods } from '@xpay/protocol/channel';
import { type FrameMessage, type HostMessage, parseHostMessage } from '@xpay/protocol/messages';
import type { Line } from '../boot/handover.ts';

export interface Host {
  /** Whether a host page has been greeted. */
  readonly connected: ReadonlySignal<boolean>;
  send(message: FrameMessage): void;
  /** Takes the line over: first what came before, then what comes. */
  connect(line: Line, receive: (message: HostMessage) => void): void;
}

/** A host page that has not spoken yet. */
export function createHost(): Host {
  const connected = signal(false);
  let channel: Channel<FrameMessage> | null = null;
  return {
    connected,
    send: (message) => channel?.send(message),
    connect({ port, inbox }, receive) {
      channel = openChannel(port, withoutFloods(parseHostMessage), receive);
      connected.value = true;
      for (const data of inbox) {
        const message = parseHostMessage(data);
        if (message !== null) receive(message);
      }
    },
  };
}
