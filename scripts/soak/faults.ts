// Which requests of a payment fail, and how: rules for the sandbox, drawn by chance.

import type { Chance } from './chance.ts';

const PATHS = [
  '/v1/client/session/confirm',
  '/v1/client/session/confirm',
  '/v1/client/session',
  '/v1/client/*',
  '/v1/client/session/authenticate',
] as const;

/** Bodies of `POST /sandbox/faults` for one session: none, one or a few. */
export function drawFaults(chance: Chance, sessionId: string): readonly object[] {
  const count = chance.pick([0, 1, 1, 2, 3]);
  return Array.from({ length: count }, () => ({
    ...drawKind(chance),
    sessionId,
    path: chance.pick(PATHS),
    seed: chance.between(0, 0xffff_ffff),
  }));
}

function drawKind(chance: Chance): object {
  const some = { times: chance.between(1, 4), probability: chance.pick([1, 1, 0.5]) };
  switch (chance.between(0, 11)) {
    case 0:
    case 1:
      return { kind: 'drop_before', ...some };
    case 2:
    case 3:
      return { kind: 'drop_after', ...some };
    case 4:
      return { kind: 'truncate', ...some };
    case 5:
      return { kind: 'html', ...some };
    case 6:
      return { kind: 'status', status: chance.pick([400, 404, 429, 500, 502, 503]), ...some };
    case 7:
      return { kind: 'in_progress', ...some };
    case 8:
      return { kind: 'duplicate', ...some };
    case 9:
      return {
        kind: 'delay',
        ms: chance.between(50, 2_000),
        when: chance.pick(['before', 'after']),
        ...some,
      };
    case 10:
      return { kind: 'throttle', bytesPerSecond: chance.between(500, 5_000), ...some };
    default:
      return chance.is(0.5)
        ? { kind: 'offline', seconds: chance.between(1, 3) }
        : { kind: 'reorder', times: 1 };
  }
}
