// For tests: what can happen next in the modelled world, to a page and to what it has sent. `model-world.ts` tells of the whole.

import { INITIAL } from './machine.ts';
import { arriveAt, bank, sessionOf, shop } from './model-server.ts';
import { type Confirm, type Move, move, newsOf, startReading, tell, type World } from './model-world.ts';

/** Everything that can happen next. */
export function movesIn(world: World): readonly Move[] {
  return [...wishes(world), ...network(world), ...bank(world), ...shop(world)];
}

/** Of the buyer and of time. */
function wishes(world: World): readonly Move[] {
  const { state, timers, left, confirm } = world;
  const moves: Move[] = [];
  if (state.name === 'ready' && left.presses > 0) {
    const attemptId = `attempt-${left.presses}`;
    const next = { ...world, left: { ...left, presses: left.presses - 1 } };
    moves.push(move('press', false, () => tell(next, { type: 'pay', attemptId })));
    moves.push(
      move('press offline', false, () =>
        tell(tell(next, { type: 'pay', attemptId }, true), { type: 'not_sent' }),
      ),
    );
  }
  if (state.name === 'checking' && state.gaveUp)
    moves.push(move('check again', false, () => tell(world, { type: 'check_again' })));
  if (timers.look)
    moves.push(
      move('pause over', false, () => startReading({ ...world, timers: { ...timers, look: false } })),
    );
  // The one thing that the machine waits for on purpose; while a request is out its own deadline comes first.
  if (timers.patience && confirm === null)
    moves.push(
      move('patience over', false, () =>
        tell({ ...world, stray: null, timers: { ...timers, patience: false } }, { type: 'patience_over' }),
      ),
    );
  if (left.reloads > 0 && state.name !== 'loading') moves.push(move('reload', false, () => reload(world)));
  if (state.name === 'unreachable') moves.push(move('retry', false, () => tell(world, { type: 'retry' })));
  return moves;
}

/** The page is gone: what it had sent goes on without it. */
function reload(world: World): World {
  const { confirm, left } = world;
  return {
    ...world,
    state: INITIAL,
    confirm: null,
    stray: confirm !== null && confirm.at !== 'answered' ? confirm : world.stray,
    reading: { answer: null },
    timers: { look: false, patience: false },
    left: { ...left, reloads: left.reloads - 1 },
  };
}

function network(world: World): readonly Move[] {
  const { reading, confirm, stray, remembered } = world;
  const moves: Move[] = [];
  if (reading !== null) {
    const { answer } = reading;
    if (answer === null)
      moves.push(
        move('read arrives', true, () => ({
          ...world,
          reading: { answer: newsOf(sessionOf(world.server), remembered) },
        })),
      );
    else
      moves.push(
        move('read answered', true, () =>
          tell({ ...world, reading: null }, { type: 'server_said', ...answer }),
        ),
      );
    const code = 'connection_failed';
    moves.push(
      move('read lost', true, () =>
        tell({ ...world, reading: null }, { type: 'read_failed', code, retryable: true }),
      ),
    );
  }
  if (confirm !== null) moves.push(...ofConfirm(world, confirm));
  if (stray !== null && stray.at === 'network')
    moves.push(move('stray arrives', true, () => ({ ...arriveAt(world, stray), stray: null })));
  return moves;
}

function ofConfirm(world: World, confirm: Confirm): readonly Move[] {
  const { left } = world;
  const lost = move('confirm lost', true, () =>
    tell({ ...world, confirm: null }, { type: 'connection_lost' }),
  );
  switch (confirm.at) {
    case 'network': {
      const copies = left.strays > 0 && world.stray === null;
      const copied = { ...world, stray: confirm, left: { ...left, strays: left.strays - 1 } };
      return [
        lost,
        move('confirm arrives', true, () => arriveAt(world, confirm)),
        ...(copies ? [move('confirm arrives, a copy later', true, () => arriveAt(copied, confirm))] : []),
        move('server says no', true, () =>
          tell({ ...world, confirm: null }, { type: 'refused', code: 'rate_limited' }),
        ),
      ];
    }
    case 'server':
      return [lost];
    case 'answered': {
      const { answer } = confirm;
      const next = { ...world, confirm: null };
      const heard = (): World =>
        typeof answer === 'object'
          ? tell(next, { type: 'confirm_answered', session: answer, pending: null })
          : tell(
              next,
              answer === undefined ? { type: 'connection_lost' } : { type: 'refused', code: answer },
            );
      return [lost, move('confirm answered', true, heard)];
    }
  }
}
