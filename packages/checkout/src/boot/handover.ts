// What the inline script has begun when the app arrives, handed over through one global that is gone after it is taken.

import type { BootData } from '@xpay/protocol/boot-data';
import type { Leaving } from './leaving.ts';

export interface Line {
  readonly port: MessagePort;
  /** What came before somebody else listened, as it came. */
  readonly inbox: readonly unknown[];
}

export interface Handover {
  readonly boot: BootData;
  /** Resolves when a host page has been greeted; never where none speaks. */
  readonly line: Promise<Line>;
  /** The file of the first language, on its way. */
  readonly texts: Promise<Response>;
  /** Whether an input method is composing in a field of the document. */
  readonly isComposing: boolean;
  /**
   * Fetches the secret of the session that the document was opened for; the first time it is on its way already. Rejects
   * when none came. Null where the host page brings it.
   */
  readonly ownSecret: (() => Promise<string>) | null;
  /** The buyer's wish to leave, also one from before the app. */
  readonly leaving: Leaving;
  /** The first session, on its way since its secret came; null before. */
  readonly session: { readonly clientSecret: string; readonly response: Promise<Response> } | null;
}

const KEY = Symbol.for('xpay.handover');

type Holder = { [KEY]?: Handover };

export function putHandover(handover: Handover): void {
  (globalThis as Holder)[KEY] = handover;
}

/** @throws {Error} when the inline script of the document did not run, or somebody took it before. */
export function takeHandover(): Handover {
  const handover = (globalThis as Holder)[KEY];
  if (handover === undefined) throw new Error('The inline script of the document has not run.');
  delete (globalThis as Holder)[KEY];
  return handover;
}

/** What the server wrote into this document. */
export function readBootData(): BootData {
  return JSON.parse(document.getElementById('boot')?.textContent ?? '') as BootData;
}
