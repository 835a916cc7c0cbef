// The frame's first script, inlined into index.html behind the fields: it starts everything that need not wait for the app.
//
// From navigation to the finished form there are two round trips, one after the other: this document, whose card fields
// take keys at once; then, side by side, the app, the first language and the session, which is asked for the moment its
// secret arrives. The host page speaks when this document has loaded, and `load` waits for every script and style that
// the markup names, but for no import() and no fetch: so the markup names none.

import { isClientSecret } from '@xpay/protocol/messages';
import { accessHeaders } from '../api/access.ts';
import { awaitHost } from '../host/handshake.ts';
import { hasVariables } from '../theme/theme.ts';
import { type Handover, type Line, putHandover, readBootData } from './handover.ts';

/** As many as a channel admits in a second; nobody honest sends more before the app is there. */
const INBOX_MAX = 50;

const boot = readBootData();
let session: Handover['session'] = null;
let isComposing = false;

const line = new Promise<Line>((resolve) => {
  awaitHost(boot, window, (port) => {
    const inbox: unknown[] = [];
    port.onmessage = ({ data }) => {
      if (inbox.length < INBOX_MAX) inbox.push(data);
      if (session === null && (data?.type === 'session' || data?.type === 'act'))
        startReading(data.clientSecret);
      if (hasVariables(data?.appearance)) quietly(import('../theme/apply.ts'));
    };
    resolve({ port, inbox });
  });
});

putHandover({
  boot,
  line,
  texts: quietly(fetch(`${boot.localesUrl}${boot.locale}.json`)),
  get isComposing() {
    return isComposing;
  },
  get session() {
    return session;
  },
});
addEventListener('compositionstart', () => {
  isComposing = true;
});
addEventListener('compositionend', () => {
  isComposing = false;
});
// Browsers keep what stands in a page's fields for the way back to it: a card must not be there.
addEventListener('pagehide', clearFields);
import('../main.tsx').catch(showLoadFailure);

function startReading(clientSecret: unknown): void {
  if (!isClientSecret(clientSecret)) return;
  const headers = accessHeaders(boot.publishableKey, clientSecret);
  const response = quietly(fetch(`${boot.apiOrigin}/v1/client/session`, { headers }));
  session = { clientSecret, response };
}

/** Whoever waits for it hears of its failure; until then it is no unhandled one. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function clearFields(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('#skeleton input')) input.value = '';
}

/** The app itself did not arrive: nothing but this document is there to say so. */
function showLoadFailure(): void {
  clearFields();
  document.getElementById('skeleton')?.remove();
  document.getElementById('failure')?.removeAttribute('hidden');
  const message = 'The app of the checkout frame could not be loaded.';
  void line.then(({ port }) =>
    port.postMessage({ type: 'error', error: { type: 'connection', code: 'connection_failed', message } }),
  );
}
