// Records everything a buyer's browser shows, sends, logs and keeps during a test, for the search for leaks.

import type { BrowserContext, Frame, Page, Request } from '@playwright/test';
import type { Evidence } from './find-leaks.ts';

export interface Recorder {
  /** Watches every page of a context, from now on; pages that are open already need a reload. */
  readonly watch: (context: BrowserContext) => Promise<void>;
  /** Reads the documents and the storage of every frame as they are now. */
  readonly look: () => Promise<void>;
  readonly evidence: readonly Evidence[];
  /** Uncaught exceptions in any page or frame. */
  readonly exceptions: readonly string[];
  /** How often a client secret left the browser in a request's header. */
  readonly secretsSent: () => number;
  /** How often a host page handed a client secret to a frame. */
  readonly secretsHandedOver: () => Promise<number>;
}

/** What `RECORD_MESSAGES` keeps in the page. */
interface Recorded {
  readonly arrived: string[];
  handedOver: number;
}

type RecordingWindow = Window & { readonly recordedMessages?: Recorded };

/** Makes a recorder for one test. */
export function createRecorder(): Recorder {
  const contexts = new Set<BrowserContext>();
  const evidence: Evidence[] = [];
  const exceptions: string[] = [];
  let secretsSent = 0;

  const pages = (): readonly Page[] => [...contexts].flatMap((context) => context.pages());

  async function look(): Promise<void> {
    for (const page of pages()) {
      for (const frame of page.frames()) evidence.push(...(await readFrame(frame)));
    }
    for (const context of contexts) {
      const cookies = await context.cookies().catch(() => []);
      evidence.push({ place: 'cookies', text: JSON.stringify(cookies) });
    }
  }

  function onRequest(request: Request): void {
    evidence.push({ place: 'the URL of a request', text: request.url() });
    const headers = request.headers();
    const { pathname } = new URL(request.url());
    if (headers['x-client-secret'] !== undefined) {
      secretsSent += 1;
      // Only the payment API is there to be shown it.
      if (!pathname.startsWith('/v1/client/')) {
        evidence.push({ place: `a header sent to ${request.url()}`, text: headers['x-client-secret'] });
      }
    }
    evidence.push({ place: 'the Referer of a request', text: headers['referer'] ?? '' });
    // The one request that is there to carry the card.
    if (pathname === '/v1/client/session/confirm') return;
    const body = request.postData() ?? '';
    evidence.push({ place: `the body sent to ${request.url()}`, text: `${body}\n${decodedFields(body)}` });
  }

  return {
    evidence,
    exceptions,
    look,
    secretsSent: () => secretsSent,
    secretsHandedOver: async () => {
      const counts = pages().map((page) =>
        page.evaluate(() => (window as RecordingWindow).recordedMessages?.handedOver ?? 0),
      );
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    },
    watch: async (context) => {
      contexts.add(context);
      await context.addInitScript(RECORD_MESSAGES);
      context.on('request', onRequest);
      context.on('console', (message) => evidence.push({ place: 'the console', text: message.text() }));
      context.on('weberror', (weberror) => {
        const error = weberror.error();
        // A document that is left while `readFrame` asks for its databases rejects that with nothing, and nobody is there to catch.
        if (String(error) === 'undefined') return;
        exceptions.push(`${error}\n${error.stack ?? ''}`);
      });
    },
  };
}

/** What 3-D Secure sends in a form is JSON in base64url (EMV 3DS 2.2): a card number would not be seen in it as it stands. */
function decodedFields(body: string): string {
  return [...new URLSearchParams(body).values()]
    .map((value) => Buffer.from(value, 'base64url').toString())
    .join('\n');
}

/**
 * Runs in every document before its scripts. In the host page it keeps each message that arrives by `postMessage` or
 * on a port made there, and counts the client secrets that leave by a port.
 */
function RECORD_MESSAGES(): void {
  // A new tab may run this twice in the same window: for its first document, and for the one that it was opened for.
  if (window !== window.top || 'recordedMessages' in window) return;
  const recorded: Recorded = { arrived: [], handedOver: 0 };
  Object.defineProperty(window, 'recordedMessages', { value: recorded });
  const keep = (event: MessageEvent): void => {
    try {
      recorded.arrived.push(JSON.stringify(event.data));
    } catch {
      recorded.arrived.push(String(event.data));
    }
  };
  window.addEventListener('message', keep);
  const Channel = window.MessageChannel;
  window.MessageChannel = class extends Channel {
    constructor() {
      super();
      this.port1.addEventListener('message', keep);
      this.port2.addEventListener('message', keep);
    }
  };
  const post = MessagePort.prototype.postMessage as (...args: unknown[]) => void;
  MessagePort.prototype.postMessage = function postMessage(this: MessagePort, ...args: unknown[]): void {
    if (/_secret_/.test(String(JSON.stringify(args[0])))) recorded.handedOver += 1;
    post.apply(this, args);
  };
}

/** A frame that navigates away meanwhile has nothing to show; the browser's own error pages neither. */
async function readFrame(frame: Frame): Promise<readonly Evidence[]> {
  if (frame.url().startsWith('chrome-error:')) return [];
  // A frame that has not loaded anything yet has no address.
  const place = (URL.canParse(frame.url()) && new URL(frame.url()).host) || frame.url();
  const leaving = whenLeft(frame);
  const reading = frame
    .evaluate(async () => {
      const kept = (storage: () => Storage): string => {
        try {
          return JSON.stringify({ ...storage() });
        } catch {
          return '';
        }
      };
      // A document that is being replaced is not always answered.
      const databases = await Promise.race([
        indexedDB.databases().catch(() => []),
        new Promise((resolve) => setTimeout(resolve, 2000, [])),
      ]);
      return {
        dom: document.documentElement.outerHTML,
        storage: [
          kept(() => localStorage),
          kept(() => sessionStorage),
          JSON.stringify(databases),
          JSON.stringify(history.state),
          window.name,
        ].join('\n'),
        url: location.href,
        performance: performance
          .getEntries()
          .map((entry) => entry.name)
          .join('\n'),
        messages: (window as RecordingWindow).recordedMessages?.arrived.join('\n') ?? '',
      };
    })
    .catch(() => null);
  const read = await Promise.race([reading, leaving.left]);
  leaving.stop();
  if (read === null) return [];
  return [
    { place: `the document of ${place}`, text: read.dom },
    { place: `the storage of ${place}`, text: read.storage },
    { place: `the address of ${place}`, text: read.url },
    { place: `the performance entries of ${place}`, text: read.performance },
    { place: `the messages to the host page ${place}`, text: read.messages },
  ];
}

/** Settles when the frame shows another document or none: what was asked of the last one may then never be answered. */
function whenLeft(frame: Frame): { readonly left: Promise<null>; readonly stop: () => void } {
  const page = frame.page();
  let stop = (): void => {};
  const left = new Promise<null>((resolve) => {
    const notice = (other: Frame): void => {
      if (other === frame) resolve(null);
    };
    page.on('framenavigated', notice);
    page.on('framedetached', notice);
    stop = () => {
      page.off('framenavigated', notice);
      page.off('framedetached', notice);
    };
  });
  return { left, stop };
}
