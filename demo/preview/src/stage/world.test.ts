// Facts about what the sandbox is told: every change once, and nothing before there is a session.

import { expect, it } from 'vitest';
import { DEFAULTS, type WorldSettings } from '../settings/settings.ts';
import type { Run } from './runs.ts';
import { createWorldKeeper } from './world.ts';

const runWith = (id: string, world: Partial<WorldSettings> = {}): Run => ({
  id,
  url: `/stage/${id}/`,
  settings: { ...DEFAULTS, world: { ...DEFAULTS.world, ...world } },
});
const worldWith = (world: Partial<WorldSettings>): WorldSettings => ({ ...DEFAULTS.world, ...world });

function keeperThatHears() {
  const asked: string[] = [];
  const keeper = createWorldKeeper((name, value) => void asked.push(`${name}=${value}`));
  return { keeper, asked };
}

it('tells a change once', () => {
  const { keeper, asked } = keeperThatHears();
  const run = runWith('a');
  keeper.keep(run, worldWith({}), true);
  keeper.keep(run, worldWith({ network: 'slow' }), true);
  keeper.keep(run, worldWith({ network: 'slow' }), true);
  keeper.keep(run, worldWith({ network: 'slow', bank: 'popup', webhooks: 'drop' }), true);
  keeper.keep(run, worldWith({ bank: 'popup', webhooks: 'drop' }), true);
  expect(asked).toEqual(['network=slow', 'bank=popup', 'webhooks=drop', 'network=fast']);
});

it('says nothing of what the run began with', () => {
  const { keeper, asked } = keeperThatHears();
  keeper.keep(runWith('a', { bank: 'acs_404' }), worldWith({ bank: 'acs_404' }), true);
  keeper.keep(runWith('b', { bank: 'acs_slow' }), worldWith({ bank: 'acs_slow' }), true);
  expect(asked).toEqual([]);
});

it('waits for the session with what was changed before there is one', () => {
  const { keeper, asked } = keeperThatHears();
  keeper.keep(null, worldWith({ network: 'html' }), false);
  keeper.keep(runWith('a'), worldWith({ network: 'offline' }), false);
  expect(asked).toEqual([]);
  keeper.keep(runWith('a'), worldWith({ network: 'offline' }), true);
  expect(asked).toEqual(['network=offline']);
});
