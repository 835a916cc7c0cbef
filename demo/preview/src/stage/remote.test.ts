// Facts about what is asked of the preview's server, and what is made of its answers.

import { expect, it } from 'vitest';
import { clockIn, createControl } from './remote.ts';

function controlThatHears(answer: () => Promise<Response>) {
  const asked: unknown[] = [];
  const control = createControl(async (input, init) => {
    asked.push([input, init?.method, init?.body]);
    return answer();
  });
  return { control, asked };
}

it('posts to the run, and passes the answer on', async () => {
  const clock = { now: '2026-01-01T00:00:00.000Z', frozen: true, aheadMs: 60_000 };
  const { control, asked } = controlThatHears(async () => Response.json(clock));
  const told = await control('abc', 'clock', { action: 'advance', ms: 60_000 });
  expect(asked).toEqual([['/api/runs/abc/controls/clock', 'POST', '{"action":"advance","ms":60000}']]);
  expect(told).toEqual({ ok: true, answer: clock });
  expect(clockIn(clock)).toEqual(clock);
});

it.each([
  [
    'the sentence of a refusal',
    () => Response.json({ message: 'No session yet.' }, { status: 409 }),
    'No session yet.',
  ],
  ['nothing, of one without words', () => Response.json({}, { status: 500 }), null],
  ['nothing, of what is no JSON', () => new Response('<p>', { status: 502 }), null],
])('says %s', async (_, answer, message) => {
  const { control } = controlThatHears(async () => answer());
  expect(await control('abc', 'expire', {})).toEqual({ ok: false, message });
});

it('says nothing where nobody answers', async () => {
  const { control } = controlThatHears(async () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await control('abc', 'cancel', {})).toEqual({ ok: false, message: null });
});

it.each([null, undefined, 'now', { now: 5 }])('finds no clock in %s', (answer) => {
  expect(clockIn(answer)).toBeNull();
});

it('asks one thing of a control at a time, in the order of the choices', async () => {
  const answers: ((response: Response) => void)[] = [];
  const { control, asked } = controlThatHears(() => new Promise((resolve) => answers.push(resolve)));
  const slow = control('abc', 'network', { kind: 'slow' });
  const fast = control('abc', 'network', { kind: 'fast' });
  const bank = control('abc', 'bank', { behavior: 'areq_slow' });
  await expect.poll(() => asked).toHaveLength(2);
  expect(asked.map((one) => (one as readonly unknown[])[2])).toEqual([
    '{"kind":"slow"}',
    '{"behavior":"areq_slow"}',
  ]);
  answers[0]?.(Response.json({}));
  await slow;
  await expect.poll(() => asked).toHaveLength(3);
  for (const answer of answers.slice(1)) answer(Response.json({}));
  expect([(await fast).ok, (await bank).ok]).toEqual([true, true]);
});
