// Changes of the order: shown at once, asked in order, taken back when the server says no.

import type { PublicLineItem } from '@xpay/protocol/api';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { ChoicesRequest } from '@xpay/protocol/order';
import { describe, expect, it } from 'vitest';
import { createFakeClock, settled } from '../fake-clock.ts';
import { createChanges } from './changes.ts';

const MUG: PublicLineItem = {
  id: 'li_1',
  name: 'Mug',
  description: null,
  imageUrl: null,
  quantity: 1,
  unitAmount: 1000,
  amount: 1000,
  adjustable: { minimum: 1, maximum: 9 },
};
const PLATE: PublicLineItem = { ...MUG, id: 'li_2', name: 'Plate' };

/** A server that answers when it is told to. */
function aServer() {
  const clock = createFakeClock();
  const asked: ChoicesRequest[] = [];
  const waiting: ((code: ErrorCode | null) => void)[] = [];
  const changes = createChanges({
    clock,
    choose: (request) => {
      asked.push(request);
      return new Promise((resolve) => waiting.push(resolve));
    },
  });
  const answer = async (code: ErrorCode | null) => {
    waiting.shift()?.(code);
    await settled();
  };
  return { clock, asked, changes, answer };
}

const quantities = (...pairs: readonly (readonly [id: string, quantity: number])[]) => ({
  lineItemQuantities: pairs.map(([id, quantity]) => ({ id, quantity })),
});

describe('a quantity', () => {
  it('is shown at once and asked for when the buyer pauses, all presses as one', async () => {
    const { clock, asked, changes, answer } = aServer();
    for (const quantity of [2, 3, 4]) {
      changes.setQuantity(MUG, quantity);
      await clock.advance(300);
    }
    expect([changes.quantityOf(MUG), changes.isPending.value, asked]).toEqual([4, true, []]);
    await clock.advance(100);
    expect(asked).toEqual([quantities(['li_1', 4])]);
    await answer(null);
    expect([changes.isPending.value, changes.quantityOf({ ...MUG, quantity: 4 })]).toEqual([false, 4]);
  });

  it('pressed while another is on its way is asked for after it, and the last one counts', async () => {
    const { clock, asked, changes, answer } = aServer();
    changes.setQuantity(MUG, 2);
    await clock.advance(400);
    changes.setQuantity(MUG, 3);
    changes.setQuantity(PLATE, 5);
    await clock.advance(400);
    expect(asked).toHaveLength(1);
    await answer(null);
    expect(asked).toEqual([quantities(['li_1', 2]), quantities(['li_1', 3], ['li_2', 5])]);
    expect(changes.quantityOf({ ...MUG, quantity: 2 })).toBe(3);
    await answer(null);
    expect(changes.isPending.value).toBe(false);
  });

  it.each<ErrorCode>(['invalid_request', 'connection_failed', 'rate_limited'])(
    'goes back when the server answers %s, with the reason, until it is changed anew',
    async (code) => {
      const { clock, changes, answer } = aServer();
      changes.setQuantity(MUG, 2);
      await clock.advance(400);
      await answer(code);
      expect([changes.quantityOf(MUG), changes.refusalOf('li_1'), changes.isPending.value]).toEqual([
        1,
        code,
        false,
      ]);
      changes.setQuantity(MUG, 3);
      expect([changes.quantityOf(MUG), changes.refusalOf('li_1')]).toEqual([3, null]);
    },
  );

  it('that was changed after the refused one stays, and is asked for', async () => {
    const { clock, asked, changes, answer } = aServer();
    changes.setQuantity(MUG, 8);
    await clock.advance(400);
    changes.setQuantity(MUG, 2);
    await answer('invalid_request');
    expect([changes.quantityOf(MUG), changes.refusalOf('li_1')]).toEqual([2, null]);
    await clock.advance(400);
    expect(asked.at(-1)).toEqual(quantities(['li_1', 2]));
  });
});

describe('settle', () => {
  it('asks at once for what waits, and resolves when nothing is on its way', async () => {
    const { asked, changes, answer } = aServer();
    let isSettled = false;
    changes.setQuantity(MUG, 2);
    void changes.settle().then(() => {
      isSettled = true;
    });
    await settled();
    expect([asked, isSettled]).toEqual([[quantities(['li_1', 2])], false]);
    changes.setQuantity(MUG, 3);
    await answer(null);
    expect([asked.at(-1), isSettled]).toEqual([quantities(['li_1', 3]), false]);
    await answer(null);
    expect([asked.length, isSettled, changes.isPending.value]).toEqual([2, true, false]);
  });

  it('resolves at once where nothing waits', async () => {
    const { asked, changes } = aServer();
    await changes.settle();
    expect(asked).toEqual([]);
  });
});

it('a code is asked for after the quantities before it', async () => {
  const { clock, asked, changes, answer } = aServer();
  changes.setQuantity(MUG, 2);
  await clock.advance(400);
  const sent = changes.send({ addPromotionCode: 'SPRING' });
  await settled();
  expect(asked).toHaveLength(1);
  await answer(null);
  expect(asked.at(-1)).toEqual({ addPromotionCode: 'SPRING' });
  await answer('promotion_code_invalid');
  expect(await sent).toBe('promotion_code_invalid');
});

it('a server that cannot be asked at all is as good as unreachable', async () => {
  const changes = createChanges({
    clock: createFakeClock(),
    choose: () => Promise.reject(new Error('no')),
  });
  expect(await changes.send({ addPromotionCode: 'SPRING' })).toBe('connection_failed');
  expect(changes.isPending.value).toBe(false);
});
