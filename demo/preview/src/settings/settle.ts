// Waits until the hand rests: typing and dragging change a value many times, and only the last counts.

/** Calls back after so long; what it returns calls it off. */
export type Wait = (ms: number, work: () => void) => () => void;

export const waitByTimer: Wait = (ms, work) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};
