// Whose language counts, in the order in which they speak.

import { type Signal, signal } from '@preact/signals';
import { beforeEach, expect, it } from 'vitest';
import { aSession } from '../api/a-session.ts';
import type { State } from '../payment/state.ts';
import { createLocaleFollower } from './locale-follower.ts';

let taken: string[];
let state: Signal<State>;
let hostSays: (locale: string) => void;

const ready = (session = aSession({ locale: 'de' })): State => ({ name: 'ready', session, problem: null });

beforeEach(() => {
  taken = [];
  state = signal<State>({ name: 'loading', failures: 0 });
  hostSays = createLocaleFollower(state, { setLocale: async (tag) => void taken.push(tag) });
});

it('takes the language that the host page names, whatever the session says', () => {
  hostSays('ja');
  state.value = ready();
  expect(taken).toEqual(['ja']);
});

it('takes the language of the session where the host page leaves it open', () => {
  hostSays('auto');
  state.value = ready();
  expect(taken).toEqual(['de']);
});

it('does not force it again on a buyer who has chosen another, when the session is read again', () => {
  hostSays('auto');
  state.value = ready();
  state.value = ready(aSession({ locale: 'de', version: 2 }));
  expect(taken).toEqual(['de']);
});

it('stays with the language of the document where nobody names one', () => {
  hostSays('auto');
  state.value = ready(aSession({ locale: null }));
  expect(taken).toEqual([]);
});

it('takes a later word of the host page', () => {
  hostSays('auto');
  state.value = ready();
  hostSays('ar');
  expect(taken).toEqual(['de', 'ar']);
});
