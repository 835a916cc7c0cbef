// The frame's first script, inlined into index.html behind the fields: it starts everything that need not wait for the app.
//
// From navigation to the finished form there are two round trips, one after the other: this document, whose card fields
// take keys at once; then, side by side, the app, the first language and the session, which is asked for the moment its
// secret arrives. A page of its own fetches that secret itself. The host page speaks when this document has loaded, and `load` waits for every script and style that
// the markup names, in Firefox and Safari for an import() as well, but for no fetch: so the markup names none, and imports come after.

import { type FrameMessage, isClientSecret } from '@xpay/protocol/messages';
import { accessHeaders } from '../api/access.ts';
import { awaitHost } from '../host/handshake.ts';
import { hasVariables } from '../theme/theme.ts';
import { fetchOwnSecret } from './bootstrap.ts';
import { type Handover, type Line, putHandover, readBootData } from './handover.ts';
import { awaitLeaving } from './leaving.ts';

/** As many as a channel admits in a second; nobody honest sends more before the app is there. */
const INBOX_MAX = 50;

const boot = readBootData();
let session: Handover['session'] = null;
let isComposing = false;

const line = new Promise<Line>((resolve) => {
  awaitHost(boot, window, (port) => {
    const inbox: unknown[] = [];
    port.onmessage = ({ data }) => {
      if (data?.type === 'ask_close') return leaving.wish();
      if (inbox.length < INBOX_MAX) inbox.push(data);
      const isOpening = data?.type === 'session' || data?.type === 'act';
      if (session === null && isOpening && isClientSecret(data.clientSecret)) startReading(data.clientSecret);
      if (hasVariables(data?.appearance)) quietly(import('../theme/apply.ts'));
    };
    resolve({ port, inbox });
  });
});

const tell = (message: FrameMessage) => void line.then(({ port }) => port.postMessage(message));
const leaving = awaitLeaving({
  document,
  hasTyped: () => earlyFields().some(({ value }) => value !== ''),
  close: () => tell({ type: 'close' }),
});

putHandover({
  boot,
  line,
  leaving,
  ownSecret: boot.bootstrap ? repeatable(() => fetchOwnSecret(boot, fetch).then(startReading)) : null,
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
addEventListener('load', () => import('../main.tsx').catch(showLoadFailure));

function startReading(clientSecret: string): string {
  const headers = accessHeaders(boot.publishableKey, clientSecret);
  const response = quietly(fetch(`${boot.apiOrigin}/v1/client/session`, { headers }));
  session = { clientSecret, response };
  return clientSecret;
}

/** Begins at once; whoever asks first gets that, whoever asks again begins it anew. */
function repeatable<T>(begin: () => Promise<T>): () => Promise<T> {
  let first: Promise<T> | null = quietly(begin());
  return () => {
    const result = first ?? begin();
    first = null;
    return result;
  };
}

/** Whoever waits for it hears of its failure; until then it is no unhandled one. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function earlyFields(): readonly HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('#skeleton input')];
}

function clearFields(): void {
  for (const input of earlyFields()) input.value = '';
}

/** The app itself did not arrive: nothing but this document is there to say so. */
function showLoadFailure(): void {
  clearFields();
  document.getElementById('skeleton')?.remove();
  document.getElementById('failure')?.removeAttribute('hidden');
  const message = 'The app of the checkout frame could not be loaded.';
  const error = { type: 'connection', code: 'connection_failed', message, retryable: true } as const;
  tell({ type: 'error', error });
  leaving.takeOver(() => tell({ type: 'close' }));
}
