// Every process of a page under one command: a frame may run in its own, where the page's throttling does not reach.

import type { CDPSession } from '@playwright/test';

export interface Processes {
  /** Sends a command to the page and to each frame that has a process of its own; resolves with their answers. */
  readonly ask: (method: string) => Promise<readonly unknown[]>;
}

export interface Command {
  readonly method: string;
  readonly params: object;
}

/**
 * Gives the commands to the page now, and to each frame's process before anything of its document runs there.
 *
 * Chromium's own name for it is auto-attach: a new target waits until its debugger lets it run. Playwright speaks to
 * one target in each session, so those of frames are reached through `Target.sendMessageToTarget`.
 */
export async function commandAll(page: CDPSession, commands: readonly Command[]): Promise<Processes> {
  const frames: string[] = [];
  const waiting = new Map<number, (answer: unknown) => void>();
  let lastId = 0;

  function tell(sessionId: string, { method, params }: Command): Promise<unknown> {
    lastId += 1;
    const message = JSON.stringify({ id: lastId, method, params });
    const answer = new Promise<unknown>((resolve) => waiting.set(lastId, resolve));
    void page.send('Target.sendMessageToTarget', { sessionId, message });
    return answer;
  }

  page.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { readonly id?: number; readonly result?: unknown };
    if (id === undefined) return;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  page.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'iframe') {
      frames.push(sessionId);
      for (const command of commands) void tell(sessionId, command);
    }
    void tell(sessionId, { method: 'Runtime.runIfWaitingForDebugger', params: {} });
  });
  for (const { method, params } of commands) await send(page, { method, params });
  await page.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: false });

  return {
    ask: (method) =>
      Promise.all([
        send(page, { method, params: {} }),
        ...frames.map((sessionId) => tell(sessionId, { method, params: {} })),
      ]),
  };
}

/** Playwright types each command by its name; here the names are data. */
function send(page: CDPSession, { method, params }: Command): Promise<unknown> {
  const untyped = page as unknown as { readonly send: (method: string, params: object) => Promise<unknown> };
  return untyped.send(method, params);
}
