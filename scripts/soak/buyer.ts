// A buyer: opens the checkout, types, presses, waits, reloads, goes away and comes back, as their plan says.

import type { State } from '../../packages/checkout/src/payment/state.ts';
import { createBankVisits, SHOP, visitAlone } from './bank-visit.ts';
import type { Plan } from './plan.ts';
import { openTab, type Surroundings, type Tab, type TabStorage } from './tab.ts';

/** One window: what a buyer looks at, through all reloads. */
export interface Window {
  state(): State;
  /** Minor units, as the button said at each press. */
  readonly pressedAt: readonly number[];
  /** How often what it shows has changed. */
  screens(): number;
  /** Resolves when the buyer is done: at an end, or back at the form with nothing more to try. */
  readonly rest: Promise<void>;
  /** The page is shown again: it reads the session. */
  lookAgain(): void;
  close(): void;
}

/** A buyer thinks before they do anything. */
const THINKS_MS = 150;
/** Nobody looks at a bank's page, or an interrupted check, for longer. */
const BANK_PATIENCE_MS = 3_000;
/** A screen that has stood so long is what the buyer goes away with. */
const STANDS_MS = 1_500;
const POLL_MS = 250;
/** Longer than any payment takes: who is not at rest by then never will be. */
const LONGEST_MS = 20 * 60_000;
const PRESSES_MAX = 8;

interface WindowPlan extends Pick<Plan, 'atBank' | 'pressesTwice' | 'canNest' | 'reloadsAt' | 'away'> {
  readonly cards: readonly string[];
}

/** Opens a window of its own storage, and has its buyer act. `onScreen` is told of every screen, and how often Pay was pressed. */
export function openWindow(
  around: Surroundings,
  clientSecret: string,
  plan: WindowPlan,
  onScreen: (state: State, presses: number) => void = () => {},
): Window {
  const { clock } = around;
  const openedAt = clock.now();
  const storage: TabStorage = new Map();
  const pressedAt: number[] = [];
  const buyer = createBuyer(plan, pressedAt);
  let since = openedAt;
  let screens = 0;
  let tab = open();

  function open(): Tab {
    const mine = openTab(around, { clientSecret, storage, canNest: plan.canNest, onLeave });
    const pause = (ms: number) => new Promise<void>((resolve) => mine.clock.after(ms, resolve));
    const visit = createBankVisits({ ...mine, atBank: plan.atBank, pause });
    mine.payment.state.subscribe((state) => {
      since = clock.now();
      screens += 1;
      if (mine.isClosed()) return;
      onScreen(state, pressedAt.length);
      visit(state);
      mine.clock.after(buyer.thinksMs(state), () => {
        if (mine.state() === state) buyer.act(mine, state);
      });
    });
    return mine;
  }

  function reload(): void {
    tab.close();
    tab = open();
  }

  function onLeave(url: string): void {
    tab.close();
    const pause = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
    const visitor = { payment: tab.payment, fetch: around.fetch, atBank: plan.atBank, pause };
    // However it went there, the buyer comes back.
    void visitAlone(visitor, url)
      .catch(() => {})
      .then(() => {
        tab = open();
      });
  }

  for (const at of plan.reloadsAt) clock.after(at, reload);
  if (plan.away !== null) {
    const { atMs, forMs } = plan.away;
    const [gone, back] =
      atMs % 2 === 0 ? [{ online: false }, { online: true }] : [{ hidden: true }, { hidden: false }];
    clock.after(atMs, () => tab.presence.set(gone));
    clock.after(atMs + forMs, () => tab.presence.set(back));
  }
  const lastAt = Math.max(0, ...plan.reloadsAt, plan.away === null ? 0 : plan.away.atMs + plan.away.forMs);

  const rest = (async () => {
    for (;;) {
      await new Promise<void>((resolve) => clock.after(POLL_MS, resolve));
      const now = clock.now() - openedAt;
      if (now > LONGEST_MS) return;
      if (now > lastAt && !tab.isClosed() && buyer.isDone(tab.state()) && clock.now() - since >= STANDS_MS)
        return;
    }
  })();

  return {
    state: () => tab.state(),
    pressedAt,
    screens: () => screens,
    rest,
    lookAgain: () => tab.payment.refresh(),
    close: () => tab.close(),
  };
}

function createBuyer(plan: WindowPlan, pressedAt: number[]) {
  let card = 0;
  let restarts = 0;
  const isSpent = () => pressedAt.length >= PRESSES_MAX || card >= plan.cards.length;

  function press(tab: Tab): void {
    const state = tab.state();
    const number = plan.cards[card];
    if (state.name !== 'ready' || number === undefined) return;
    pressedAt.push(state.session.amountTotal);
    const order = {
      paymentMethod: {
        type: 'card',
        card: { number, expMonth: 12, expYear: 2034, cvc: '737' },
        billing: {},
      },
      returnUrl: `${SHOP}return`,
    } as const;
    tab.payment.pay(order);
    if (plan.pressesTwice) tab.payment.pay(order);
  }

  return {
    thinksMs(state: State): number {
      const isTrouble =
        state.name === 'unreachable' || (state.name === 'ready' && state.problem?.kind === 'error');
      if (isTrouble) return 10 * THINKS_MS;
      return state.name === 'acting' && state.step.kind !== 'redirect' ? BANK_PATIENCE_MS : THINKS_MS;
    },
    act(tab: Tab, state: State): void {
      const { payment } = tab;
      switch (state.name) {
        case 'ready':
          if (state.problem?.kind === 'declined' && pressedAt.length > 0) card += 1;
          if (!isSpent()) press(tab);
          break;
        case 'checking':
          if (state.gaveUp) payment.checkAgain();
          break;
        case 'unreachable':
          payment.retry();
          break;
        case 'acting':
          if (state.step.kind === 'redirect') payment.leave();
          else if (state.step.kind === 'interrupted' && restarts === 0) {
            restarts += 1;
            payment.restartAction();
          } else if (
            state.step.kind === 'interrupted' ||
            (state.step.kind === 'challenge' && plan.atBank === 'leave')
          )
            payment.cancelAction();
          break;
      }
    },
    isDone(state: State): boolean {
      if (state.name === 'ready') return isSpent();
      return ['succeeded', 'expired', 'canceled'].includes(state.name);
    },
  };
}
