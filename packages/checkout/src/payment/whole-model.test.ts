// Machine, network and server together, explored as a whole, and walked at random where the whole would be too much.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeState } from './described.ts';
import { movesIn } from './model-moves.ts';
import { aWorld, type Budget, type Move, type World } from './model-world.ts';

/** A failure says which; `MODEL_SEED` has it again, or tries another. */
const SEED = Number(process.env['MODEL_SEED'] ?? 1);
const LOOKS_MAX = 7;
const ENDS: readonly string[] = ['succeeded', 'expired', 'canceled'];

/** What must hold in every single world; null when it does. */
function wrongIn({ state, server, confirm, stray, reading, timers }: World): string | null {
  const { name } = state;
  if (server.paidBy.length > 1) return 'money has moved twice';
  if ((server.status === 'complete') !== (server.paidBy.length === 1)) return 'money and status disagree';
  if (name === 'succeeded' && server.status !== 'complete') return 'the page says paid, and it is not';
  if (name === 'expired' && server.status !== 'expired') return 'the page says expired, and it is not';
  // The button is there, and so is the chance of a second charge: nothing of an earlier press may be under way.
  const mayCharge =
    stray !== null && !(stray.attemptId in server.answers) && stray.expectedAmount === server.amount;
  const isUnderWay = server.pending !== null || confirm !== null || mayCharge;
  if (name === 'ready' && isUnderWay) return 'Pay can be pressed while an attempt is under way';
  if (name === 'ready' && server.status === 'complete') return 'Pay can be pressed, and it is paid';
  const isWaiting = confirm !== null || reading !== null || timers.look || timers.patience;
  const isAtRest = [...ENDS, 'ready', 'unreachable'].includes(name) || (name === 'checking' && state.gaveUp);
  if (!isAtRest && !isWaiting) return 'the page waits for nothing';
  return null;
}

describe('machine, network and server', () => {
  it('never pay twice, never lie and never hang, in any order of events', () => {
    const budget = { presses: 2, reloads: 1, strays: 1, prices: 1, expiries: 1 };
    const { worlds, moves, edges } = explore(budget);
    console.log(`machine, network and server: ${worlds.size} worlds, ${moves} moves, all of them`);
    expect(worlds.size).toBeGreaterThan(10_000);
    // Every world can still come to rest, and the server's answers alone never go round in a circle.
    const resting = reaching(edges, ({ state }) => [...ENDS, 'ready'].includes(state.name), worlds);
    expect(
      [...worlds.values()].filter((_, index) => !resting.has(index)).map((world) => describeWorld(world)),
    ).toEqual([]);
    expect(circleOf(edges.filter(({ isAnswer }) => isAnswer))).toEqual([]);
  }, 120_000);

  it('hold in long walks with presses, reloads and copies without end', () => {
    let steps = 0;
    const walk = fc.commands([fc.nat(1_000).map((choice) => new Step(choice))], {
      maxCommands: 400,
      size: 'max',
    });
    fc.assert(
      fc.property(walk, (commands) => {
        const real = {
          world: aWorld({ presses: 50, reloads: 50, strays: 50, prices: 5, expiries: 1 }),
          steps: 0,
        };
        fc.modelRun(() => ({ model: {}, real }), commands);
        steps += real.steps;
      }),
      { seed: SEED, numRuns: 300 },
    );
    console.log(`machine, network and server: ${steps} steps of long walks, seed ${SEED}`);
    expect(steps).toBeGreaterThan(20_000);
  }, 120_000);
});

interface Walk {
  world: World;
  steps: number;
}

/** One of the moves that are possible, whichever they are. */
class Step implements fc.Command<object, Walk> {
  readonly #choice: number;
  #made: Move | undefined;

  constructor(choice: number) {
    this.#choice = choice;
  }

  check(): boolean {
    return true;
  }

  run(_model: object, real: Walk): void {
    const moves = movesIn(real.world);
    this.#made = moves[this.#choice % moves.length];
    if (this.#made === undefined) return;
    const before = real.world;
    real.steps += 1;
    real.world = this.#made.make();
    expect(wrongIn(real.world)).toBeNull();
    const { state } = before;
    const isEnd = state.name === 'succeeded' || state.name === 'canceled';
    if (isEnd && this.#made.name !== 'reload') expect(real.world.state).toBe(state);
  }

  toString(): string {
    return this.#made?.name ?? 'nothing';
  }
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly isAnswer: boolean;
}

function explore(budget: Budget) {
  const first = clamped(aWorld(budget));
  const worlds = new Map<string, World>([[keyOf(first), first]]);
  const order = new Map<string, number>([[keyOf(first), 0]]);
  const cameBy = new Map<string, { readonly key: string; readonly name: string }>();
  const edges: Edge[] = [];
  let from = 0;
  for (const [key, world] of worlds) {
    const wrong = wrongIn(world);
    if (wrong !== null) throw new Error(`${wrong}: ${pathTo(key, cameBy)} → ${describeWorld(world)}`);
    for (const { name, isAnswer, make } of movesIn(world)) {
      const next = clamped(make());
      const nextKey = keyOf(next);
      if (!worlds.has(nextKey)) {
        worlds.set(nextKey, next);
        order.set(nextKey, order.size);
        cameBy.set(nextKey, { key, name });
      }
      edges.push({ from, to: order.get(nextKey) ?? 0, isAnswer });
    }
    from += 1;
  }
  return { worlds, moves: edges.length, edges };
}

function clamped(world: World): World {
  const { state } = world;
  if (!('looks' in state) || state.looks <= LOOKS_MAX) return world;
  return { ...world, state: { ...state, looks: LOOKS_MAX } };
}

/** Sessions by what is read of them. */
function keyOf(world: World): string {
  return JSON.stringify(world, (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('intent' in value) || !('version' in value))
      return value;
    if (!('object' in value)) return value;
    const { status, version, amountTotal, intent } = value as unknown as World['server'] & {
      readonly amountTotal: number;
      readonly intent: { readonly status: string };
    };
    return `${version} ${status} ${intent.status} ${amountTotal}`;
  });
}

function pathTo(
  key: string,
  cameBy: ReadonlyMap<string, { readonly key: string; readonly name: string }>,
): string {
  const names: string[] = [];
  for (let at = cameBy.get(key); at !== undefined; at = cameBy.get(at.key)) names.unshift(at.name);
  return names.join(', ');
}

function describeWorld({ state, server, confirm, stray }: World): string {
  const sent = confirm === null ? '' : `, confirm ${confirm.at}`;
  return `page ${describeState(state)}, server ${server.status}/${server.intent}${sent}${stray === null ? '' : ', stray'}`;
}

function reaching(
  edges: readonly Edge[],
  isGoal: (world: World) => boolean,
  worlds: ReadonlyMap<string, World>,
): ReadonlySet<number> {
  const sources = new Map<number, number[]>();
  for (const { from, to } of edges) {
    const known = sources.get(to);
    if (known === undefined) sources.set(to, [from]);
    else known.push(from);
  }
  const found = new Set<number>();
  let index = 0;
  for (const world of worlds.values()) {
    if (isGoal(world)) found.add(index);
    index += 1;
  }
  for (const goal of found) for (const source of sources.get(goal) ?? []) found.add(source);
  return found;
}

/** Some worlds of a circle, if there is one: taken away from their ends, edges without a circle vanish (Kahn). */
function circleOf(edges: readonly Edge[]): readonly number[] {
  const real = edges.filter(({ from, to }) => from !== to);
  const into = new Map<number, number>();
  const out = new Map<number, number[]>();
  for (const { from, to } of real) {
    into.set(to, (into.get(to) ?? 0) + 1);
    out.set(from, [...(out.get(from) ?? []), to]);
  }
  const free = [...out.keys()].filter((node) => !into.has(node));
  let left = real.length;
  for (const node of free) {
    for (const to of out.get(node) ?? []) {
      left -= 1;
      into.set(to, (into.get(to) ?? 0) - 1);
      if (into.get(to) === 0) free.push(to);
    }
  }
  return left === 0
    ? []
    : [...into]
        .filter(([, count]) => count > 0)
        .map(([node]) => node)
        .slice(0, 5);
}
