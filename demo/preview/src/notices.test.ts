// Facts about what the page says: what was done goes by itself, what failed stays.

import { expect, it } from 'vitest';
import { createNotices } from './notices.ts';

function noticesWithClock() {
  const waiting = new Set<() => void>();
  const notices = createNotices((_, work) => {
    waiting.add(work);
    return () => waiting.delete(work);
  });
  const later = () => {
    for (const work of [...waiting]) work();
  };
  return { notices, later };
}

it('says what was done, and is silent again later', () => {
  const { notices, later } = noticesWithClock();
  notices.say('Copied');
  expect(notices.notice.value).toEqual({ text: 'Copied', isProblem: false });
  later();
  expect(notices.notice.value).toBeNull();
});

it('keeps what failed until it is dismissed, also when something was said just before', () => {
  const { notices, later } = noticesWithClock();
  notices.say('Copied');
  notices.complain('Refused');
  later();
  expect(notices.notice.value).toEqual({ text: 'Refused', isProblem: true });
  notices.dismiss();
  expect(notices.notice.value).toBeNull();
});
