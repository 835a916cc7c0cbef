// How a payment with 3-D Secure can end, asked of everyone at once: the buyer's screen, the shop's page, the shop's server.

import type { Page } from '@playwright/test';
import { test as base, expect } from '../fixtures.ts';
import type { CheckoutFrame } from '../pages/frame.ts';
import { actionsOf, payloadsOf } from '../pages/host.ts';
import { noteFacts, readFacts } from '../reliability/facts.ts';
import type { Api, Session } from '../servers/api.ts';
import { createSandboxTime, type SandboxTime } from '../servers/sandbox-time.ts';

export interface Verdict {
  /** Statuses of the intent's charges, the oldest first. */
  readonly charges?: readonly string[];
  /** What the shop's page was told of the bank's check, as `opened challenge`. */
  readonly actions?: readonly string[];
  /** False where the document is a new one that the buyer has not touched: it must not take the focus. */
  readonly hasFocus?: boolean;
}

export interface Refusal extends Verdict {
  readonly reason: keyof typeof WORDS;
}

export interface Verdicts {
  /** Exactly one charge succeeded, everybody knows, and the focus is on the news. */
  readonly paid: (session: Session, verdict?: Verdict) => Promise<void>;
  /** Nothing was charged, the buyer reads why and what to do, and may try again. */
  readonly refused: (session: Session, refusal: Refusal) => Promise<void>;
  /** Nothing is decided: the server waits for the bank, and the shop's page was told of no end. */
  readonly undecided: (session: Session) => Promise<void>;
}

/** What a buyer reads first, and where they are led to mend it. */
const WORDS = {
  authentication_failed: /^\s*Your bank did not confirm this payment/,
  authentication_canceled: /^\s*You stopped the check by your bank/,
  authentication_expired: /^\s*The check by your bank took too long/,
  card_declined: /^\s*Your card was declined/,
  insufficient_funds: /^\s*Your card was declined/,
} as const;

/** The bank's check opened inside the checkout, and closed. */
export const ASKED = ['opened challenge', 'closed challenge'] as const;

function verdictsOn(page: Page, frame: CheckoutFrame, api: Api): Verdicts {
  const heard = async (name: string): Promise<number> => (await payloadsOf(page, name)).length;
  const note = async (session: Session): Promise<void> =>
    noteFacts(base.info(), await readFacts(page.context(), api, session));

  return {
    paid: async (session, { charges = ['succeeded'], actions = [], hasFocus = true } = {}) => {
      await expect(frame.paid).toBeVisible();
      await expect(frame.challenge.dialog).toHaveCount(0);
      if (hasFocus) await expect(frame.paid).toBeFocused();
      else await expect(frame.paid).not.toBeFocused();
      expect(await api.chargesOf(session)).toEqual(charges);
      expect(await api.intentOf(session)).toMatchObject({ status: 'succeeded' });
      expect(await api.session(session.id)).toMatchObject({ status: 'complete', paymentStatus: 'paid' });
      await expect.poll(() => heard('complete')).toBe(1);
      expect(await payloadsOf(page, 'error')).toEqual([]);
      expect(await actionsOf(page)).toEqual(actions);
      await note(session);
    },

    refused: async (session, { reason, charges = ['failed'], actions = [], hasFocus = true }) => {
      const notice = frame.alert.filter({ hasText: WORDS[reason] });
      await expect(notice).toBeVisible();
      if (reason.startsWith('authentication')) await expect(notice).toContainText(/charged/i);
      await expect(frame.challenge.dialog).toHaveCount(0);
      await expect(frame.payButton).toBeVisible();
      // On the first thing to mend; a security code is not kept beyond one attempt (PCI DSS 3.3.1).
      if (hasFocus) await expect(frame.content.locator('input:focus')).toHaveCount(1);
      await expect(frame.code).toHaveValue('');
      expect(await api.chargesOf(session)).toEqual(charges);
      expect(await api.intentOf(session)).toMatchObject({ status: 'failed' });
      expect(await api.session(session.id)).toMatchObject({ status: 'open', paymentStatus: 'unpaid' });
      await expect
        .poll(() => payloadsOf(page, 'error'))
        .toEqual([{ error: expect.objectContaining({ type: 'card', declineCode: reason }) }]);
      expect(await heard('complete')).toBe(0);
      expect(await actionsOf(page)).toEqual(actions);
      await note(session);
    },

    undecided: async (session) => {
      expect(await api.intentOf(session)).toMatchObject({ status: 'requires_action' });
      expect(await api.session(session.id)).toMatchObject({ status: 'open', paymentStatus: 'unpaid' });
      expect((await api.chargesOf(session)).filter((status) => status === 'succeeded')).toEqual([]);
      expect(await heard('complete')).toBe(0);
      expect(await heard('error')).toBe(0);
    },
  };
}

interface Fixtures {
  readonly verdict: Verdicts;
  /** The bank's, too. It goes on after the test. */
  readonly time: SandboxTime;
}

export const test = base.extend<Fixtures>({
  verdict: async ({ page, frame, stack }, use) => {
    await use(verdictsOn(page, frame, stack.api));
  },

  time: async ({ stack }, use) => {
    const time = createSandboxTime(stack.api);
    await use(time);
    await time.goOn();
  },
});

export { expect };
