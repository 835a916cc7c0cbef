// Taking over the line from the inline script: nothing said meanwhile is lost, nothing malformed gets through.

import type { HostMessage } from '@xpay/protocol/messages';
import { expect, it } from 'vitest';
import { createHost } from './host.ts';

const SESSION = {
  type: 'session',
  clientSecret: 'cs_test_1_secret_abcdefabcdefabcdefabcdefabcdefab',
  locale: 'auto',
  appearance: {},
};

function aLine(inbox: readonly unknown[]) {
  const posted: unknown[] = [];
  const port = {
    onmessage: null as ((event: { data: unknown }) => void) | null,
    postMessage: (message: unknown) => posted.push(message),
    close: () => {},
  };
  return { posted, port, line: { port: port as unknown as MessagePort, inbox } };
}

it('receives what came before the app, then what comes, and nothing that is malformed', () => {
  const { port, line } = aLine([SESSION, { type: 'session' }, 'refresh']);
  const received: HostMessage[] = [];
  createHost().connect(line, (message) => received.push(message));
  port.onmessage?.({ data: { type: 'refresh', extra: 1 } });
  port.onmessage?.({ data: { type: 'confirm', returnUrl: 'javascript:alert(1)' } });
  expect(received).toEqual([SESSION, { type: 'refresh' }]);
});

it('says nothing before the line stands, and can answer the first message already', () => {
  const { posted, line } = aLine([SESSION]);
  const host = createHost();
  host.send({ type: 'ready' });
  expect(host.connected.value).toBe(false);
  host.connect(line, () => host.send({ type: 'focus' }));
  expect(host.connected.value).toBe(true);
  expect(posted).toEqual([{ type: 'focus' }]);
});
