// Listeners come, go and throw without being in each other's way.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createEmitter } from './emitter.ts';

interface Events {
  readonly first: number;
  readonly second: string;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('calls the listeners of one event in the order in which they came', () => {
  const emitter = createEmitter<Events>();
  const calls: unknown[] = [];
  emitter.on('first', (event) => calls.push(['a', event]));
  emitter.on('second', (event) => calls.push(['b', event]));
  emitter.on('first', (event) => calls.push(['c', event]));
  emitter.emit('first', 1);
  expect(calls).toEqual([
    ['a', 1],
    ['c', 1],
  ]);
});

it('removes the one registration whose off is called, even of a function that is there twice', () => {
  const emitter = createEmitter<Events>();
  const listener = vi.fn();
  const off = emitter.on('first', listener);
  emitter.on('first', listener);
  off();
  off();
  emitter.emit('first', 1);
  expect(listener).toHaveBeenCalledTimes(1);
});

it('goes on after a listener that throws, and lets the page see what it threw', () => {
  const emitter = createEmitter<Events>();
  const after = vi.fn();
  emitter.on('first', () => {
    throw new Error('from the shop');
  });
  emitter.on('first', after);
  emitter.emit('first', 1);
  expect(after).toHaveBeenCalledTimes(1);
  expect(() => vi.runAllTimers()).toThrow('from the shop');
});

it('does not call a listener that an earlier one has removed, nor one that it has added', () => {
  const emitter = createEmitter<Events>();
  const removed = vi.fn();
  const added = vi.fn();
  emitter.on('first', () => {
    emitter.clear();
    emitter.on('first', added);
  });
  emitter.on('first', removed);
  emitter.emit('first', 1);
  expect([removed.mock.calls, added.mock.calls]).toEqual([[], []]);
});
