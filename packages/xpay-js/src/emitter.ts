// Who listens to what: one listener's exception neither stops the others nor passes unseen.

export interface Emitter<Events extends object> {
  /** Adds a listener and returns the function that removes it. */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void;
  /** Calls the listeners in the order in which they were added. */
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void;
  /** Removes every listener, also those that a running `emit` has not reached yet. */
  clear(): void;
}

export function createEmitter<Events extends object>(): Emitter<Events> {
  // A set of pairs, not a map of functions: the same function may listen twice, and each `off` removes its own.
  const entries = new Set<{ readonly name: keyof Events; readonly listener: (event: never) => void }>();
  return {
    on(name, listener) {
      const entry = { name, listener };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    emit(name, event) {
      for (const entry of [...entries]) {
        if (entry.name !== name || !entries.has(entry)) continue;
        try {
          entry.listener(event as never);
        } catch (thrown) {
          reportLater(thrown);
        }
      }
    },
    clear: () => entries.clear(),
  };
}

/** Lets the page's own error reporting see it, outside of our call stack. */
function reportLater(thrown: unknown): void {
  setTimeout(() => {
    throw thrown;
  });
}
