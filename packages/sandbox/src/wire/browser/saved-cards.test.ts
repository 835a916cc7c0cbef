// Cards that buyers keep: with their consent only, for their own sessions only, and without a number anywhere.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../domain/clock.ts';
import {
  APPROVED,
  aConfirmBody,
  anotherMerchant,
  aSandbox,
  aSessionBody,
  call,
  callClient,
  create,
  pay,
  type Sandbox,
  withSandbox,
} from '../../test-sandbox.ts';
import {
  aCustomer,
  confirmWith,
  keptBy,
  offered,
  offering,
  passChallenge,
  payAndKeep,
  payWithKept,
  shown,
} from '../../test-saved-cards.ts';
import { clientProblem } from './schemas.ts';

const CHALLENGED = '4000002760003184';
const LATER = '4000000000005126';
const DECLINED_ONCE_SAVED = '4000000000000341';
const AMEX = '378282246310005';

const refusal = ({ status, text }: { status: number; text: string }) => {
  const { code, param } = clientProblem.parse(JSON.parse(text));
  return [status, code, param];
};
const vaulted = ({ store }: Sandbox) => store.db.selectFrom('vaulted_cards').selectAll().execute();
const cardRows = ({ store }: Sandbox) => store.db.selectFrom('saved_cards').selectAll().execute();
const remove = (sandbox: Sandbox, { clientSecret }: { clientSecret: string }, id: string, key?: string) =>
  callClient(sandbox, `/saved_cards/${id}`, clientSecret, {
    method: 'DELETE',
    ...(key === undefined ? {} : { key }),
  });

describe('keeping a card', () => {
  it('takes the buyer’s consent: one that was only used is not offered', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      await pay(sandbox, await offering(sandbox, customer));
      expect(await offered(sandbox, await offering(sandbox, customer))).toEqual([]);
      expect(await cardRows(sandbox)).toMatchObject([{ customer_id: customer, token_sealed: null }]);
      expect(await vaulted(sandbox)).toEqual([]);
      await payAndKeep(sandbox, await offering(sandbox, customer));
      const { savedCards, offerToSaveCard } = await shown(sandbox, await offering(sandbox, customer));
      expect([savedCards, offerToSaveCard]).toEqual([
        [
          {
            id: expect.stringMatching(/^pm_/),
            brand: 'visa',
            last4: '4242',
            expMonth: 3,
            expYear: 2027,
            needsCvc: true,
          },
        ],
        true,
      ]);
      expect(await cardRows(sandbox)).toHaveLength(1);
    }));

  it('is refused where the session does not offer it, before a bank is asked', () =>
    withSandbox(async (sandbox) => {
      const customerId = await aCustomer(sandbox);
      for (const session of [
        await create(sandbox),
        await create(sandbox, { customerId }),
        await create(sandbox, { customerId, savedCards: { offer: false } }),
      ]) {
        expect(refusal(await payAndKeep(sandbox, session))).toEqual([
          400,
          'invalid_request',
          'paymentMethod.save',
        ]);
        const seen = await shown(sandbox, session);
        expect([seen.savedCards, seen.offerToSaveCard]).toEqual([undefined, undefined]);
      }
      expect(await sandbox.store.db.selectFrom('charges').selectAll().execute()).toEqual([]);
    }));

  it('is not offered to somebody unknown, by whichever change', () =>
    withSandbox(async (sandbox) => {
      const patch = ({ id }: { readonly id: string }, body: object) =>
        call(sandbox, `/checkout/sessions/${id}`, { method: 'PATCH', body });
      const unknown = await create(sandbox);
      const known = await offering(sandbox, await aCustomer(sandbox));
      for (const [session, body] of [
        [unknown, { savedCards: { offer: true } }],
        [known, { customerId: null }],
        [known, { customerId: null, savedCards: { offer: true, cvc: 'skip' } }],
      ] as const) {
        const { status, json } = await patch(session, body);
        expect([status, json]).toMatchObject([
          400,
          {
            error: {
              code: 'invalid_request',
              param: 'savedCards',
              message: expect.stringContaining('customerId'),
            },
          },
        ]);
      }
      expect((await shown(sandbox, known)).offerToSaveCard).toBe(true);
      expect((await patch(unknown, { savedCards: { offer: false } })).status).toBe(200);
      expect((await patch(known, { customerId: null, savedCards: null })).status).toBe(200);
      const customerId = await aCustomer(sandbox);
      expect((await patch(unknown, { customerId, savedCards: { offer: true } })).status).toBe(200);
    }));

  it('leaves nothing behind after a decline', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const session = await offering(sandbox, customer);
      await payAndKeep(sandbox, session, '4000000000000002');
      expect([await vaulted(sandbox), await cardRows(sandbox)]).toEqual([[], []]);
      expect(await offered(sandbox, session)).toEqual([]);
    }));

  it('waits for the outcome, however late it is', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      await payAndKeep(sandbox, await offering(sandbox, customer), LATER);
      const next = await offering(sandbox, customer);
      expect(await offered(sandbox, next)).toEqual([]);
      sandbox.clock.advance(5_000);
      await sandbox.server.tick();
      expect(await offered(sandbox, next)).toHaveLength(1);
    }));

  it('happens with a payment that is only authorised too', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      await payAndKeep(sandbox, await offering(sandbox, customer, 'ask', { captureMethod: 'manual' }));
      expect(await offered(sandbox, await offering(sandbox, customer))).toHaveLength(1);
    }));

  it('of the same card again updates it: there are no doubles, here or at the acquirer', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const first = await keptBy(sandbox, customer);
      const { card } = aConfirmBody(APPROVED, { expYear: 2031 }).paymentMethod;
      await confirmWith(sandbox, await offering(sandbox, customer), { type: 'card', card, save: true });
      const { savedCards } = await shown(sandbox, await offering(sandbox, customer));
      expect(savedCards).toMatchObject([{ id: first, expYear: 2031 }]);
      expect([(await vaulted(sandbox)).length, (await cardRows(sandbox)).length]).toEqual([1, 1]);
      expect((await payWithKept(sandbox, await offering(sandbox, customer), first)).json['status']).toBe(
        'complete',
      );
    }));

  it('stays when the card is typed once more without a word about it', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const id = await keptBy(sandbox, customer);
      await pay(sandbox, await offering(sandbox, customer));
      expect(await offered(sandbox, await offering(sandbox, customer))).toEqual([id]);
    }));

  it('stores no number, no security code and no token in clear', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xpay-kept-'));
    const sandbox = await aSandbox({ path: join(folder, 'sandbox.db') });
    const customer = await aCustomer(sandbox);
    for (const number of [APPROVED, AMEX]) await keptBy(sandbox, customer, number);
    const id = await keptBy(sandbox, customer, DECLINED_ONCE_SAVED);
    await payWithKept(sandbox, await offering(sandbox, customer), id, '739');
    const exported = (await call(sandbox, '/sandbox/export')).text;
    const files = await readdir(folder);
    const stored = await Promise.all(files.map((file) => readFile(join(folder, file), 'latin1')));
    expect(stored.join('')).toContain(id);
    expect(stored.join('')).not.toMatch(/vault_\w{32}/);
    for (const text of [...stored, exported, sandbox.logs.join(''), sandbox.received.join('')]) {
      expect(text).not.toMatch(/4242424242424242|378282246310005|4000000000000341|"cvc":"739"/);
    }
    await sandbox.close();
    await rm(folder, { recursive: true });
  });
});

describe('paying with a kept card', () => {
  it('is one charge with its brand and last four, and tells the shop as ever', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const id = await keptBy(sandbox, customer, AMEX);
      const session = await offering(sandbox, customer);
      const paid = await payWithKept(sandbox, session, id, '1234', 'attempt-1');
      expect(paid.json).toMatchObject({
        status: 'complete',
        intent: { status: 'succeeded', card: { brand: 'amex', last4: '0005' } },
      });
      const again = await payWithKept(sandbox, session, id, '1234', 'attempt-1');
      expect([again.text, again.headers.get('Idempotent-Replayed')]).toEqual([paid.text, 'true']);
      const { json } = await call(sandbox, `/checkout/sessions/${session.id}`);
      expect(json).toMatchObject({ customerId: customer, paymentStatus: 'paid' });
      expect(await cardRows(sandbox)).toHaveLength(1);
    }));

  it('is answered the same when it is repeated after the card was removed', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const id = await keptBy(sandbox, customer);
      const session = await offering(sandbox, customer);
      const paid = await payWithKept(sandbox, session, id, '123', 'attempt-1');
      await remove(sandbox, await offering(sandbox, customer), id);
      expect((await payWithKept(sandbox, session, id, '123', 'attempt-1')).text).toBe(paid.text);
    }));

  it.each<[what: string, cvc: 'ask' | 'skip', sent: string | null, answer: unknown]>([
    ['none where it is asked', 'ask', null, [400, 'card_cvc_invalid', 'paymentMethod.savedCard.cvc']],
    ['one too short', 'ask', '12', [400, 'card_cvc_invalid', 'paymentMethod.savedCard.cvc']],
    ['one that is no number', 'ask', '12a', [400, 'card_cvc_invalid', 'paymentMethod.savedCard.cvc']],
    [
      'one too short where none is asked',
      'skip',
      '1',
      [400, 'card_cvc_invalid', 'paymentMethod.savedCard.cvc'],
    ],
  ])('refuses a security code: %s', (_what, cvc, sent, answer) =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const id = await keptBy(sandbox, customer);
      const session = await offering(sandbox, customer, cvc);
      expect(refusal(await payWithKept(sandbox, session, id, sent))).toEqual(answer);
      expect((await shown(sandbox, session)).intent.status).toBe('requires_payment_method');
    }),
  );

  it('takes no security code where the session skips it', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const id = await keptBy(sandbox, customer);
      const session = await offering(sandbox, customer, 'skip');
      expect((await shown(sandbox, session)).savedCards).toMatchObject([{ id, needsCvc: false }]);
      expect((await payWithKept(sandbox, session, id, null)).json['status']).toBe('complete');
    }));

  it('is declined by the bank for a wrong security code, and may be tried again', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const id = await keptBy(sandbox, customer);
      const session = await offering(sandbox, customer);
      const wrong = await payWithKept(sandbox, session, id, '000');
      expect(wrong.json).toMatchObject({ intent: { lastError: { declineCode: 'incorrect_cvc' } } });
      expect(await offered(sandbox, session)).toEqual([id]);
      expect((await payWithKept(sandbox, session, id, '123')).json['status']).toBe('complete');
    }));

  it('is declined as the bank likes: a card that was good once need not be twice', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const id = await keptBy(sandbox, customer, DECLINED_ONCE_SAVED);
      const answer = await payWithKept(sandbox, await offering(sandbox, customer), id);
      expect(answer.json).toMatchObject({ intent: { lastError: { declineCode: 'card_declined' } } });
    }));

  it('has the bank ask as it asked for the card itself', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const first = await payAndKeep(sandbox, await offering(sandbox, customer), CHALLENGED);
      const session = await offering(sandbox, customer);
      expect(await offered(sandbox, session)).toEqual([]);
      await passChallenge(sandbox, first);
      const [id = ''] = await offered(sandbox, session);
      const asked = await payWithKept(sandbox, session, id);
      expect(asked.json).toMatchObject({ status: 'open', intent: { status: 'requires_action' } });
      expect(asked.text).not.toContain(CHALLENGED);
      await passChallenge(sandbox, asked);
      expect(await shown(sandbox, session)).toMatchObject({
        status: 'complete',
        intent: { status: 'succeeded', card: { last4: '3184' } },
      });
      expect(await vaulted(sandbox)).toHaveLength(1);
    }));

  it('is refused once the card has expired, which is still shown', async () => {
    const clock = manualClock();
    const sandbox = await aSandbox({ clock });
    const customer = await aCustomer(sandbox);
    const id = await keptBy(sandbox, customer);
    clock.advance(500 * 86_400_000);
    const session = await offering(sandbox, customer);
    expect(await offered(sandbox, session)).toEqual([id]);
    expect(refusal(await payWithKept(sandbox, session, id))).toEqual([
      400,
      'card_expiry_invalid',
      'paymentMethod.savedCard.id',
    ]);
    await sandbox.close();
  });
});

describe('a kept card is offered', () => {
  it('to its own customer, at their own merchant, in its own mode; another gets the answer for an id that is nobody’s', () =>
    withSandbox(async (sandbox) => {
      const [ada, bob] = [await aCustomer(sandbox), await aCustomer(sandbox, 'Bob')];
      const id = await keptBy(sandbox, ada);
      const other = await anotherMerchant(sandbox);
      const foreign = await call(sandbox, '/checkout/sessions', {
        key: other.secretKey,
        body: aSessionBody({ customerId: ada, savedCards: { offer: true } }),
      });
      expect([foreign.status, foreign.text]).toMatchObject([
        400,
        expect.stringContaining('no such customer'),
      ]);
      const live = await call(sandbox, '/checkout/sessions', {
        key: sandbox.keys.liveSecretKey,
        body: aSessionBody({ customerId: ada, savedCards: { offer: true } }),
      });
      expect(live.status).toBe(400);
      const session = await offering(sandbox, bob);
      expect(await offered(sandbox, session)).toEqual([]);
      const gone = ['invalid_request', 'paymentMethod.savedCard.id'];
      expect(refusal(await payWithKept(sandbox, session, id))).toEqual([400, ...gone]);
      expect(refusal(await payWithKept(sandbox, session, 'pm_nobody'))).toEqual([400, ...gone]);
      expect(refusal(await payWithKept(sandbox, await create(sandbox), id))).toEqual([400, ...gone]);
    }));

  it('while the session is open, and takes cards', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const id = await keptBy(sandbox, customer);
      const session = await offering(sandbox, customer);
      await payWithKept(sandbox, session, id);
      expect((await shown(sandbox, session)).savedCards).toBeUndefined();
      const wallet = await offering(sandbox, customer, 'ask', { paymentMethodTypes: ['wallet'] });
      expect((await shown(sandbox, wallet)).savedCards).toBeUndefined();
    }));

  it('with a customer: without one a session cannot offer them', () =>
    withSandbox(async (sandbox) => {
      const body = aSessionBody({ savedCards: { offer: true } });
      const refused = await call(sandbox, '/checkout/sessions', { body });
      expect([refused.status, refused.json['error']]).toMatchObject([400, { param: 'savedCards' }]);
    }));

  it('as the merchant says later', () =>
    withSandbox(async (sandbox) => {
      const customerId = await aCustomer(sandbox);
      await keptBy(sandbox, customerId);
      const session = await create(sandbox, { customerId });
      const patch = (savedCards: object | null) =>
        call(sandbox, `/checkout/sessions/${session.id}`, { method: 'PATCH', body: { savedCards } });
      expect((await patch({ offer: true, cvc: 'skip' })).json).toMatchObject({
        savedCards: { offer: true, cvc: 'skip' },
      });
      expect(await offered(sandbox, session)).toHaveLength(1);
      await patch(null);
      expect(await offered(sandbox, session)).toEqual([]);
    }));
});

describe('removing a kept card', () => {
  it('is the buyer’s to do, as often as they like, and ends it at the acquirer', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const id = await keptBy(sandbox, customer);
      const [session, elsewhere] = [await offering(sandbox, customer), await offering(sandbox, customer)];
      const before = (await shown(sandbox, elsewhere)).version;
      const first = await remove(sandbox, session, id);
      expect([first.status, first.json['savedCards'], first.json['offerToSaveCard']]).toEqual([
        200,
        undefined,
        true,
      ]);
      expect(await remove(sandbox, session, id)).toMatchObject({ status: 200, text: first.text });
      expect(await vaulted(sandbox)).toEqual([]);
      // Another page of theirs hears of it: a newer version.
      expect((await shown(sandbox, elsewhere)).version).toBeGreaterThan(before);
      expect(refusal(await payWithKept(sandbox, elsewhere, id))).toMatchObject([400, 'invalid_request', {}]);
      // What it was used for stays known.
      const stats = await call(sandbox, `/customers/${customer}/stats`);
      expect(stats.json['paymentMethods']).toMatchObject([{ id, savedAt: null }]);
    }));

  it('leaves the cards of others, and says nothing of them', () =>
    withSandbox(async (sandbox) => {
      const [ada, bob] = [await aCustomer(sandbox), await aCustomer(sandbox, 'Bob')];
      const id = await keptBy(sandbox, ada);
      const bobs = await offering(sandbox, bob);
      const [theirs, nobodys] = [await remove(sandbox, bobs, id), await remove(sandbox, bobs, 'pm_nobody')];
      expect([theirs.status, theirs.text]).toEqual([200, nobodys.text]);
      const plain = await create(sandbox, { customerId: ada });
      expect((await remove(sandbox, plain, id)).status).toBe(200);
      const other = await anotherMerchant(sandbox);
      expect((await remove(sandbox, await offering(sandbox, ada), id, other.publishableKey)).status).toBe(
        404,
      );
      expect(await offered(sandbox, await offering(sandbox, ada))).toEqual([id]);
    }));

  it('is over with the session', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const id = await keptBy(sandbox, customer);
      const session = await offering(sandbox, customer);
      await call(sandbox, `/checkout/sessions/${session.id}/expire`, { method: 'POST' });
      expect((await remove(sandbox, session, id)).status).toBe(409);
    }));

  it('and keeping it again begins anew', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const id = await keptBy(sandbox, customer);
      await remove(sandbox, await offering(sandbox, customer), id);
      expect(await keptBy(sandbox, customer)).toBe(id);
      expect([(await vaulted(sandbox)).length, (await cardRows(sandbox)).length]).toEqual([1, 1]);
    }));
});

describe('the merchant’s server', () => {
  it('lists what a customer keeps, page by page, and removes it once', () =>
    withSandbox(async (sandbox) => {
      const customer = await aCustomer(sandbox);
      const ids: string[] = [];
      for (const number of [APPROVED, AMEX]) {
        const before = await offered(sandbox, await offering(sandbox, customer));
        await keptBy(sandbox, customer, number);
        const now = await offered(sandbox, await offering(sandbox, customer));
        ids.push(...now.filter((one) => !before.includes(one)));
      }
      await pay(sandbox, await offering(sandbox, customer), '5555555555554444');
      const path = `/customers/${customer}/payment-methods`;
      const page = await call(sandbox, `${path}?limit=1&page=2`);
      expect(page.json).toMatchObject({
        totalCount: 2,
        data: [
          {
            id: ids[1],
            object: 'payment_method',
            card: { brand: 'amex', last4: '0005' },
            savedAt: '2026-01-15T12:00:00.000Z',
          },
        ],
      });
      const one = `${path}/${ids[1]}`;
      expect((await call(sandbox, one, { method: 'DELETE' })).json).toEqual({
        id: ids[1],
        object: 'payment_method',
        deleted: true,
      });
      expect((await call(sandbox, one, { method: 'DELETE' })).status).toBe(404);
      expect(await offered(sandbox, await offering(sandbox, customer))).toEqual([ids[0]]);
      const other = await anotherMerchant(sandbox);
      const theirs = { key: other.secretKey };
      expect((await call(sandbox, path, theirs)).status).toBe(404);
      const foreign = await call(sandbox, `${path}/${ids[0]}`, { method: 'DELETE', ...theirs });
      expect(foreign.status).toBe(404);
    }));
});
