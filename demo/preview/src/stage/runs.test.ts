// Facts about runs: which change needs another one, and when it begins.

import { describe, expect, it } from 'vitest';
import { DEFAULTS, type Settings } from '../settings/settings.ts';
import { createRuns, newRunId } from './runs.ts';

function runsWithClock() {
  const waiting = new Set<() => void>();
  let made = 0;
  const runs = createRuns({
    newId: () => {
      made += 1;
      return `run${made}`;
    },
    wait: (_, work) => {
      waiting.add(work);
      return () => waiting.delete(work);
    },
  });
  const rest = () => {
    for (const work of [...waiting]) work();
  };
  return { runs, rest };
}

const withSession = (session: Partial<Settings['session']>): Settings => ({
  ...DEFAULTS,
  session: { ...DEFAULTS.session, ...session },
});
const withLook = (look: Partial<Settings['look']>, way: Settings['way'] = 'inline'): Settings => ({
  ...DEFAULTS,
  way,
  look: { ...DEFAULTS.look, ...look },
});

it('begins the first run at once, with the settings in its address', () => {
  const { runs } = runsWithClock();
  expect(runs.run.value).toBeNull();
  runs.follow(withSession({ items: 5 }));
  expect(runs.run.value).toMatchObject({ id: 'run1', url: '/stage/run1/?items=5' });
});

it('begins one run when the hand rests, however much was typed', () => {
  const { runs, rest } = runsWithClock();
  runs.follow(DEFAULTS);
  for (const amount of [1, 12, 123, 1234]) runs.follow(withSession({ amount }));
  expect(runs.run.value?.id).toBe('run1');
  rest();
  expect(runs.run.value).toMatchObject({ id: 'run2', settings: { session: { amount: 1234 } } });
});

it('begins none when what was changed is changed back', () => {
  const { runs, rest } = runsWithClock();
  runs.follow(DEFAULTS);
  runs.follow(withSession({ items: 9 }));
  runs.follow(DEFAULTS);
  rest();
  expect(runs.run.value?.id).toBe('run1');
});

describe('of all that can be changed', () => {
  it.each([
    ['the way', { ...DEFAULTS, way: 'overlay' }, true],
    ['the session', withSession({ returning: true }), true],
    [
      'the direction of the shop’s page',
      { ...DEFAULTS, frame: { ...DEFAULTS.frame, direction: 'rtl' } },
      true,
    ],
    ['the look', withLook({ theme: 'dark', locale: 'ar' }), false],
    ['the width', { ...DEFAULTS, frame: { ...DEFAULTS.frame, width: 400 } }, false],
    ['the device', { ...DEFAULTS, frame: { ...DEFAULTS.frame, device: 'phone' } }, false],
    ['the network', { ...DEFAULTS, world: { ...DEFAULTS.world, network: 'slow' } }, false],
    ['the page’s language', { ...DEFAULTS, page: { lang: 'ar', scheme: 'dark' } }, false],
  ] as const)('%s needs another run: %s', (_, settings: Settings, isNeeded) => {
    const { runs, rest } = runsWithClock();
    runs.follow(DEFAULTS);
    runs.follow(settings);
    rest();
    expect(runs.run.value?.id).toBe(isNeeded ? 'run2' : 'run1');
  });

  it.each(['link', 'hosted', 'payment-link'] as const)(
    'the look needs one where an address has it: %s',
    (way) => {
      const { runs, rest } = runsWithClock();
      runs.follow(withLook({}, way));
      runs.follow(withLook({ theme: 'dark' }, way));
      rest();
      expect(runs.run.value?.url).toBe(`/stage/run2/?way=${way}&theme=dark`);
    },
  );
});

it('begins again when told to, and forgets what was waiting', () => {
  const { runs, rest } = runsWithClock();
  runs.follow(DEFAULTS);
  runs.follow(withSession({ items: 7 }));
  runs.again(withSession({ items: 8 }));
  rest();
  expect(runs.run.value).toMatchObject({ id: 'run2', settings: { session: { items: 8 } } });
});

it('makes ids of sixteen letters and digits', () => {
  expect(newRunId()).toMatch(/^[a-z0-9]{16}$/);
  expect(newRunId()).not.toBe(newRunId());
});
