// How one session is followed: by what kind of connection, and how often.

import { beforeEach, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { createPace } from '../payment/pace.ts';
import { answering, aReach, aStream, down } from './a-stream.ts';
import { createFakeLocks } from './fake-locks.ts';
import { follow } from './follow.ts';
import type { Locks } from './slots.ts';

let clock: FakeClock;
let locks: ReturnType<typeof createFakeLocks>;
let controller: AbortController;

beforeEach(() => {
  clock = createFakeClock();
  locks = createFakeLocks();
  controller = new AbortController();
});

interface Given {
  readonly server: ReturnType<typeof aReach>;
  readonly locks?: Locks | undefined;
  readonly random?: () => number;
}

function aFollower({ server, random = () => 1, ...given }: Given) {
  const heard = { told: [] as number[], polls: 0 };
  const deps = {
    reach: server.reach,
    clock,
    pace: createPace(clock),
    random,
    locks: 'locks' in given ? given.locks : locks,
    known: () => 1,
    told: (version: number) => void heard.told.push(version),
    poll: () => {
      heard.polls += 1;
    },
  };
  return { heard, done: follow(deps, controller.signal) };
}

const streamed = () => new Promise((resolve) => setImmediate(resolve));

/** Time, with the turns of the event loop that streams take. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1_000) {
    await clock.advance(Math.min(1_000, ms - passed));
    await streamed();
  }
}

it('holds one stream, and opens the next when the server has ended it', async () => {
  const streams = [aStream(), aStream()];
  const server = aReach(
    ...streams.map((stream) => answering(() => stream.response)),
    () => new Promise(() => {}),
  );
  const { heard } = aFollower({ server });
  await streamed();
  streams[0]?.tell(2);
  await pass(10_000);
  expect(server.asked).toEqual(['/events']);
  streams[0]?.end();
  await pass(1_000);
  streams[1]?.tell(3);
  await pass(1_000);
  expect(server.asked).toEqual(['/events', '/events']);
  expect(heard).toEqual({ told: [2, 3], polls: 0 });
});

it('waits by reads where streams are cut on the way, and asks for no stream any more', async () => {
  const server = aReach(
    answering(() => aStream().response),
    answering(() => Response.json({ version: 5 })),
    answering(() => new Response(null, { status: 304 })),
    () => new Promise(() => {}),
  );
  const { heard } = aFollower({ server });
  await pass(10_000);
  expect(server.asked.slice(0, 3)).toEqual(['/events', '?wait=25&since=1', '?wait=25&since=5']);
  expect(heard.told).toEqual([5]);
});

it.each<[string, () => Locks | undefined]>([
  [
    'others have all the connections',
    () =>
      ({
        request: async (_name: string, _o: object, act: (lock: null) => unknown) => act(null),
      }) as unknown as Locks,
  ],
  ['the browser has no locks', () => undefined],
])('reads every fifteen seconds or so where %s', async (_, make) => {
  const server = aReach(down);
  let turn = 0;
  const random = () => {
    turn += 1;
    return (turn % 3) / 2;
  };
  const { heard } = aFollower({ server, locks: make(), random });
  await pass(300_000);
  expect(server.asked).toEqual([]);
  expect(heard.polls).toBeGreaterThanOrEqual(15);
  expect(heard.polls).toBeLessThanOrEqual(25);
});

it.each([
  ['nobody ever answers', down],
  ['every stream is cut at once', answering(() => new Response('', { status: 404 }))],
  ['the server does not wait', answering(() => Response.json({ version: 1 }))],
])('asks at most ten times in any minute when %s, whatever chance says', async (_, answer) => {
  const server = aReach(answer);
  aFollower({ server, random: () => 0 });
  let before = 0;
  for (let minute = 0; minute < 10; minute += 1) {
    await pass(60_000);
    expect(server.asked.length - before).toBeLessThanOrEqual(11);
    before = server.asked.length;
  }
});

it('asks ever more rarely while nobody answers', async () => {
  const server = aReach(down);
  aFollower({ server });
  await pass(600_000);
  const before = server.asked.length;
  await pass(60_000);
  expect(server.asked.length - before).toBeLessThanOrEqual(2);
});

it('ends at once, and gives its place back', async () => {
  const stream = aStream();
  const server = aReach(answering(() => stream.response));
  const { done } = aFollower({ server });
  await streamed();
  expect(locks.held.size).toBe(1);
  controller.abort();
  await done;
  await streamed();
  expect(locks.held.size).toBe(0);
  expect(server.aborted).toEqual(['/events']);
  await pass(120_000);
  expect(server.asked).toEqual(['/events']);
});
