// What a frame is told first: whose session it shows, in which language and theme.

import type { Channel } from '@xpay/protocol/channel';
import type { HostMessage } from '@xpay/protocol/messages';
import type { SecretSource } from './client-secret.ts';
import type { Look } from './look.ts';

/** Begins with the frame at the other end, once the secret is there; the line may be gone by then. */
export type Begin = (line: () => Channel<HostMessage> | undefined) => void;

/** @param secret None for a document that knows its session. */
export function createOpening(secret: SecretSource | undefined, look: () => Look): Begin {
  let turns = 0;
  return async (line) => {
    turns += 1;
    const turn = turns;
    const clientSecret = await secret?.ask();
    const channel = line();
    // Not handed over: the secret waits for the next frame. Of several who wait for it here, the last hands it over.
    if (channel === undefined || turn !== turns) return;
    secret?.forget();
    if (clientSecret) channel.send({ type: 'session', clientSecret, ...look() });
    else channel.send({ type: secret ? 'no_session' : 'own_session', ...look() });
  };
}
