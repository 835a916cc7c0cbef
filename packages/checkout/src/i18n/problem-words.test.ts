// Which text tells of which problem, where its words come later too.

import { DECLINE_TABLE } from '@xpay/protocol/decline-table';
import { textsOf } from '@xpay/protocol/translations';
import { expect, it } from 'vitest';
import type { Problem } from '../payment/state.ts';
import en from './locales/en.json';
import { problemKey } from './problem-words.ts';

const texts = textsOf(en);
const DECLINES = Object.keys(DECLINE_TABLE) as (keyof typeof DECLINE_TABLE)[];

it.each(DECLINES)(
  '%s has a text of its own, which says so where the card was not the reason',
  (declineCode) => {
    const problem: Problem = { kind: 'declined', declineCode };
    const text = texts.get(problemKey(problem, { has: () => true }));
    expect(text).toBeTruthy();
    if (declineCode.startsWith('method')) expect(text).not.toMatch(/card/i);
  },
);

it('where the words of the other ways to pay are not there, says what holds of every refusal', () => {
  const problem: Problem = { kind: 'declined', declineCode: 'method_expired' };
  expect(problemKey(problem, { has: () => false })).toBe('errors.other');
});
