// What a session asks for besides a card is there before the form is shown, or the form is not shown.

import { signal } from '@preact/signals';
import type { PublicSession } from '@xpay/protocol/api';
import { expect, it, vi } from 'vitest';
import { aSession } from '../api/a-session.ts';
import { settled } from '../fake-clock.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import type { State } from '../payment/state.ts';
import { createSessionForm } from '../session-form.ts';
import { type Extras, NO_EXTRAS } from './extras.ts';
import { followExtras } from './follow-extras.ts';
import * as keeper from './keep-extras.ts';

const CUSTOM_FIELDS = [
  {
    type: 'text',
    key: 'size',
    label: 'Size',
    optional: false,
    value: null,
    minimumLength: null,
    maximumLength: null,
  },
] as const;

function follow(first: PublicSession, load = vi.fn(async () => keeper)) {
  const state = signal<State>({ name: 'ready', session: first, problem: null });
  const form = createSessionForm(state);
  const payment = { state, calls: () => null, heard: () => {} };
  const followed = followExtras(form, { payment, i18n: createI18n('en', en, async () => en) }, load);
  const show = (session: PublicSession) => {
    state.value = { name: 'ready', session, problem: null };
  };
  return { ...followed, load, show, form, state };
}

const partsOf = (extras: Extras | null) => extras?.parts.length;

it('needs nothing more for a card alone, and fetches nothing', () => {
  const { extras, isMissing, load } = follow(aSession());
  expect([extras.value, isMissing.value]).toEqual([NO_EXTRAS, false]);
  expect(load).not.toHaveBeenCalled();
});

it('keeps the form waiting until what is asked for is there', async () => {
  const { extras, isMissing } = follow(aSession({ customFields: CUSTOM_FIELDS }));
  expect([extras.value, isMissing.value]).toEqual([null, true]);
  await expect.poll(() => partsOf(extras.value)).toBe(1);
  expect(isMissing.value).toBe(false);
});

it('adds to a form that stands what is asked for later, and leaves it standing meanwhile', async () => {
  const { extras, isMissing, show } = follow(aSession());
  show(aSession({ version: 2, customFields: CUSTOM_FIELDS }));
  expect([extras.value, isMissing.value]).toEqual([NO_EXTRAS, false]);
  await expect.poll(() => partsOf(extras.value)).toBe(1);
});

it('makes the extras of another session at once, when their code is there', async () => {
  const { extras, show } = follow(aSession({ customFields: CUSTOM_FIELDS }));
  await expect.poll(() => partsOf(extras.value)).toBe(1);
  const before = extras.value;
  show(aSession({ id: 'cs_test_2', customFields: CUSTOM_FIELDS }));
  expect(partsOf(extras.value)).toBe(1);
  expect(extras.value).not.toBe(before);
  show(aSession({ id: 'cs_test_3' }));
  expect(extras.value).toEqual(NO_EXTRAS);
});

it('says that something is lost, after a second try, and tries again when asked', async () => {
  const load = vi.fn(async () => keeper);
  load.mockRejectedValueOnce(new Error('gone')).mockRejectedValueOnce(new Error('gone'));
  const { extras, isMissing, isLost, retry } = follow(aSession({ customFields: CUSTOM_FIELDS }), load);
  await settled();
  await expect.poll(() => [isLost.value, isMissing.value]).toEqual([true, false]);
  retry();
  await expect.poll(() => partsOf(extras.value)).toBe(1);
  expect([isLost.value, load.mock.calls.length]).toEqual([false, 3]);
});
