// Facts about the sandbox's clock: it goes by the machine's until told otherwise, and so does everybody who waits.

import { describe, expect, it } from 'vitest';
import { manualClock } from './domain/clock.ts';
import { createSandboxClock, type SandboxClock } from './sandbox-clock.ts';

const START = Date.parse('2026-01-15T12:00:00.000Z');

function aClock() {
  const machine = manualClock();
  const clock = createSandboxClock(machine);
  const passed = () => clock.now().getTime() - START;
  const move = (ms: number) => clock.moveTo(new Date(clock.now().getTime() + ms));
  return { machine, clock, passed, move };
}

/** Whether a wait is over, told by a flag that its end sets. */
function waiting(clock: SandboxClock, ms: number, signal?: AbortSignal) {
  const state = { isOver: false };
  void clock.wait(ms, signal).then(() => {
    state.isOver = true;
  });
  return state;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('time', () => {
  it('is the machine’s', () => {
    const { machine, passed } = aClock();
    machine.advance(1234);
    expect(passed()).toBe(1234);
  });

  it('stands still once frozen, and runs on from there', () => {
    const { machine, clock, passed } = aClock();
    clock.freeze();
    machine.advance(5000);
    expect(passed()).toBe(0);
    expect(clock.isFrozen()).toBe(true);
    clock.resume();
    machine.advance(1);
    expect(passed()).toBe(1);
    expect(clock.isFrozen()).toBe(false);
  });

  it('moves on, running or frozen', () => {
    const { machine, clock, passed, move } = aClock();
    move(1000);
    machine.advance(1);
    expect(passed()).toBe(1001);
    clock.freeze();
    move(1000);
    machine.advance(1);
    expect(passed()).toBe(2001);
  });

  it('does not go back, but to the machine’s', () => {
    const { machine, clock, passed, move } = aClock();
    expect(() => move(-1)).toThrow(/only moves on/);
    move(86_400_000);
    clock.freeze();
    clock.reset();
    machine.advance(7);
    expect(passed()).toBe(7);
  });
});

describe('a wait', () => {
  it('ends with the machine’s time', async () => {
    const { machine, clock } = aClock();
    const wait = waiting(clock, 1000);
    machine.advance(999);
    await settled();
    expect(wait.isOver).toBe(false);
    machine.advance(1);
    await settled();
    expect(wait.isOver).toBe(true);
  });

  it('does not end while the clock stands still, and ends when it is moved on', async () => {
    const { machine, clock, move } = aClock();
    const [before, after] = [waiting(clock, 1000), waiting(clock, 3000)];
    clock.freeze();
    machine.advance(10_000);
    await settled();
    expect(before.isOver).toBe(false);
    expect(clock.nextWait()?.getTime()).toBe(START + 1000);
    move(1000);
    await settled();
    expect([before.isOver, after.isOver]).toEqual([true, false]);
    clock.resume();
    machine.advance(2000);
    await settled();
    expect(after.isOver).toBe(true);
    expect(clock.nextWait()).toBeNull();
  });

  it('goes on as long as it had to when the clock is the machine’s again', async () => {
    const { machine, clock, move } = aClock();
    move(1_000_000);
    const wait = waiting(clock, 1000);
    clock.reset();
    machine.advance(999);
    await settled();
    expect(wait.isOver).toBe(false);
    machine.advance(1);
    await settled();
    expect(wait.isOver).toBe(true);
  });

  it('is nobody’s any more once it was aborted', async () => {
    const { clock, move } = aClock();
    const aborter = new AbortController();
    const wait = waiting(clock, 1000, aborter.signal);
    aborter.abort();
    move(2000);
    await settled();
    expect(wait.isOver).toBe(false);
    expect(clock.nextWait()).toBeNull();
  });
});
