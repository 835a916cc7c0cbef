// The way to every document of the frame: whose key stands in its address, and what the build or vite has of it.

import { matchLocale } from '@xpay/protocol/locales';
import type { Settings } from '../settings.ts';
import { builtDocument, type DocumentName, devDocument, type FrameDocument } from './frame-document.ts';
import type { PlainPage } from './plain-page.ts';
import { requestedLocales } from './requested-locales.ts';
import type { FileStore } from './static.ts';

/** Whose checkout a publishable key shows. */
export interface KeyHolder {
  readonly livemode: boolean;
  /** Registered origins, exact. */
  readonly allowedOrigins: readonly string[];
}

export interface OpenDeps {
  readonly settings: Pick<Settings, 'frameDevOrigin'>;
  /** The folder of the build. */
  readonly frame: FileStore;
  /** Null for a key that nobody has, or that is not publishable. */
  readonly findPublishableKey: (key: string) => Promise<KeyHolder | null>;
}

export interface OpenedDocument {
  readonly key: string;
  readonly holder: KeyHolder;
  readonly document: FrameDocument;
  /** The best of the document's languages for what is asked for. */
  readonly locale: string;
  /** Origin of the vite dev server in watch mode; null for a build. */
  readonly devOrigin: string | null;
}

export type Opened = OpenedDocument | { readonly problem: PlainPage };

/** The document that a request asks for with its `?key=`, or the page of plain words that is shown in its place. */
export async function openDocument(request: Request, name: DocumentName, deps: OpenDeps): Promise<Opened> {
  const key = new URL(request.url).searchParams.get('key') ?? '';
  const holder = PUBLISHABLE_KEY.test(key) ? await deps.findPublishableKey(key) : null;
  if (holder === null) return { problem: keyProblem(key) };
  return openFor({ key, holder }, requestedLocales(request), name, deps);
}

/** The same where it is known already whose checkout is shown. @param requested Language tags, best first. */
export async function openFor(
  { key, holder }: Pick<OpenedDocument, 'key' | 'holder'>,
  requested: readonly string[],
  name: DocumentName,
  { settings, frame }: Pick<OpenDeps, 'settings' | 'frame'>,
): Promise<Opened> {
  const devOrigin = settings.frameDevOrigin ?? null;
  const document = await (devOrigin === null ? builtDocument(frame, name) : devDocument(devOrigin, name));
  if (document === null) return { problem: devOrigin === null ? NOT_BUILT : devServerDown(devOrigin) };
  const locale = matchLocale(requested, document.locales) ?? 'en';
  return { key, holder, document, locale, devOrigin };
}

const PUBLISHABLE_KEY = /^pk_(test|live)_[A-Za-z0-9]{1,64}$/;

const NOT_BUILT: PlainPage = { name: 'notBuilt', status: 503, framing: 'anyone', shown: 'pnpm build' };

function devServerDown(devOrigin: string): PlainPage {
  return { name: 'devServerDown', status: 503, framing: 'anyone', shown: devOrigin };
}

/** What is wrong with a key that nobody has; a secret key is never shown back. */
function keyProblem(key: string): PlainPage {
  const problem = { status: 404, framing: 'anyone' } as const;
  if (key === '') return { ...problem, name: 'missingKey' };
  if (key.startsWith('sk_')) return { ...problem, name: 'secretKey' };
  return { ...problem, name: 'unknownKey', shown: key.slice(0, 80) };
}
