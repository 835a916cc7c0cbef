// Does what the machine has decided: each effect is a request, a timer or a wish to the host page.

import type { Timers } from '../clock.ts';
import { unreachable } from '../unreachable.ts';
import type { Pace } from './pace.ts';
import type { PaymentDeps } from './payment.ts';
import type { Requests } from './requests.ts';
import type { Effect, Event } from './state.ts';

/** A rounding error at the moment of expiry must not become a stream of requests. */
const EXPIRY_PAUSE_MIN_MS = 1_000;
/** Browsers take no timer of a month (HTML, 32 bits): of a session that is open for days the time is asked again. */
const EXPIRY_PAUSE_MAX_MS = 86_400_000;
/** Whoever comes back is shown what was asked then, before the words that nobody knows. */
const PATIENCE_LEFT_MS = 15_000;

export type Timer = 'look' | 'patience' | 'expiry' | 'bank';

interface Hands {
  readonly dispatch: (event: Event) => void;
  readonly pace: Pace;
  readonly requests: Requests;
  readonly timers: Timers<Timer>;
}

export function createRunner(
  deps: Pick<PaymentDeps, 'presence' | 'random' | 'askHost' | 'onLeave'>,
  { dispatch, pace, requests, timers }: Hands,
): (effect: Effect) => void {
  const { presence, random } = deps;
  const waitPatiently = createPatience(presence, { dispatch, timers });
  return (effect) => {
    switch (effect.type) {
      case 'adopt_session':
        requests.adopt();
        break;
      case 'ask_host':
        deps.askHost();
        break;
      case 'look':
        timers.cancel('look');
        if (effect.afresh) requests.stopReading();
        if (pace.restMs('read') === 0) void requests.look();
        else timers.set('look', pace.restMs('read'), () => void requests.look());
        break;
      case 'look_later':
        // While nobody looks the turn is left out: coming back asks at once.
        timers.set(
          'look',
          Math.max(pace.pauseMs(), (effect.afterMs ?? 0) + random() * effect.withinMs),
          () => void (presence.isAway() || requests.look()),
        );
        break;
      case 'confirm':
        timers.cancel('look');
        void requests.confirm(effect.attemptId, effect.expectedAmount);
        break;
      case 'be_patient':
        waitPatiently(effect.forMs);
        break;
      case 'watch_expiry':
        timers.set(
          'expiry',
          Math.min(Math.max(effect.inMs, EXPIRY_PAUSE_MIN_MS, pace.pauseMs()), EXPIRY_PAUSE_MAX_MS),
          () => presence.online.peek() && dispatch({ type: 'refresh' }),
        );
        break;
      case 'ask':
        timers.cancel('look');
        void requests.ask(effect.request, effect.attemptId);
        break;
      case 'wait_for_bank':
        timers.set('bank', effect.forMs, () => dispatch({ type: 'bank_silent' }));
        break;
      case 'leave':
        deps.onLeave(effect.url);
        break;
      default:
        unreachable(effect);
    }
  };
}

/** Two minutes of looking at it, not of a page behind another one. Without a network the buyer is told all the same. */
function createPatience(
  presence: PaymentDeps['presence'],
  { dispatch, timers }: Pick<Hands, 'dispatch' | 'timers'>,
): (forMs: number) => void {
  let isOwed = false;
  const wait = (forMs: number) => {
    isOwed = false;
    timers.set('patience', forMs, () => {
      isOwed = presence.isAway() && presence.online.peek();
      if (!isOwed) dispatch({ type: 'patience_over' });
    });
  };
  presence.onReturn(() => {
    if (isOwed) wait(PATIENCE_LEFT_MS);
  });
  return wait;
}
