// The whole script of the headless document: it reads a session for the host page and shows nothing.

import { openChannel, withoutFloods } from '@xpay/protocol/channel';
import { type FrameMessage, type HostMessage, parseHostMessage } from '@xpay/protocol/messages';
import { summarizeSession, toWireError } from '@xpay/protocol/wire';
import { createCalls } from '../api/calls.ts';
import { browserClock } from '../clock.ts';
import { awaitHost } from '../host/handshake.ts';
import { readBootData } from './handover.ts';

const boot = readBootData();
const { apiOrigin, publishableKey } = boot;

awaitHost(boot, window, (port) => {
  const channel = openChannel<HostMessage, FrameMessage>(port, withoutFloods(parseHostMessage), (message) => {
    if (message.type === 'retrieve') void answer(message.clientSecret);
  });

  async function answer(clientSecret: string): Promise<void> {
    const fetchNow = (url: string, init: RequestInit) => fetch(url, init);
    const calls = createCalls({
      fetch: fetchNow,
      clock: browserClock,
      apiOrigin,
      publishableKey,
      clientSecret,
    });
    const { value, error } = await calls.readSession();
    channel.send({
      type: 'retrieved',
      ...(error === undefined ? { session: summarizeSession(value) } : { error: toWireError(error) }),
    });
  }
});
