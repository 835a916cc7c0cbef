// A press and what it causes: nothing moves under the pointer before the click.

import { expect, it, vi } from 'vitest';
import { afterPress } from './press.ts';

const fire = (type: string) => document.body.dispatchEvent(new Event(type, { bubbles: true }));

it('waits for nothing while nothing is pressed', () => {
  const run = vi.fn();
  afterPress(run);
  expect(run).toHaveBeenCalledOnce();
});

it.each(['pointerup', 'pointercancel'])(
  'waits for the %s, and for the click that comes with it',
  async (end) => {
    const story: string[] = [];
    fire('pointerdown');
    afterPress(() => story.push('blurred'));
    fire(end);
    story.push('click');
    await expect.poll(() => story).toEqual(['click', 'blurred']);
    afterPress(() => story.push('later'));
    expect(story).toEqual(['click', 'blurred', 'later']);
  },
);
