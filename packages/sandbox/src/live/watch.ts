// Who waits for news of which session: in this process, told after a commit and never before.

/** What is told: enough to know whether there is something to read. */
export interface News {
  readonly version: number;
  /** The session has ended: there will be no other news. */
  readonly isOver: boolean;
}

export interface Watcher {
  tell(news: News): void;
  /** There is nothing more to wait for here. May be called before `subscribe` has returned. */
  end(): void;
}

export interface Watch {
  /** Tells everybody who watches this session. */
  publish(sessionId: string, news: News): void;
  /** Watches a session from now on, until the returned function is called. */
  subscribe(sessionId: string, watcher: Watcher): () => void;
  /** Ends all that watch; they may come again. */
  hangUp(): void;
  /** Ends all that watch, and at once all who come later. */
  close(): void;
  /** How many watch. */
  count(): number;
}

/** A watch that nobody has subscribed to. */
export function createWatch(): Watch {
  const sessions = new Map<string, Set<Watcher>>();
  let isClosed = false;

  function hangUp(): void {
    const all = [...sessions.values()].flatMap((watchers) => [...watchers]);
    sessions.clear();
    for (const watcher of all) watcher.end();
  }

  return {
    publish(sessionId, news) {
      // A copy: who hears of an end leaves while the others are being told.
      for (const watcher of [...(sessions.get(sessionId) ?? [])]) watcher.tell(news);
    },
    subscribe(sessionId, watcher) {
      if (isClosed) {
        watcher.end();
        return () => {};
      }
      const watchers = sessions.get(sessionId) ?? new Set();
      sessions.set(sessionId, watchers.add(watcher));
      return () => {
        watchers.delete(watcher);
        if (watchers.size === 0 && sessions.get(sessionId) === watchers) sessions.delete(sessionId);
      };
    },
    hangUp,
    close() {
      isClosed = true;
      hangUp();
    },
    count: () => [...sessions.values()].reduce((sum, watchers) => sum + watchers.size, 0),
  };
}
