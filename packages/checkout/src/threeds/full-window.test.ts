// Asking for the host page's window, and giving it back whatever happened.

import { beforeEach, describe, expect, it } from 'vitest';
import { createFullWindow } from './full-window.ts';

let asked: boolean[];
let root: HTMLElement;

beforeEach(() => {
  asked = [];
  root = document.createElement('div');
  Object.defineProperty(root, 'clientWidth', { value: 320, configurable: true });
});

describe('the whole window', () => {
  it('is asked for while the form keeps the width that it has', () => {
    createFullWindow(root, (on) => asked.push(on)).take();
    expect(asked).toEqual([true]);
    expect([root.dataset['full'], root.style.getPropertyValue('--xp-kept-width')]).toEqual(['', '320px']);
  });

  it('is asked for again when the window was turned, and the form keeps its first width', () => {
    const window = createFullWindow(root, (on) => asked.push(on));
    window.take();
    Object.defineProperty(root, 'clientWidth', { value: 1280 });
    window.take();
    expect(asked).toEqual([true, true]);
    expect(root.style.getPropertyValue('--xp-kept-width')).toBe('320px');
  });

  it('is given back, asked for or not, and leaves no trace', () => {
    const window = createFullWindow(root, (on) => asked.push(on));
    expect(window.isTaken()).toBe(false);
    window.take();
    expect(window.isTaken()).toBe(true);
    window.release();
    window.release();
    expect(window.isTaken()).toBe(false);
    expect(asked).toEqual([true, false, false]);
    expect([root.dataset['full'], root.style.length]).toEqual([undefined, 0]);
  });
});
