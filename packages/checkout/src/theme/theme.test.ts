// When an appearance is put on, what it waits for, and what becomes of the form when the code for it does not come.

import { expect, it, vi } from 'vitest';
import { createFakeClock, settled } from '../fake-clock.ts';
import { applyAppearance } from './apply.ts';
import { createTheme, hasVariables } from './theme.ts';

const RED = { theme: 'light', variables: { colorPrimary: '#b00020' } } as const;

function aTheme() {
  const root = document.createElement('html');
  const clock = createFakeClock();
  const warn = vi.fn();
  let arrive = (): void => {};
  let fail = (): void => {};
  const load = vi.fn(
    () =>
      new Promise<{ applyAppearance: typeof applyAppearance }>((resolve, reject) => {
        arrive = () => resolve({ applyAppearance });
        fail = () => reject(new Error('404'));
      }),
  );
  const setAppearance = createTheme({ root, clock, load, warn });
  const primary = () => root.style.getPropertyValue('--xp-color-primary');
  return { root, clock, warn, load, setAppearance, primary, arrive: () => arrive(), fail: () => fail() };
}

it.each([[undefined], [{}], [{ theme: 'dark' }], [{ variables: {} }]] as const)(
  'fetches nothing for %j',
  async (appearance) => {
    expect(hasVariables(appearance)).toBe(false);
    const { load, setAppearance, root } = aTheme();
    await setAppearance(appearance ?? {});
    expect(load).not.toHaveBeenCalled();
    expect(root.dataset['theme']).toBe(
      appearance !== undefined && 'theme' in appearance ? 'dark' : undefined,
    );
  },
);

it('puts theme and variables on together, and resolves only then', async () => {
  const { root, setAppearance, primary, arrive } = aTheme();
  const isOn = vi.fn();
  void setAppearance(RED).then(isOn);
  await settled();
  expect([root.dataset['theme'], isOn.mock.calls.length]).toEqual([undefined, 0]);
  arrive();
  await settled();
  expect([root.dataset['theme'], primary(), isOn.mock.calls.length]).toEqual(['light', '#b00020', 1]);
});

it('puts the last on last, however long the first takes, and takes its variables back', async () => {
  const { root, setAppearance, primary, arrive } = aTheme();
  void setAppearance(RED);
  void setAppearance({ theme: 'dark' });
  await settled();
  arrive();
  await settled();
  arrive();
  await settled();
  expect([root.dataset['theme'], primary()]).toEqual(['dark', '']);
});

it('goes on with the theme alone, and one warning, when the code cannot be loaded', async () => {
  const { root, setAppearance, warn, fail } = aTheme();
  const on = setAppearance(RED);
  await settled();
  fail();
  await on;
  expect(root.dataset['theme']).toBe('light');
  expect(warn).toHaveBeenCalledTimes(1);
});

it('lets the form be shown after four seconds, and takes the variables when they come', async () => {
  const { clock, setAppearance, primary, arrive } = aTheme();
  const isOn = vi.fn();
  void setAppearance(RED).then(isOn);
  await clock.advance(3_999);
  expect(isOn).not.toHaveBeenCalled();
  await clock.advance(1);
  expect(isOn).toHaveBeenCalledTimes(1);
  arrive();
  await settled();
  expect(primary()).toBe('#b00020');
});
