// What is true of a payment, what its screens say, and what is wrong between the two.

import type { State } from '../../packages/checkout/src/payment/state.ts';
import type { Truth } from './truth.ts';

/** What a buyer was left with. */
export interface Seen {
  readonly screens: readonly State[];
  /** Minor units that a button said when it was pressed. */
  readonly pressedAt: readonly number[];
  /** Ids of the events that the shop has received. */
  readonly received: ReadonlySet<string>;
}

export interface Findings {
  /** Money moved more than once. */
  readonly double: readonly string[];
  /** Money moved and somebody does not know, or what happened has been told to nobody, or is left hanging. */
  readonly lost: readonly string[];
  /** A screen, or an event, says what is not so. */
  readonly false: readonly string[];
}

export function judge(truth: Truth, seen: Seen): Findings {
  return { double: doublesOf(truth), lost: lossesOf(truth, seen), false: falsehoodsOf(truth, seen) };
}

function doublesOf({ movedBy, charges }: Truth): readonly string[] {
  const succeeded = charges.filter(({ status }) => status === 'succeeded');
  return [
    ...(movedBy.length > 1 ? [`the acquirer has moved money for ${movedBy.join(' and ')}`] : []),
    ...(succeeded.length > 1 ? [`${succeeded.length} charges have succeeded`] : []),
  ];
}

function lossesOf(
  { session, intent, charges, movedBy, recorded }: Truth,
  { received }: Seen,
): readonly string[] {
  const isPaid = movedBy.length > 0;
  const known = charges.filter(({ status }) => status === 'succeeded').map(({ id }) => id);
  const untold = recorded.filter(({ id }) => !received.has(id));
  return [
    ...(isPaid && intent !== 'succeeded' ? [`money has moved, and the intent is ${intent}`] : []),
    ...(isPaid && session !== 'complete' ? [`money has moved, and the session is ${session}`] : []),
    ...movedBy
      .filter((id) => !known.includes(id))
      .map((id) => `money has moved for ${id}, which does not say so`),
    ...(['processing', 'requires_action'].includes(intent) ? [`the intent is left ${intent}`] : []),
    ...(isPaid && !recorded.some(({ type }) => type === 'payment_intent.succeeded')
      ? ['no event tells of the success']
      : []),
    ...untold.map(({ type }) => `${type} was never received`),
  ];
}

function falsehoodsOf(truth: Truth, { screens, pressedAt }: Seen): readonly string[] {
  const { intent, amountReceived, movedBy, charges, recorded } = truth;
  const isPaid = movedBy.length > 0;
  const wanted = SCREENS[intent] ?? [];
  const paid = charges.find(({ status }) => status === 'succeeded');
  return [
    ...screens
      .filter(({ name }) => !wanted.includes(name))
      .map((state) => `a screen says ${describe(state)}, and the intent is ${intent}`),
    ...(!isPaid && (intent === 'succeeded' || amountReceived > 0)
      ? ['no money has moved for this success']
      : []),
    ...(paid !== undefined && !pressedAt.includes(paid.amount)
      ? [`${paid.amount} was charged, the buyer agreed to ${pressedAt.join(', ')}`]
      : []),
    ...contradictionsOf(recorded, intent),
  ];
}

/** The screens that are true of each status once everything has come to rest. */
const SCREENS: Readonly<Record<string, readonly State['name'][]>> = {
  requires_payment_method: ['ready'],
  failed: ['ready'],
  succeeded: ['succeeded'],
  expired: ['expired'],
  canceled: ['canceled'],
};

function contradictionsOf(recorded: Truth['recorded'], intent: string): readonly string[] {
  const times = (type: string) => recorded.filter((event) => event.type === type).length;
  const successes = times('payment_intent.succeeded');
  return [
    ...(successes > 0 && intent !== 'succeeded'
      ? [`an event tells of a success, the intent is ${intent}`]
      : []),
    ...(successes > 1 ? [`${successes} events tell of a success`] : []),
    ...(times('checkout.session.expired') > 0 && intent !== 'expired'
      ? [`an event tells of expiry, the intent is ${intent}`]
      : []),
  ];
}

function describe(state: State): string {
  if (state.name === 'ready' && state.problem !== null)
    return `ready (${state.problem.kind === 'declined' ? state.problem.declineCode : state.problem.code})`;
  if (state.name === 'acting') return `acting (${state.step.kind})`;
  return state.name === 'checking' && state.gaveUp ? 'checking (gave up)' : state.name;
}
