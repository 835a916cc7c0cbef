// When the words for news are fetched: with the first touch, or the first news.

import { signal } from '@preact/signals';
import { expect, it, vi } from 'vitest';
import { aPaidSession, aSession } from '../api/a-session.ts';
import { createFakeClock, settled } from '../fake-clock.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import type { State } from '../payment/state.ts';
import { followNews } from './later-views.ts';
import { createNews } from './news.ts';
import * as newsViews from './news-views.tsx';

function aForm(first = aSession()) {
  const state = signal<State>({ name: 'ready', session: first, problem: null });
  const given = {
    payment: { state },
    i18n: createI18n('en', en, async () => en),
    isTouched: signal(false),
    isRenewed: signal(false),
    online: signal(true),
  };
  const load = vi.fn(async () => newsViews);
  const views = followNews(createNews(state, createFakeClock()), given, load);
  return { state, ...given, load, views };
}

it('nothing is fetched as long as nobody touches the form and nothing happens', async () => {
  const { load, views } = aForm();
  await settled();
  expect([load.mock.calls.length, views.value]).toEqual([0, null]);
});

it('they are there after the first touch, before there is news', async () => {
  const { isTouched, views } = aForm();
  isTouched.value = true;
  await settled();
  expect(views.value?.said(aSession())).toBe('');
});

it('another total of a form that nobody has touched is said as soon as they have come', async () => {
  const { state, views } = aForm();
  const session = aSession({ version: 2, amountTotal: 5_900 });
  state.value = { name: 'ready', session, problem: null };
  await settled();
  expect(views.value?.said(session)).toContain('$59.00');
});

it.each<[string, () => ReturnType<typeof aForm>]>([
  [
    'a card that was typed is gone',
    () => {
      const form = aForm();
      form.isRenewed.value = true;
      return form;
    },
  ],
  [
    'the session is paid elsewhere',
    () => {
      const form = aForm();
      form.state.value = { name: 'succeeded', session: aPaidSession() };
      return form;
    },
  ],
  ['the server was told to fail, which the badge says', () => aForm(aSession({ faults: true }))],
])('they are fetched when %s', async (_, happens) => {
  const { load } = happens();
  await settled();
  expect(load).toHaveBeenCalledTimes(1);
});
