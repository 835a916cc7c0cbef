// Facts about the line to the stage: only the stage is heard, and only its origin is told.

import { expect, it } from 'vitest';
import type { TapMessage } from '../tap/messages.ts';
import { createTapLink } from './tap-link.ts';

const ORIGIN = 'http://preview';
const ALIVE = { pv: 1, kind: 'alive', at: 5 };

function link() {
  const told: unknown[] = [];
  const stage = { postMessage: (...args: readonly unknown[]) => void told.push(args) };
  let deliver: (event: MessageEvent) => void = () => {};
  const tap = createTapLink({
    listen: (heard) => {
      deliver = heard;
      return () => {
        deliver = () => {};
      };
    },
    origin: ORIGIN,
    stage: () => stage as unknown as Window,
  });
  const taken: TapMessage[] = [];
  const stop = tap.hear((message) => void taken.push(message));
  const send = (data: unknown, source: unknown = stage, origin = ORIGIN) =>
    deliver({ data, source, origin } as MessageEvent);
  return { tap, told, taken, stop, send };
}

it('passes on what the shop’s page says', () => {
  const { send, taken, stop } = link();
  send(ALIVE);
  expect(taken).toEqual([{ kind: 'alive', at: 5 }]);
  stop();
  send(ALIVE);
  expect(taken).toHaveLength(1);
});

it.each([
  ['another window', ALIVE, {}, ORIGIN],
  ['another origin', ALIVE, undefined, 'http://elsewhere'],
  ['an extension', { type: 'hello' }, undefined, ORIGIN],
])('hears nothing of %s', (_, data, source, origin) => {
  const { send, taken } = link();
  send(data, source, origin);
  expect(taken).toEqual([]);
});

it('tells another look to the stage’s origin alone', () => {
  const { tap, told } = link();
  tap.update({ locale: 'ar', theme: 'dark', variables: { borderRadius: '0px' } });
  const appearance = { theme: 'dark', variables: { borderRadius: '0px' } };
  expect(told).toEqual([[{ pv: 1, kind: 'update', locale: 'ar', appearance }, ORIGIN]]);
});
