// The host's half of the hello, with a frame played by hand; every attack stands beside the honest message.

import type { Channel } from '@xpay/protocol/channel';
import type { XPayError } from '@xpay/protocol/errors';
import type { FrameMessage, HostMessage } from '@xpay/protocol/messages';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closePage, createPage, delivered, type FakeFrame, KEY, ORIGIN, playFrame } from './fake-frame.ts';
import { loadPart, partDone } from './fake-parts.ts';
import {
  ANSWER_PATIENCE_MS,
  ISOLATION_PATIENCE_MS,
  LOAD_PATIENCE_MS,
  openLine,
  toFrameUrl,
} from './handshake.ts';

interface Host {
  readonly frame: FakeFrame;
  readonly lines: Channel<HostMessage>[];
  readonly received: FrameMessage[];
  readonly failures: XPayError[];
  readonly hangUp: () => void;
}

let page: ReturnType<typeof createPage>;

const PEER = { origin: ORIGIN, key: KEY, loadPart };
const ADDRESS = toFrameUrl(PEER, '/f/checkout', { locale: 'auto' });

function dial(address = ADDRESS): Host {
  const iframe = document.createElement('iframe');
  iframe.src = address;
  page.target.append(iframe);
  const frame = playFrame(iframe);
  const lines: Channel<HostMessage>[] = [];
  const received: FrameMessage[] = [];
  const failures: XPayError[] = [];
  const hangUp = openLine(iframe, PEER, {
    opened: (line) => lines.push(line),
    received: (message) => received.push(message),
    failed: (error) => failures.push(error),
  });
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

  it('knocks once at each document, with the same nonce and a new port, and hears the latest only', async () => {
    const { frame, lines, received } = dial();
    frame.load();
    vi.advanceTimersByTime(1000);
    expect(frame.knocks).toHaveLength(1);
    frame.load();
    expect(frame.knocks).toHaveLength(2);
    expect(frame.knocks[1]?.init).toEqual(frame.knocks[0]?.init);
    await frame.hello(0);
    expect(lines).toEqual([]);
    await frame.hello(1);
    await frame.say({ type: 'ready' }, 0);
    await frame.say({ type: 'ready' }, 1);
    expect(lines).toHaveLength(1);
    expect(received).toEqual([{ type: 'ready' }]);
  });
});

describe('a page that embeds only what is isolated', () => {
  afterEach(() => void Reflect.deleteProperty(window, 'crossOriginIsolated'));

  it('gets the document once more, with isolated=1, when the first does not answer in 1.5 s', async () => {
    const { frame, lines, received, failures } = dial();
    frame.load();
    vi.advanceTimersByTime(ISOLATION_PATIENCE_MS - 1);
    expect(frame.iframe.src).toBe(ADDRESS);
    vi.advanceTimersByTime(1);
    expect(frame.iframe.src).toBe(`${ADDRESS}&isolated=1`);
    await partDone();
    expect(page.warnings()).toEqual([expect.stringContaining('Cross-Origin-Embedder-Policy')]);
    frame.load();
    await frame.hello();
    await frame.say({ type: 'ready' });
    expect(lines).toHaveLength(1);
    expect(received).toEqual([{ type: 'ready' }]);
    expect(failures).toEqual([]);
    expect(page.consoleLines()).toEqual([]);
    frame.load();
    expect(failures.map(({ code }) => code)).toEqual(['frame_navigated']);
  });

  it('does not hear the first document any more', async () => {
    const { frame, lines, failures } = dial();
    frame.load();
    vi.advanceTimersByTime(ISOLATION_PATIENCE_MS);
    await frame.hello(0);
    expect(lines).toEqual([]);
    frame.load();
    expect(frame.knocks[1]?.init.nonce).not.toBe(frame.knocks[0]?.init.nonce);
    await frame.hello(1);
    expect([lines.length, failures.length]).toEqual([1, 0]);
  });

  it('is not tried for a document that has answered, however long it is used', async () => {
    const { frame, failures } = dial();
    frame.load();
    await frame.hello();
    vi.advanceTimersByTime(60_000);
    expect(frame.iframe.src).toBe(ADDRESS);
    expect(failures).toEqual([]);
  });

  it('gets it also where the browser, like Firefox, tells of no load of a document that it has blocked', () => {
    const { frame, failures } = dial();
    const { timings } = blocked(frame);
    vi.advanceTimersByTime(2 * ISOLATION_PATIENCE_MS - 1);
    expect(frame.iframe.src).toBe(ADDRESS);
    vi.advanceTimersByTime(1);
    expect(frame.iframe.src).toBe(`${ADDRESS}&isolated=1`);
    expect(timings).toHaveBeenCalledWith(ADDRESS);
    expect(failures).toEqual([]);
  });

  it.each([
    ['whose document is still on its way', { hasOtherDocument: false, timings: [ADDRESS] }],
    ['whose document has come, and not all of it', { hasOtherDocument: true, timings: [] }],
  ])('is not tried without a load for a frame %s', (_, state) => {
    const { frame, failures } = dial();
    blocked(frame, state);
    vi.advanceTimersByTime(LOAD_PATIENCE_MS - 1);
    expect(frame.iframe.src).toBe(ADDRESS);
    expect(failures).toEqual([]);
  });

  it('says isolated=1 from the start where it is cross-origin isolated', () => {
    Reflect.set(window, 'crossOriginIsolated', true);
    expect(toFrameUrl(PEER, '/f/checkout', { locale: 'de' })).toMatch(/&locale=de&isolated=1$/);
  });

  it('is loaded twice at most', () => {
    const { frame, failures } = dial(`${ADDRESS}&isolated=1`);
    frame.load();
    vi.advanceTimersByTime(ANSWER_PATIENCE_MS);
    expect(frame.iframe.src).toBe(`${ADDRESS}&isolated=1`);
    expect(failures.map(({ code }) => code)).toEqual(['frame_unreachable']);
    expect(page.warnings()).toEqual([]);
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
  it.each<[string, (frame: FakeFrame) => void, number]>([
    ['nothing loads', () => {}, LOAD_PATIENCE_MS],
    ['nothing loads the second time', loadTwice(false), LOAD_PATIENCE_MS],
    [
      'what has loaded does not answer, and neither does it the second time',
      loadTwice(true),
      ANSWER_PATIENCE_MS,
    ],
  ])('gives up when %s', (_, proceed, patience) => {
    const { frame, failures } = dial();
    proceed(frame);
    vi.advanceTimersByTime(patience - 1);
    expect(failures).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(failures.map(({ code }) => code)).toEqual(['frame_unreachable']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('explains to the developer which origin has to be registered for which key', async () => {
    loadTwice(true)(dial().frame);
    vi.advanceTimersByTime(ANSWER_PATIENCE_MS);
    await partDone();
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

/** What a page sees of a frame: whether it holds the document of another origin, and of which addresses all has come. */
function blocked(
  { iframe }: FakeFrame,
  { hasOtherDocument, timings }: { hasOtherDocument: boolean; timings: readonly string[] } = {
    hasOtherDocument: true,
    timings: [ADDRESS],
  },
) {
  vi.spyOn(iframe, 'contentDocument', 'get').mockReturnValue(hasOtherDocument ? null : document);
  return {
    timings: vi
      .spyOn(performance, 'getEntriesByName')
      .mockImplementation((name) =>
        timings.filter((one) => one === name).map(() => new PerformanceMark(name)),
      ),
  };
}

function loadTwice(isSecond: boolean): (frame: FakeFrame) => void {
  return (frame) => {
    frame.load();
    vi.advanceTimersByTime(ISOLATION_PATIENCE_MS);
    if (isSecond) frame.load();
  };
}

describe('hanging up', () => {
  it.each([
    ['before the document has loaded', async () => {}],
    ['while knocking', async (frame: FakeFrame) => frame.load()],
    ['before the document has loaded the second time', async (frame: FakeFrame) => loadTwice(false)(frame)],
    ['while knocking the second time', async (frame: FakeFrame) => loadTwice(true)(frame)],
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
  expect(toFrameUrl(PEER, '/f/checkout', { locale: 'pt-BR' })).toMatch(
    /^https:\/\/pay\.example\/f\/checkout\?key=pk_test_51Abc&v=\d+\.\d+\.\d+&locale=pt-BR$/,
  );
});

describe('a frame that the page takes away', () => {
  const observers: { observed: Element[]; notice(): unknown }[] = [];

  beforeEach(() => {
    observers.length = 0;
    vi.stubGlobal(
      'ResizeObserver',
      class {
        readonly observed: Element[] = [];
        readonly notice: () => unknown;
        constructor(notice: () => void) {
          this.notice = () => this.observed.length > 0 && notice();
          observers.push(this);
        }
        observe(element: Element) {
          this.observed.push(element);
        }
        disconnect() {
          this.observed.length = 0;
        }
      },
    );
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([
    ['before it has answered', false],
    ['when the line is open', true],
  ])('is reported once, and leaves no timer and no observer, %s', async (_, isOpen) => {
    const { frame, failures } = dial();
    frame.load();
    if (isOpen) await frame.hello();
    observers[0]?.notice();
    expect(failures).toEqual([]);
    page.target.remove();
    observers[0]?.notice();
    observers[0]?.notice();
    expect(failures.map(({ code }) => code)).toEqual(['frame_navigated']);
    expect(observers[0]?.observed).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    expect(page.consoleLines()).toEqual([]);
  });

  it('is no more watched after hanging up', () => {
    const { hangUp, failures } = dial();
    hangUp();
    expect(observers[0]?.observed).toEqual([]);
    expect(failures).toEqual([]);
  });
});
