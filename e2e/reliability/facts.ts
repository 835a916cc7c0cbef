// What came of a case, as the shop's server, the buyer and the shop's page know it, kept with the test for the table.

import type { BrowserContext, Frame, TestInfo } from '@playwright/test';
import { storyOf } from '../pages/host.ts';
import type { Api, Session } from '../servers/api.ts';

export interface Facts {
  /** Statuses of the intent's charges, the oldest first. */
  readonly charges: readonly string[];
  /** Of the session and of its intent: `complete, succeeded`. */
  readonly state: string;
  /** What the buyer reads first: the alert, else the heading. */
  readonly words: string;
  /** What a key would go to: the name of a field, button or heading. */
  readonly focus: string;
  /** What the shop's page heard since it was loaded, in short. */
  readonly heard: readonly string[];
}

const ANNOTATION = 'facts';

/** Where there is no checkout; and one that was kept for the way back, which its buyer sees and a test does not. */
const UNSEEN = { words: '(not in sight of a test)', focus: '' };
const PATIENCE_MS = 2_000;

/** Asks everybody. `context` may have several pages: the first that is open counts. */
export async function readFacts(context: BrowserContext, api: Api, session: Session): Promise<Facts> {
  const [intent, { status }, seen] = await Promise.all([
    api.intentOf(session),
    api.session(session.id),
    readScreens(context),
  ]);
  return {
    charges: intent.charges.map((charge) => charge.status),
    state: `${status}, ${intent.status}`,
    ...seen,
  };
}

/** Keeps them with the test; of several in one test the last counts. */
export function noteFacts(info: Pick<TestInfo, 'annotations'>, facts: Facts): void {
  info.annotations.push({ type: ANNOTATION, description: JSON.stringify(facts) });
}

/** The facts that a test has kept, or null. */
export function notedFacts(annotations: TestInfo['annotations']): Facts | null {
  const last = annotations.filter(({ type }) => type === ANNOTATION).at(-1);
  return last?.description === undefined ? null : (JSON.parse(last.description) as Facts);
}

async function readScreens(context: BrowserContext): Promise<Pick<Facts, 'words' | 'focus' | 'heard'>> {
  const [page] = context.pages();
  if (page === undefined) return { words: '', focus: '', heard: [] };
  const heard = await within(storyOf(page), []);
  const checkout = page.frames().find((frame) => isCheckout(frame.url()));
  if (checkout === undefined) return { ...UNSEEN, heard };
  return { ...(await within(readScreen(checkout), UNSEEN)), heard };
}

function isCheckout(url: string): boolean {
  return URL.canParse(url) && /^\/(f\/checkout|c\/)/.test(new URL(url).pathname);
}

/** A document that is going is not always answered, and one that is gone is an error. */
async function within<T>(reading: Promise<T>, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, otherwise);
  });
  const read = await Promise.race([reading.catch(() => otherwise), late]);
  clearTimeout(timer);
  return read;
}

function readScreen(frame: Frame): Promise<Pick<Facts, 'words' | 'focus'>> {
  return frame.evaluate(() => {
    const textOf = (element: Element | null | undefined): string =>
      (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
    const nameOf = (element: Element): string => {
      if (element instanceof HTMLIFrameElement) return element.title;
      const label = element instanceof HTMLInputElement ? textOf(element.labels?.[0]) : '';
      return label || element.ariaLabel || textOf(element) || element.tagName;
    };
    const place = document.querySelector('dialog[open]') ?? document.body;
    const shown = (selector: string): string =>
      [...place.querySelectorAll(selector)]
        .filter((element) => element.checkVisibility())
        .map(textOf)
        .find((text) => text !== '') ?? '';
    const focused = document.activeElement;
    return {
      words: shown('[role=alert]') || shown('h1') || shown('h2'),
      focus:
        document.hasFocus() && focused !== null && focused !== document.body ? nameOf(focused) : 'elsewhere',
    };
  });
}
