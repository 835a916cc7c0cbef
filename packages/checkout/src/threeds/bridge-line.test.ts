// The line to the bridge: who is believed, in which order things are sent, and when the bridge counts as lost.

import type { BridgeOrder } from '@xpay/protocol/bridge-messages';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { type BridgeLine, openBridgeLine } from './bridge-line.ts';

const ORIGIN = 'https://3ds.example';
const METHOD: BridgeOrder = { type: 'method', id: 'a', url: 'https://bank.example/m', data: 'e30' };

let clock: FakeClock;
let iframe: HTMLIFrameElement;
let line: BridgeLine;
let happened: string[];
let greetings: { readonly nonce: string; readonly origin: string; readonly port: MessagePort }[];
let orders: unknown[];
const ports: MessagePort[] = [];

/** Messages between ports are tasks of their own. */
const delivered = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(() => {
  clock = createFakeClock();
  happened = [];
  greetings = [];
  orders = [];
  iframe = document.createElement('iframe');
  const contentWindow = {
    postMessage: ({ nonce }: { nonce: string }, origin: string, [port]: [MessagePort]) => {
      ports.push(port);
      port.onmessage = ({ data }) => orders.push(data);
      greetings.push({ nonce, origin, port });
    },
  };
  Object.defineProperty(iframe, 'contentWindow', { value: contentWindow });
  line = openBridgeLine(
    iframe,
    { origin: ORIGIN, clock },
    {
      opened: () => happened.push('opened'),
      ordering: ({ id }) => happened.push(`ordering ${id}`),
      received: ({ type, id }) => happened.push(`${type} ${id}`),
      lost: () => happened.push('lost'),
    },
  );
});
afterEach(() => {
  line.close();
  for (const port of ports.splice(0)) port.close();
});

const load = () => iframe.dispatchEvent(new Event('load'));
const latest = () => {
  const greeting = greetings.at(-1);
  if (greeting === undefined) throw new Error('Nobody was greeted.');
  return greeting;
};

async function say(message: unknown): Promise<void> {
  latest().port.postMessage(message);
  await delivered();
}

async function open(): Promise<void> {
  load();
  await say({ type: 'hello', nonce: latest().nonce });
}

describe('the hello', () => {
  it('goes to the exact origin of the bridge, when it has loaded', () => {
    expect(greetings).toEqual([]);
    load();
    expect(greetings).toMatchObject([{ origin: ORIGIN, nonce: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
  });

  it('opens the line when it is answered with its nonce, and only then', async () => {
    load();
    await say({ type: 'method_done', id: 'a' });
    await say({ type: 'hello', nonce: 'b'.repeat(32) });
    expect(happened).toEqual([]);
    await say({ type: 'hello', nonce: latest().nonce });
    await say({ type: 'hello', nonce: latest().nonce });
    expect(happened).toEqual(['opened']);
  });
});

describe('an order', () => {
  it('waits for the answer, is announced, and then sent once', async () => {
    line.send(METHOD);
    await open();
    await delivered();
    expect(happened).toEqual(['opened', 'ordering a']);
    expect(orders).toEqual([METHOD]);
  });

  it('is sent at once while the line is open', async () => {
    await open();
    line.send(METHOD);
    await delivered();
    expect(orders).toEqual([METHOD]);
  });

  it('that the bridge would not read is refused here', async () => {
    await open();
    line.send({ ...METHOD, url: `https://bank.example/${'a'.repeat(100_000)}` });
    await delivered();
    expect(happened).toEqual(['opened', 'refused a']);
    expect(orders).toEqual([]);
  });
});

describe('another language', () => {
  const GERMAN = { type: 'language', id: 'a', title: 'Seite Ihrer Bank', locale: 'de' } as const;

  it('is sent without an announcement: the bank has nothing to do', async () => {
    await open();
    line.send(GERMAN);
    await delivered();
    expect(orders).toEqual([GERMAN]);
    expect(happened).toEqual(['opened']);
  });

  it('is no news to a bridge that is not there', async () => {
    await clock.advance(15_000);
    expect(happened).toEqual(['lost']);
    line.send(GERMAN);
    expect(happened).toEqual(['lost']);
  });
});

describe('the bridge', () => {
  it('is heard once the line is open', async () => {
    await open();
    await say({ type: 'method_done', id: 'a' });
    await say({ type: 'paid', id: 'a' });
    expect(happened).toEqual(['opened', 'method_done a']);
  });

  it.each([
    ['has not loaded within fifteen seconds', 15_000, false],
    ['has not answered five seconds after it loaded', 5_000, true],
  ])('is lost when it %s', async (_, ms, hasLoaded) => {
    if (hasLoaded) load();
    await clock.advance(ms - 1);
    expect(happened).toEqual([]);
    await clock.advance(1);
    expect(happened).toEqual(['lost']);
    await clock.advance(60_000);
    expect(happened).toEqual(['lost']);
  });

  it('is lost when its document was replaced', async () => {
    await open();
    load();
    expect(happened).toEqual(['opened', 'lost']);
  });

  it('that is lost is lost again for each order that it is given', async () => {
    await clock.advance(15_000);
    line.send(METHOD);
    expect(happened).toEqual(['lost', 'lost']);
  });

  it('that was hung up is neither heard nor lost', async () => {
    await open();
    line.close();
    await say({ type: 'method_done', id: 'a' });
    await clock.advance(60_000);
    load();
    expect(happened).toEqual(['opened']);
  });
});
