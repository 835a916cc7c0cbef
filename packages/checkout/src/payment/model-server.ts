// For tests: the server's half of the modelled world, with its bank and its shop. `model-world.ts` tells of the whole.

import type { PublicSession } from '@xpay/protocol/api';
import { aSession } from '../api/a-session.ts';
import { type Confirm, type Move, move, type Server, tell, type World } from './model-world.ts';

/** The first transaction of a confirm, in the words of the server: once per key, never beside another. */
export function arriveAt(world: World, sent: Confirm): World {
  const { server } = world;
  const { attemptId, expectedAmount } = sent;
  const reply = (answer: NonNullable<Confirm['answer']>): World => ({
    ...world,
    confirm:
      world.confirm?.attemptId === attemptId ? { ...world.confirm, at: 'answered', answer } : world.confirm,
  });
  const known = server.answers[attemptId];
  if (known != null) return reply(known);
  // In progress: the client hears 409, which is as good as nothing.
  if (known === null || server.pending !== null)
    return world.confirm?.attemptId === attemptId
      ? tell({ ...world, confirm: null }, { type: 'connection_lost' })
      : world;
  if (server.status !== 'open') return reply('session_expired');
  if (expectedAmount !== server.amount) return reply('amount_changed');
  return {
    ...world,
    server: {
      ...changed(server),
      intent: 'processing',
      pending: attemptId,
      answers: { ...server.answers, [attemptId]: null },
    },
    confirm: world.confirm?.attemptId === attemptId ? { ...world.confirm, at: 'server' } : world.confirm,
  };
}

/** The bank answers the server. */
export function bank(world: World): readonly Move[] {
  const { server, confirm } = world;
  const { pending } = server;
  if (pending === null) return [];
  const settle = (parts: Partial<Server>): World => {
    const settled: Server = { ...changed(server), pending: null, ...parts };
    const answer = sessionOf(settled);
    return {
      ...world,
      server: { ...settled, answers: { ...settled.answers, [pending]: answer } },
      confirm:
        confirm?.attemptId === pending && confirm.at === 'server'
          ? { ...confirm, at: 'answered', answer }
          : confirm,
    };
  };
  return [
    move('bank approves', true, () =>
      settle({ status: 'complete', intent: 'succeeded', paidBy: [...server.paidBy, pending] }),
    ),
    move('bank declines', true, () => settle({ intent: 'failed' })),
  ];
}

export function shop(world: World): readonly Move[] {
  const { server, left } = world;
  if (server.status !== 'open' || server.pending !== null) return [];
  return [
    ...(left.prices > 0
      ? [
          move('shop changes the price', false, () => ({
            ...world,
            server: { ...changed(server), amount: server.amount + 1_000 },
            left: { ...left, prices: left.prices - 1 },
          })),
        ]
      : []),
    ...(left.expiries > 0
      ? [
          move('session expires', false, () => ({
            ...world,
            server: { ...changed(server), status: 'expired', intent: 'expired' },
            left: { ...left, expiries: left.expiries - 1 },
          })),
        ]
      : []),
  ];
}

function changed(server: Server): Server {
  return { ...server, version: server.version + 1 };
}

export function sessionOf({ status, intent, version, amount }: Server): PublicSession {
  return aSession({
    status,
    version,
    amountTotal: amount,
    intent: {
      status: intent,
      amount,
      lastError: intent === 'failed' ? { declineCode: 'card_declined' } : null,
    },
  });
}
