// Does what the machine has decided: each effect is a request, a timer or a wish to the host page.

import type { Timers } from '../clock.ts';
import { unreachable } from '../unreachable.ts';
import type { PaymentDeps } from './payment.ts';
import type { Requests } from './requests.ts';
import type { Effect, Event } from './state.ts';

/** A rounding error at the moment of expiry must not become a stream of requests. */
const EXPIRY_PAUSE_MIN_MS = 1_000;

export type Timer = 'look' | 'patience' | 'expiry' | 'bank';

interface Hands {
  readonly dispatch: (event: Event) => void;
  readonly requests: Requests;
  readonly timers: Timers<Timer>;
}

export function createRunner(
  deps: Pick<PaymentDeps, 'presence' | 'random' | 'askHost' | 'onLeave'>,
  { dispatch, requests, timers }: Hands,
): (effect: Effect) => void {
  const { presence, random } = deps;
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
        void requests.look();
        break;
      case 'look_later':
        // While nobody looks the turn is left out: coming back asks at once.
        timers.set('look', (effect.afterMs ?? 0) + random() * effect.withinMs, () => {
          if (!presence.isAway()) void requests.look();
        });
        break;
      case 'confirm':
        timers.cancel('look');
        void requests.confirm(effect.attemptId, effect.expectedAmount);
        break;
      case 'be_patient':
        timers.set('patience', effect.forMs, () => dispatch({ type: 'patience_over' }));
        break;
      case 'watch_expiry':
        timers.set('expiry', Math.max(effect.inMs, EXPIRY_PAUSE_MIN_MS), () => dispatch({ type: 'refresh' }));
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
