// When the screens that take the form's place are fetched: never for somebody who only sees the form, always before they are missed.

import { signal } from '@preact/signals';
import { expect, it, vi } from 'vitest';
import { aPaidSession, aSession } from '../api/a-session.ts';
import { settled } from '../fake-clock.ts';
import { followOutcome } from './later-outcome.tsx';
import * as outcome from './outcome.tsx';
import type { State } from './state.ts';

const session = aSession();
const ready: State = { name: 'ready', session, problem: null };
const confirming: State = { name: 'confirming', session, attemptId: 'a', refused: null };
const lost = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));

function aForm(first: State = ready) {
  const state = signal<State>(first);
  const given = {
    standing: signal<unknown>({}),
    isTouched: signal(false),
    isLost: signal(false),
    online: signal(true),
  };
  const load = vi.fn(async () => outcome);
  return { state, ...given, load, ...followOutcome({ state }, given, load) };
}

it('fetches nothing for a form that nobody touches, however long its session is followed', async () => {
  const { state, load, isMissing } = aForm();
  state.value = { name: 'ready', session: aSession({ version: 2, amountTotal: 5_900 }), problem: null };
  await settled();
  expect(load).not.toHaveBeenCalled();
  expect(isMissing.value).toBe(false);
});

it.each<[string, (form: ReturnType<typeof aForm>) => void]>([
  [
    'the buyer touches the form',
    ({ isTouched }) => {
      isTouched.value = true;
    },
  ],
  [
    'the shop’s own button sends it untouched',
    ({ state }) => {
      state.value = confirming;
    },
  ],
  [
    'it is paid elsewhere',
    ({ state }) => {
      state.value = { name: 'succeeded', session: aPaidSession() };
    },
  ],
  [
    'the form cannot be had',
    ({ isLost }) => {
      isLost.value = true;
    },
  ],
])('fetches them when %s', async (_, happens) => {
  const form = aForm();
  happens(form);
  await settled();
  expect(form.load).toHaveBeenCalledTimes(1);
  expect(form.code.value).toBe(outcome);
});

it('lets what the form itself needs go first: a touch counts when it stands', async () => {
  const { standing, isTouched, load } = aForm();
  standing.value = null;
  isTouched.value = true;
  await settled();
  expect(load).not.toHaveBeenCalled();
  standing.value = {};
  await settled();
  expect(load).toHaveBeenCalledTimes(1);
});

it('touched without a network, it asks again when Pay is pressed, or the network is back', async () => {
  const { state, isTouched, online, load, code } = aForm();
  load.mockImplementation(lost);
  isTouched.value = true;
  await settled();
  expect(load).toHaveBeenCalledTimes(2);
  state.value = confirming;
  await settled();
  expect(load).toHaveBeenCalledTimes(4);
  online.value = false;
  await settled();
  load.mockImplementation(async () => outcome);
  online.value = true;
  await settled();
  expect(code.value).toBe(outcome);
});

it('holds back a page that opens with such a screen until it is there, or known not to come', async () => {
  const opened = aForm({ name: 'loading', failures: 0 });
  opened.standing.value = null;
  opened.load.mockImplementation(lost);
  opened.state.value = { name: 'succeeded', session: aPaidSession() };
  expect(opened.isMissing.value).toBe(true);
  await settled();
  expect(opened.isMissing.value).toBe(false);
});
