// Tells when this device has slept or its clock was set. A browser's monotonic clock may stand still meanwhile (High Resolution
// Time, note 3), and with it every timer: whatever was measured before has to be asked for anew.

import type { Clock } from '../clock.ts';

export interface AwakeDeps {
  readonly clock: Clock;
  /** Milliseconds of the device's own clock, which goes on in sleep and may be set by anybody. */
  readonly wallNow: () => number;
  readonly onWake: () => void;
}

const TICK_MS = 10_000;
const TOLERANCE_MS = 2_000;

/** Watches from now on, until the returned function is called. */
export function watchSleep({ clock, wallNow, onWake }: AwakeDeps): () => void {
  let cancel = () => {};
  const tick = () => {
    const [mono, wall] = [clock.now(), wallNow()];
    cancel = clock.after(TICK_MS, () => {
      const passed = clock.now() - mono;
      const isLate = passed > TICK_MS + TOLERANCE_MS;
      const isApart = Math.abs(wallNow() - wall - passed) > TOLERANCE_MS;
      tick();
      if (isLate || isApart) onWake();
    });
  };
  tick();
  return () => cancel();
}
