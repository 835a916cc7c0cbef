// The host's half of the hello, with a frame played by hand; every attack stands beside the honest message.

import type { Channel } from '@xpay/protocol/channel';
import type { XPayError } from '@xpay/protocol/errors';
import type { FrameMessage, HostMessage } from '@xpay/protocol/messages';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closePage, createPage, delivered, type FakeFrame, KEY, ORIGIN, playFrame } from './fake-frame.ts';
import { ANSWER_PATIENCE_MS, LOAD_PATIENCE_MS, openLine, toFrameUrl } from './handshake.ts';

interface Host {
  readonly frame: FakeFrame;
  readonly lines: Channel<HostMessage>[];
  readonly received: FrameMessage[];
  readonly failures: XPayError[];
  readonly hangUp: () => void;
}

let page: ReturnType<typeof createPage>;

function dial(): Host {
  const iframe = document.createElement('iframe');
  page.target.append(iframe);
  const frame = playFrame(iframe);
  const lines: Channel<HostMessage>[] = [];
  const received: FrameMessage[] = [];
  const failures: XPayError[] = [];
  const hangUp = openLine(
    iframe,
    { origin: ORIGIN, publishableKey: KEY },
    {
      opened: (line) => lines.push(line),
      received: (message) => received.push(message),
      failed: (error) => failures.push(error),
    },
  );
  return { frame, lines, received, failures, hangUp };
}

beforeEach(() => {
  page = createPage();
});
afterEach(closePage);

describe('the hello', () => {
  it('says nothing to a document that has not loaded', () => {
    const { frame } = dial();
    vi.advanceTimersByTime(LOAD_PATIENCE_MS - 1);
    expect(frame.knocks).toEqual([]);
  });

  it('posts init to the exact checkout origin with one port and 128 random bits', () => {
    const { frame } = dial();
    frame.load();
    const [knock] = frame.knocks;
    expect(knock?.init).toEqual({ xpay: 1, type: 'init', nonce: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(knock?.targetOrigin).toBe(ORIGIN);
    expect(knock?.ports).toHaveLength(1);
  });

  it('uses another nonce for every frame', () => {
    const [one, two] = [dial(), dial()];
    one.frame.load();
    two.frame.load();
    expect(one.frame.knocks[0]?.init.nonce).not.toBe(two.frame.knocks[0]?.init.nonce);
  });

  it('opens one line that carries messages both ways', async () => {
    const { frame, lines, received } = dial();
    frame.load();
    await frame.hello();
    lines[0]?.send({ type: 'refresh' });
    await frame.say({ type: 'ready' });
    expect(lines).toHaveLength(1);
    expect(frame.heard).toEqual([{ type: 'refresh' }]);
    expect(received).toEqual([{ type: 'ready' }]);
  });

  it('knocks again with new ports and the same nonce, each time after a longer pause', () => {
    const { frame } = dial();
    frame.load();
    const counts = [249, 1, 499, 1, 999, 1].map((milliseconds) => {
      vi.advanceTimersByTime(milliseconds);
      return frame.knocks.length;
    });
    expect(counts).toEqual([1, 2, 2, 3, 3, 4]);
    expect(new Set(frame.knocks.map(({ init }) => init.nonce)).size).toBe(1);
    expect(new Set(frame.knocks.map(({ ports }) => ports[0])).size).toBe(4);
  });

  it('takes a late answer on the first port, and knocks no more', async () => {
    const { frame, lines, received } = dial();
    frame.load();
    vi.advanceTimersByTime(800);
    await frame.hello(0);
    vi.advanceTimersByTime(60_000);
    await frame.say({ type: 'ready' }, 0);
    expect(frame.knocks).toHaveLength(3);
    expect(lines).toHaveLength(1);
    expect(received).toEqual([{ type: 'ready' }]);
  });

  it('hears nothing on the ports that were not answered first', async () => {
    const { frame, lines, received } = dial();
    frame.load();
    vi.advanceTimersByTime(300);
    await frame.hello(1);
    await frame.hello(0);
    await frame.say({ type: 'complete' }, 0);
    expect(lines).toHaveLength(1);
    expect(received).toEqual([]);
  });
});

describe('attacks, each beside what works', () => {
  it('ends at a hello with a wrong nonce', async () => {
    const { frame, lines, failures } = dial();
    frame.load();
    await frame.say({ type: 'hello', nonce: '0'.repeat(32), build: 'b1' });
    await frame.hello();
    expect(lines).toEqual([]);
    expect(failures.map(({ code }) => code)).toEqual(['frame_unreachable']);
  });

  it.each([
    ['a message before hello', { type: 'ready' }],
    ['a hello without nonce', { type: 'hello', build: 'b1' }],
    ['no message at all', { some: 'thing' }],
  ])('ignores %s, and still opens at the right hello', async (_, message) => {
    const { frame, lines, received, failures } = dial();
    frame.load();
    await frame.say(message);
    expect([lines, received, failures]).toEqual([[], [], []]);
    await frame.hello();
    expect(lines).toHaveLength(1);
  });

  it('does not hear window messages, only the port', async () => {
    const listen = vi.spyOn(window, 'addEventListener');
    const { frame, lines } = dial();
    frame.load();
    const data = { type: 'hello', nonce: frame.knocks[0]?.init.nonce, build: 'b1' };
    window.dispatchEvent(new MessageEvent('message', { data, origin: ORIGIN }));
    await delivered();
    expect(lines).toEqual([]);
    expect(listen).not.toHaveBeenCalled();
    await frame.say(data);
    expect(lines).toHaveLength(1);
  });

  it('cuts the line when the frame loads again, and hears nothing from what came in', async () => {
    const { frame, received, failures } = dial();
    frame.load();
    await frame.hello();
    frame.load();
    await frame.say({ type: 'ready' });
    expect(failures.map(({ code }) => code)).toEqual(['frame_navigated']);
    expect(received).toEqual([]);
    expect(frame.knocks).toHaveLength(1);
  });

  it('knocks at once at a document that replaces one that had not answered', () => {
    const { frame, failures } = dial();
    frame.load();
    frame.load();
    expect(frame.knocks).toHaveLength(2);
    expect(failures).toEqual([]);
  });
});

describe('patience', () => {
  it.each([
    ['nothing loads', false, LOAD_PATIENCE_MS],
    ['what has loaded does not answer', true, ANSWER_PATIENCE_MS],
  ])('gives up when %s', (_, loads, patience) => {
    const { frame, failures } = dial();
    if (loads) frame.load();
    vi.advanceTimersByTime(patience - 1);
    expect(failures).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(failures.map(({ code }) => code)).toEqual(['frame_unreachable']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('explains to the developer which origin has to be registered for which key', () => {
    dial().frame.load();
    vi.advanceTimersByTime(ANSWER_PATIENCE_MS);
    const [line, ...more] = page.consoleLines();
    expect(more).toEqual([]);
    expect(line).toContain(`Is ${location.origin} registered for ${KEY}?`);
    expect(line).toContain(`frame-src ${ORIGIN}`);
    expect(line).toContain('No client secret was sent');
    expect(line).toContain('errors.md#frame_unreachable');
  });

  it('fails once only', () => {
    const { frame, failures } = dial();
    vi.advanceTimersByTime(LOAD_PATIENCE_MS);
    frame.load();
    vi.advanceTimersByTime(60_000);
    expect(failures).toHaveLength(1);
  });
});

describe('hanging up', () => {
  it.each([
    ['before the document has loaded', async () => {}],
    ['while knocking', async (frame: FakeFrame) => frame.load()],
    [
      'after the hello',
      async (frame: FakeFrame) => {
        frame.load();
        await frame.hello();
      },
    ],
  ])('leaves neither timer nor listener %s', async (_, proceed) => {
    const { frame, received, failures, hangUp } = dial();
    await proceed(frame);
    const knocks = frame.knocks.length;
    hangUp();
    frame.load();
    await frame.say({ type: 'ready' });
    expect(vi.getTimerCount()).toBe(0);
    expect(frame.knocks).toHaveLength(knocks);
    expect([received, failures]).toEqual([[], []]);
  });
});

it('writes only public facts into the address', () => {
  expect(toFrameUrl({ origin: ORIGIN, publishableKey: KEY }, '/f/checkout', { locale: 'pt-BR' })).toMatch(
    /^https:\/\/pay\.example\/f\/checkout\?key=pk_test_51Abc&v=\d+\.\d+\.\d+&locale=pt-BR$/,
  );
});
