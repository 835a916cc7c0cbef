// Facts about what the instruments know of a run.

import { describe, expect, it } from 'vitest';
import type { FeedItem, FeedSession } from './feed.ts';
import { createInstruments } from './instruments.ts';
import { MOST_ENTRIES } from './logs.ts';
import { found } from './words.ts';

const SESSION: FeedSession = {
  id: 'cs_test_one',
  url: null,
  status: 'open',
  paymentStatus: 'unpaid',
  amount: 4900,
  currency: 'USD',
  intentId: 'pi_one',
};

function anInstrument() {
  const feeds = new Map<string, (item: FeedItem) => void>();
  const posted: unknown[] = [];
  const model = createInstruments({
    follow: (run, take) => {
      feeds.set(run, take);
      return () => feeds.delete(run);
    },
    post: async (path, body) => {
      posted.push([path, body]);
      return null;
    },
    now: () => 1000,
  });
  const tell = (run: string, name: FeedItem['name'], data: object, at = 1000) =>
    feeds.get(run)?.({ name, data, at } as FeedItem);
  const step = (status: string, declineCode: string | null = null) =>
    tell('one', 'intent', { id: 'pi_one', sessionId: 'cs_test_one', status, declineCode });
  return { model, feeds, posted, tell, step };
}

describe('the instruments', () => {
  it('follow one run at a time, and forget the one before', () => {
    const { model, feeds, tell } = anInstrument();
    model.begin('one');
    tell('one', 'session', SESSION);
    model.take({ kind: 'event', name: 'ready', detail: null, at: 1001 });
    model.begin('two');
    expect([...feeds.keys()]).toEqual(['two']);
    expect([model.session.value, model.logs.events.value, model.intent.value]).toEqual([null, [], null]);
  });

  it('keep each kind of news in its own log', () => {
    const { model, tell } = anInstrument();
    model.begin('one');
    model.take({ kind: 'alive', at: 1 });
    model.take({ kind: 'event', name: 'change', detail: { complete: true }, at: 2 });
    model.take({ kind: 'message', direction: 'in', type: 'ready', body: { type: 'ready' }, at: 3 });
    tell('one', 'request', { id: 'req_1' }, 4);
    tell('one', 'webhook', { eventId: 'evt_1' }, 5);
    const at = Object.entries(model.logs).map(([name, log]) => [name, log.value.map((entry) => entry.at)]);
    expect(Object.fromEntries(at)).toEqual({ events: [2], channel: [3], requests: [4], webhooks: [5] });
    model.clear('events');
    expect([model.logs.events.value, model.logs.channel.value.length]).toEqual([[], 1]);
  });

  it('know the way of the payment, with what nobody saw in between', () => {
    const { model, tell, step } = anInstrument();
    model.begin('one');
    tell('one', 'session', SESSION);
    step('requires_payment_method');
    step('failed', 'insufficient_funds');
    expect(model.intent.value).toMatchObject({ status: 'failed', declineCode: 'insufficient_funds' });
    step('requires_action');
    step('succeeded');
    expect(model.intent.value).toEqual({
      id: 'pi_one',
      status: 'succeeded',
      declineCode: null,
      way: [
        ...['requires_payment_method', 'processing', 'failed'],
        ...['requires_action', 'processing', 'succeeded'],
      ],
    });
  });

  it('pass over a status that only a newer server has', () => {
    const { model, step } = anInstrument();
    model.begin('one');
    step('processing');
    step('in_orbit');
    expect(model.intent.value?.way).toEqual(['processing']);
  });

  it('begin another way with another session, and go on with the same', () => {
    const { model, tell, step } = anInstrument();
    model.begin('one');
    tell('one', 'session', SESSION);
    step('requires_payment_method');
    tell('one', 'session_changed', { ...SESSION, status: 'complete' });
    expect([model.session.value?.status, model.intent.value?.way.length]).toEqual(['complete', 1]);
    tell('one', 'session', { ...SESSION, id: 'cs_test_two' });
    expect(model.intent.value).toBeNull();
  });

  it('say why there is no session, until there is one', () => {
    const { model, tell } = anInstrument();
    model.begin('one');
    tell('one', 'problem', { code: 'invalid_request', message: 'No.' });
    expect(model.problem.value?.message).toBe('No.');
    tell('one', 'session', SESSION);
    expect(model.problem.value).toBeNull();
  });

  it('do not grow without end', () => {
    const { model } = anInstrument();
    for (let at = 0; at <= MOST_ENTRIES; at += 1) {
      model.take({ kind: 'event', name: 'resize', detail: { height: at }, at });
    }
    const { value } = model.logs.events;
    expect([value.length, value[0]?.at]).toEqual([MOST_ENTRIES, 1]);
  });

  it('have an event sent once more, in the present run', async () => {
    const { model, posted } = anInstrument();
    model.begin('one');
    await model.replay('evt_1');
    expect(posted).toEqual([['/api/runs/one/controls/replay', { eventId: 'evt_1' }]]);
  });
});

describe('the filter', () => {
  const entries = [
    { id: 1, at: 1, what: { name: 'change', detail: { brand: 'visa' } } },
    { id: 2, at: 2, what: { name: 'ready', detail: null } },
  ];

  it.each([
    ['', [1, 2]],
    ['  ', [1, 2]],
    ['VISA', [1]],
    ['ready', [2]],
    ['nothing', []],
  ])('%j leaves %j', (wanted, ids) => {
    expect(found<unknown>(entries, wanted).map(({ id }) => id)).toEqual(ids);
  });
});
