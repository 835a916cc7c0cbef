// What a view shows comes from the sandbox, and is asked for again while somebody looks.

import { useEffect, useRef, useState } from 'preact/hooks';
import { mode } from '../api.ts';

const PAUSE_MS = 3000;

export interface Loaded<T> {
  readonly value: T | null;
  readonly error: Error | null;
  /** Asks again at once. */
  readonly reload: () => void;
}

/**
 * Loads, and loads again every three seconds while the page is seen.
 * @param key What the value depends on besides the mode: another key begins anew.
 */
export function useLoad<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const whole = `${mode.value} ${key}`;
  const [state, setState] = useState<{ key: string; value: T | null; error: Error | null }>({
    key: whole,
    value: null,
    error: null,
  });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      if (!isOver) timer = setTimeout(run, PAUSE_MS);
    };
    async function run(): Promise<void> {
      if (document.visibilityState === 'hidden') return again();
      try {
        const value = await latest.current();
        if (!isOver) setState({ key: whole, value, error: null });
      } catch (cause) {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        if (!isOver)
          setState((before) => ({ key: whole, value: before.key === whole ? before.value : null, error }));
      }
      again();
    }
    void run();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [whole, turn]);
  const isCurrent = state.key === whole;
  return {
    value: isCurrent ? state.value : null,
    error: isCurrent ? state.error : null,
    reload: () => setTurn((before) => before + 1),
  };
}
