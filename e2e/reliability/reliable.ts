// What the cases of disturbed payments have in common: faults that last one test, and one look at everybody at its end.

import type { Page } from '@playwright/test';
import { type TestCard, VISA } from '../cards.ts';
import type { CheckoutFrame } from '../pages/frame.ts';
import type { Session } from '../servers/api.ts';
import type { SandboxSettings } from '../servers/sandbox.ts';
import { test as base, expect } from '../threeds/verdicts.ts';
import { type Facts, noteFacts, readFacts } from './facts.ts';

/** A rule of `POST /sandbox/faults`, as docs/testing.md lists them. */
export type Fault = Readonly<Record<string, unknown>> & { readonly kind: string };

/** What a case ends with; a matcher in place of a text where only a part of it counts. */
export type Ending = Readonly<Record<keyof Facts, unknown>>;

interface Reliability {
  /** Has requests of one session fail. Nothing of it outlives the test. */
  readonly spoil: (session: Session, ...faults: readonly Fault[]) => Promise<void>;
  /** From now on nothing fails any more. */
  readonly heal: () => Promise<void>;
  /** Cancels the payment, as the shop's server may. */
  readonly cancel: (session: Session) => Promise<void>;
  /** Waits until the shop's server, the buyer's screen and the shop's page are as they should end, all at the same time. */
  readonly ends: (session: Session, ending: Ending) => Promise<void>;
}

/** Asks the sandbox with the secret key, and resolves with its answer. */
async function call(
  { api, secretKey }: SandboxSettings,
  method: string,
  path: string,
  body: object | null = null,
): Promise<unknown> {
  const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
  const init = body === null ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(api + path, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

/** Deletes the faults that are on. One that nothing ran into would show nothing. */
async function clearFaults(sandbox: SandboxSettings): Promise<void> {
  const { data } = (await call(sandbox, 'GET', FAULTS)) as {
    readonly data: readonly { readonly hits: number }[];
  };
  await call(sandbox, 'DELETE', FAULTS);
  expect(data.filter(({ hits }) => hits === 0)).toEqual([]);
}

const FAULTS = '/sandbox/faults';

export const CONFIRM = { method: 'POST', path: '/v1/client/session/confirm' } as const;
export const READ = { method: 'GET', path: '/v1/client/session' } as const;

/** One charge, and everybody knows; the focus is on the news. */
export const PAID_ONCE = {
  charges: ['succeeded'],
  state: 'complete, succeeded',
  words: 'Payment complete',
  focus: 'Payment complete',
  heard: ['ready', 'confirm', 'complete'],
} as const satisfies Ending;

/** The same on a page that the buyer has not touched since it was loaded: it may not take the focus. */
export const FOUND_PAID = { ...PAID_ONCE, focus: 'elsewhere', heard: ['complete'] } as const;

export const test = base.extend<Reliability>({
  spoil: async ({ stack }, use) => {
    let isUsed = false;
    await use(async ({ id }, ...faults) => {
      isUsed = true;
      for (const fault of faults) await call(stack.sandbox, 'POST', FAULTS, { sessionId: id, ...fault });
    });
    if (isUsed) await clearFaults(stack.sandbox);
  },

  heal: async ({ stack }, use) => {
    await use(() => clearFaults(stack.sandbox));
  },

  cancel: async ({ stack }, use) => {
    await use(async ({ paymentIntentId }) => {
      await call(stack.sandbox, 'POST', `/payment-intents/${paymentIntentId}/cancel`, {});
    });
  },

  ends: async ({ context, stack }, use, info) => {
    await use(async (session, ending) => {
      const read = () => readFacts(context, stack.api, session);
      await expect.poll(read).toEqual(ending);
      noteFacts(info, await read());
    });
  },
});

/**
 * Fills the form once it stands, with all that it knows: the card's fields take keys before that. Resolves when the screens
 * after it, which come with the first touch, are there: a test that cuts the frame off means the payment, and no code.
 */
export async function fillForm(frame: CheckoutFrame, card: TestCard = VISA): Promise<void> {
  await expect(frame.payButton).toBeVisible();
  await frame.fill(card);
  const shown = await frame.document();
  await expect.poll(() => shown.evaluate(hasOutcome)).toBe(true);
}

/** Runs in the frame: the module has its style adopted as it is evaluated. */
function hasOutcome(): boolean {
  const rules = document.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]);
  return rules.some(({ cssText }) => cssText.includes('.xp-outcome__facts'));
}

/** Requests of the payment API that documents of a page make from now on, by method and path. */
export function recordRequests(page: Page): readonly string[] {
  const seen: string[] = [];
  page.context().on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/v1/client/')) seen.push(`${request.method()} ${pathname}`);
  });
  return seen;
}

/** The next confirms reach the server, which acts, and their answers reach nobody; resolves when the first has been acted upon. */
export async function loseAnswers(page: Page): Promise<{ readonly acted: Promise<void> }> {
  let tell = (): void => {};
  const acted = new Promise<void>((resolve) => {
    tell = resolve;
  });
  await page.context().route('**/v1/client/session/confirm', async (route) => {
    await route.fetch();
    // Neither answered nor refused: it is on its way for ever.
    tell();
  });
  return { acted };
}

export { expect };
