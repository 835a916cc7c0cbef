// What the buyer changes about the order: shown at once, asked of the server one after the other, and taken back when it says no.

import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { PublicLineItem } from '@xpay/protocol/api';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { ChoicesRequest } from '@xpay/protocol/order';
import { createTimers } from '../clock.ts';
import type { ExtrasDeps } from '../form/extras.ts';

export interface Changes {
  /** As the buyer wants it, whether or not the server has heard. */
  quantityOf(item: PublicLineItem): number;
  /** Asked for when the buyer pauses; of several, the last one counts. */
  setQuantity(item: PublicLineItem, quantity: number): void;
  /** Why this item has its old quantity again; null until then, and once it is changed anew. */
  refusalOf(itemId: string): ErrorCode | null;
  /** After what was asked before. The code of what went wrong, or null. */
  send(request: ChoicesRequest): Promise<ErrorCode | null>;
  /** Something is on its way, or waits to be: the total on screen is not the last word. */
  readonly isPending: ReadonlySignal<boolean>;
  /** Asks now for what waits; resolves when nothing is on its way any more. */
  settle(): Promise<void>;
}

/** So long after the last press the buyer has probably stopped. */
const PAUSE_MS = 400;

export function createChanges({ choose, clock }: Pick<ExtrasDeps, 'choose' | 'clock'>): Changes {
  const wanted = signal<ReadonlyMap<string, number>>(new Map());
  const refusals = signal<ReadonlyMap<string, ErrorCode>>(new Map());
  const inFlight = signal(0);
  const timers = createTimers<'pause'>(clock);
  let queue: Promise<unknown> = Promise.resolve();

  /** `request` is made when its turn comes; null when nothing needs to be asked any more. */
  function send(request: () => ChoicesRequest | null): Promise<ErrorCode | null> {
    inFlight.value += 1;
    const answer = queue
      .then(() => {
        const body = request();
        return body && choose(body);
      })
      .catch((): ErrorCode => 'connection_failed');
    queue = answer.finally(() => {
      inFlight.value -= 1;
    });
    return answer;
  }

  /** Takes what is wanted when its turn comes, and so the last of all that was pressed until then. */
  async function sendQuantities(): Promise<void> {
    timers.cancel('pause');
    let sent: ReadonlyMap<string, number> = new Map();
    const code = await send(() => {
      sent = wanted.peek();
      if (sent.size === 0) return null;
      return { lineItemQuantities: Array.from(sent, ([id, quantity]) => ({ id, quantity })) };
    });
    batch(() => {
      const isSame = (id: string) => wanted.peek().get(id) === sent.get(id);
      const answered = [...sent.keys()].filter(isSame);
      wanted.value = without(wanted.peek(), answered);
      if (code !== null)
        refusals.value = new Map([...refusals.peek(), ...answered.map((id) => [id, code] as const)]);
    });
  }

  return {
    quantityOf: ({ id, quantity }) => wanted.value.get(id) ?? quantity,
    setQuantity: ({ id }, quantity) =>
      batch(() => {
        wanted.value = new Map(wanted.peek()).set(id, quantity);
        refusals.value = without(refusals.peek(), [id]);
        timers.set('pause', PAUSE_MS, () => void sendQuantities());
      }),
    refusalOf: (itemId) => refusals.value.get(itemId) ?? null,
    send: (request) => send(() => request),
    isPending: computed(() => wanted.value.size > 0 || inFlight.value > 0),
    async settle() {
      while (wanted.peek().size > 0 || inFlight.peek() > 0) {
        if (wanted.peek().size > 0) await sendQuantities();
        else await queue;
      }
    },
  };
}

function without<Value>(map: ReadonlyMap<string, Value>, ids: readonly string[]): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([id]) => !ids.includes(id)));
}
