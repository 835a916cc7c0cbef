// One contract for every port a channel may run over, then the attacks on it.
import { afterEach, describe, expect, it } from 'vitest';
import { type Channel, MESSAGES_PER_SECOND, openChannel, type Port, withoutFloods } from './channel.ts';
import { type FrameMessage, type HostMessage, parseFrameMessage, parseHostMessage } from './messages.ts';

interface Pair {
  readonly ours: Port;
  readonly theirs: Port;
  /** Resolves when everything posted so far has arrived. */
  settle(): Promise<void>;
}

/** Two fake ports that deliver clones at once. */
function fakePair(): Pair {
  const ours = fakePort();
  const theirs = fakePort();
  ours.peer = theirs;
  theirs.peer = ours;
  return { ours, theirs, settle: async () => {} };
}

interface FakePort extends Port {
  peer: FakePort | null;
}

function fakePort(): FakePort {
  return {
    peer: null,
    onmessage: null,
    postMessage(message) {
      this.peer?.onmessage?.(new MessageEvent('message', { data: structuredClone(message) }));
    },
    close() {
      if (this.peer) this.peer.peer = null;
      this.peer = null;
    },
  };
}

const openPorts: MessagePort[] = [];

function realPair(): Pair {
  const { port1, port2 } = new MessageChannel();
  openPorts.push(port1, port2);
  const settle = async () => {
    // Messages of one channel arrive in order, and those of a later channel after them.
    const { port1: from, port2: to } = new MessageChannel();
    openPorts.push(from, to);
    for (let round = 0; round < 3; round += 1) {
      await new Promise((resolve) => {
        to.onmessage = resolve;
        from.postMessage(round);
      });
    }
  };
  return { ours: port1, theirs: port2, settle };
}

afterEach(() => {
  for (const port of openPorts.splice(0)) port.close();
});

function openHost(port: Port, now: () => number = () => 0) {
  const received: FrameMessage[] = [];
  const channel: Channel<HostMessage> = openChannel(port, withoutFloods(parseFrameMessage, now), (message) =>
    received.push(message),
  );
  return { channel, received };
}

describe.each([
  ['a MessagePort', realPair],
  ['a fake port', fakePair],
])('a channel over %s', (_, createPair) => {
  it('carries messages both ways, in order', async () => {
    const { ours, theirs, settle } = createPair();
    const { channel, received } = openHost(ours);
    const heard: HostMessage[] = [];
    const frame: Channel<FrameMessage> = openChannel(theirs, parseHostMessage, (message) =>
      heard.push(message),
    );
    channel.send({ type: 'update', locale: 'de' });
    channel.send({ type: 'refresh' });
    frame.send({ type: 'ready' });
    frame.send({ type: 'resize', height: 480 });
    await settle();
    expect(heard).toEqual([{ type: 'update', locale: 'de' }, { type: 'refresh' }]);
    expect(received).toEqual([{ type: 'ready' }, { type: 'resize', height: 480 }]);
  });

  it('hears a right message and ignores its forgeries', async () => {
    const { ours, theirs, settle } = createPair();
    const { received } = openHost(ours);
    theirs.postMessage({ type: 'resize', height: '480' });
    theirs.postMessage({ type: 'resize', height: 4001 });
    theirs.postMessage({ type: 'refresh' });
    theirs.postMessage({ type: '__proto__' });
    theirs.postMessage(['ready']);
    theirs.postMessage('ready');
    theirs.postMessage(null);
    await settle();
    expect(received).toEqual([]);
    theirs.postMessage({ type: 'resize', height: 480 });
    await settle();
    expect(received).toEqual([{ type: 'resize', height: 480 }]);
  });

  it('answers a forgery with nothing', async () => {
    const { ours, theirs, settle } = createPair();
    openHost(ours);
    const answers: unknown[] = [];
    theirs.onmessage = (event) => answers.push(event.data);
    theirs.postMessage({ type: 'constructor' });
    await settle();
    expect(answers).toEqual([]);
  });

  it('replaces what handled the port before', async () => {
    const { ours, theirs, settle } = createPair();
    const before: unknown[] = [];
    ours.onmessage = (event) => before.push(event.data);
    const { received } = openHost(ours);
    theirs.postMessage({ type: 'ready' });
    await settle();
    expect(before).toEqual([]);
    expect(received).toHaveLength(1);
  });

  it('hears and sends nothing after close, however often it is closed', async () => {
    const { ours, theirs, settle } = createPair();
    const { channel, received } = openHost(ours);
    const heard: unknown[] = [];
    theirs.onmessage = (event) => heard.push(event.data);
    theirs.postMessage({ type: 'ready' });
    await settle();
    channel.close();
    channel.close();
    theirs.postMessage({ type: 'focus' });
    channel.send({ type: 'refresh' });
    await settle();
    expect(received).toEqual([{ type: 'ready' }]);
    expect(heard).toEqual([]);
  });

  it('hears nothing that arrived in the same turn as a close', async () => {
    const { ours, theirs, settle } = createPair();
    const received: FrameMessage[] = [];
    const channel = openChannel(ours, parseFrameMessage, (message) => {
      received.push(message);
      channel.close();
    });
    theirs.postMessage({ type: 'focus' });
    theirs.postMessage({ type: 'blur' });
    await settle();
    expect(received).toEqual([{ type: 'focus' }]);
  });

  it('refuses to send what cannot be cloned, and goes on working', async () => {
    const { ours, theirs, settle } = createPair();
    const heard: HostMessage[] = [];
    openChannel(theirs, parseHostMessage, (message) => heard.push(message));
    const channel: Channel<unknown> = openChannel(ours, parseFrameMessage, () => {});
    expect(() => channel.send({ type: 'update', appearance: () => {} })).toThrow(
      expect.objectContaining({ name: 'DataCloneError' }),
    );
    channel.send({ type: 'refresh' });
    await settle();
    expect(heard).toEqual([{ type: 'refresh' }]);
  });

  it(`admits ${MESSAGES_PER_SECOND} messages in any second and drops the rest`, async () => {
    const { ours, theirs, settle } = createPair();
    let time = 0;
    const { received } = openHost(ours, () => time);
    const flood = async (count: number) => {
      for (let sent = 0; sent < count; sent += 1) theirs.postMessage({ type: 'focus' });
      await settle();
      return received.splice(0).length;
    };
    expect(await flood(30)).toBe(30);
    time = 900;
    expect(await flood(100)).toBe(20);
    time = 999;
    expect(await flood(100)).toBe(0);
    time = 1000; // the first 30 are a second old, the 20 are not
    expect(await flood(100)).toBe(30);
    time = 1900;
    expect(await flood(100)).toBe(20);
    time = 60_000;
    expect(await flood(100)).toBe(MESSAGES_PER_SECOND);
  });
});

it('looks at nothing that is beyond the limit', () => {
  const { ours, theirs } = fakePair();
  let looks = 0;
  const parse = () => {
    looks += 1;
    return null;
  };
  const guard = withoutFloods(parse, () => 0);
  openChannel(ours, guard, () => {});
  for (let sent = 0; sent < 1000; sent += 1) theirs.postMessage({ type: 'focus' });
  expect(looks).toBe(MESSAGES_PER_SECOND);
});

it('closes its port, and is closed even where the port goes on', () => {
  const closes: true[] = [];
  const posted: unknown[] = [];
  const received: unknown[] = [];
  const port: Port = {
    onmessage: null,
    postMessage: (message) => posted.push(message),
    close: () => closes.push(true),
  };
  const channel: Channel<HostMessage> = openChannel(port, parseFrameMessage, (message) =>
    received.push(message),
  );
  const arrive = () => port.onmessage?.(new MessageEvent('message', { data: { type: 'ready' } }));
  arrive();
  channel.send({ type: 'refresh' });
  channel.close();
  arrive();
  channel.send({ type: 'refresh' });
  expect([received.length, posted.length, closes.length]).toEqual([1, 1, 1]);
});
