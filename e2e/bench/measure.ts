// Loads a page once in a fresh browser profile and measures what a buyer waits for and pays for.

import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Frame, Page, Request } from '@playwright/test';
import { type Command, commandAll } from './processes.ts';

export interface Conditions {
  readonly name: string;
  /** 1 is this machine as it is. */
  readonly cpuSlowdown: number;
  readonly network: { readonly latencyMs: number; readonly bitsPerSecond: number } | null;
}

export interface Contender {
  readonly name: string;
  readonly url: string;
  /** What has to be on the page, in any of its frames, with a box, and able to take focus where it can. */
  readonly readySelector: string;
}

export interface Reading {
  /** From the host page's navigation start. */
  readonly readyMs: number;
  /** From the navigation start of the document that became ready: the same, where there is no frame. */
  readonly ownReadyMs: number;
  /** Bodies as transferred until then, without the shop's own page. */
  readonly readyBytes: number;
  /** The same until the page asks for nothing more: what is fetched for later is in it. */
  readonly bytes: number;
  readonly requests: number;
  readonly mainThreadMs: number;
  /** Sum of the layout-shift entries of the shop's page and the frame. */
  readonly layoutShift: number;
}

const READY = 'bench-ready';

/** A page that asks for nothing for so long is done, ms. */
const QUIET_MS = 500;
const LONGEST_TRAFFIC_MS = 60_000;

/**
 * Waits until nothing is under way any more, but for the stream by which an open checkout hears of its session: it never ends, so that
 * Playwright's own `networkidle` never comes.
 */
function watchTraffic(page: Page): () => Promise<void> {
  const underWay = new Set<Request>();
  let changedAt = Date.now();
  const note = (request: Request, isOver: boolean) => {
    if (new URL(request.url()).pathname.endsWith('/v1/client/session/events')) return;
    if (isOver) underWay.delete(request);
    else underWay.add(request);
    changedAt = Date.now();
  };
  page.on('request', (request) => note(request, false));
  page.on('requestfinished', (request) => note(request, true));
  page.on('requestfailed', (request) => note(request, true));
  return async () => {
    const latest = Date.now() + LONGEST_TRAFFIC_MS;
    while (underWay.size > 0 || Date.now() - changedAt < QUIET_MS) {
      if (Date.now() > latest) throw new Error('The page did not stop asking for more.');
      await pause(50);
    }
  };
}

/** @throws Error when the page is not ready within a minute, or a frame of it escapes the throttling. */
export async function measure(
  browser: Browser,
  contender: Contender,
  conditions: Conditions,
): Promise<Reading> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(WATCH, { selector: contender.readySelector, name: READY });
    const finished: Request[] = [];
    page.on('requestfinished', (request) => finished.push(request));
    const quiet = watchTraffic(page);
    const processes = await commandAll(await context.newCDPSession(page), commandsFor(conditions));
    const ready = page.waitForEvent('console', {
      predicate: (message) => message.text().startsWith(READY),
      timeout: 60_000,
    });
    await page.goto(contender.url, { waitUntil: 'commit' });
    const [readyAt = Number.NaN, ownNavigationStart = Number.NaN] = (await ready)
      .text()
      .slice(READY.length)
      .split(' ')
      .map(Number);
    const early = new Set(finished);
    const navigationStart = await page.evaluate(() => performance.timeOrigin);
    await quiet();
    for (const frame of page.frames()) await assertThrottled(frame, conditions);
    const metrics = (await processes.ask('Performance.getMetrics')) as readonly PerformanceMetrics[];
    const fetched = finished.filter((request) => request.url() !== contender.url);
    const sizes = await Promise.all(fetched.map((request) => request.sizes()));
    const isEarly = fetched.map((request) => early.has(request));
    const shifts = await Promise.all(page.frames().map(layoutShiftOf));
    return {
      readyMs: readyAt - navigationStart,
      ownReadyMs: readyAt - ownNavigationStart,
      readyBytes: sum(sizes.filter((_, index) => isEarly[index]).map((size) => size.responseBodySize)),
      bytes: sum(sizes.map((size) => size.responseBodySize)),
      requests: fetched.length,
      mainThreadMs: 1000 * sum(metrics.map(taskSeconds)),
      layoutShift: sum(shifts),
    };
  } finally {
    await context.close();
  }
}

interface PerformanceMetrics {
  readonly metrics: readonly { readonly name: string; readonly value: number }[];
}

function taskSeconds({ metrics }: PerformanceMetrics): number {
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

function commandsFor({ cpuSlowdown, network }: Conditions): readonly Command[] {
  const commands: Command[] = [
    { method: 'Performance.enable', params: {} },
    { method: 'Network.enable', params: {} },
    { method: 'Emulation.setCPUThrottlingRate', params: { rate: cpuSlowdown } },
  ];
  if (network === null) return commands;
  const bytesPerSecond = network.bitsPerSecond / 8;
  const params = {
    offline: false,
    latency: network.latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  };
  return [...commands, { method: 'Network.emulateNetworkConditions', params }];
}

/** Whatever a frame fetched has to have taken the latency at least; else the comparison would be a lie. */
async function assertThrottled(frame: Frame, { network }: Conditions): Promise<void> {
  if (network === null) return;
  const fastest = await frame.evaluate(() =>
    Math.min(...performance.getEntriesByType('resource').map((entry) => entry.duration)),
  );
  if (fastest < network.latencyMs) {
    throw new Error(`${frame.url()} fetched something in ${fastest} ms, under the latency it was to have.`);
  }
}

function layoutShiftOf(frame: Frame): Promise<number> {
  return frame
    .evaluate(
      () => (window as unknown as { readonly layoutShift?: { readonly sum: number } }).layoutShift?.sum ?? 0,
    )
    .catch(() => 0);
}

/** Runs first in every document: says once when the selector matches something usable, and adds up layout shifts. */
function WATCH({ selector, name }: { readonly selector: string; readonly name: string }): void {
  // The empty document that a frame has before its own: nothing to see, and watching costs.
  if (location.protocol === 'about:') return;
  const layoutShift = { sum: 0 };
  Object.defineProperty(window, 'layoutShift', { value: layoutShift });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      layoutShift.sum += (entry as PerformanceEntry & { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
  const observer = new MutationObserver(() => {
    const element = document.querySelector(selector);
    if (element === null || element.getClientRects().length === 0) return;
    if (element.matches(':disabled') || element.closest('[inert]') !== null) return;
    observer.disconnect();
    const { timeOrigin } = performance;
    console.debug(`${name}${timeOrigin + performance.now()} ${timeOrigin}`);
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
