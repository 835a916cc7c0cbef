// Facts about who is enrolled, what an AReq gets, and how the bank can be told to misbehave in both.

import { isBankUrl } from '@xpay/protocol/bridge-messages';
import { expect, it, vi } from 'vitest';
import { aresSchema, erroSchema } from '../threeds/messages.ts';
import { anAReq, authenticate, BANK_ORIGIN, CHALLENGED, tell, withBank } from './test-sandbox-bank.ts';

const WITH_METHOD = '4000002500003155';
const card = (number: string) => ({ number, expMonth: 3, expYear: 2027, cvc: '123' });

it('enrols only the documented cards', () =>
  withBank(async (bank) => {
    expect(await bank.lookUp(card('4242424242424242'), 'cs_test_1')).toBeNull();
    expect(await bank.lookUp(card(CHALLENGED), 'cs_test_1')).toMatchObject({ methodUrl: null });
    expect(await bank.lookUp(card(WITH_METHOD), 'cs_test_1')).toMatchObject({
      methodUrl: `${BANK_ORIGIN}/method`,
    });
  }));

it.each(['method_silent', 'method_late', 'method_twice', 'method_broken', 'forged_done'] as const)(
  'sends the browser to a method page that knows of %s',
  (behavior) =>
    withBank(async (bank) => {
      await tell(bank, behavior);
      const enrolment = await bank.lookUp(card(WITH_METHOD), 'cs_test_1');
      expect(enrolment?.methodUrl).toBe(`${BANK_ORIGIN}/method?behavior=${behavior}`);
      expect(await bank.lookUp(card(WITH_METHOD), 'cs_test_2')).toMatchObject({
        methodUrl: `${BANK_ORIGIN}/method`,
      });
    }),
);

it('has no method page when told', () =>
  withBank(async (bank) => {
    await tell(bank, 'method_absent');
    expect((await bank.lookUp(card(WITH_METHOD), 'cs_test_1'))?.methodUrl).toBeNull();
  }));

const KINDS = ['javascript', 'own_origin', 'long', 'http'] as const;
const OWN = ['https://3ds.example', 'https://checkout.example'];

it.each(KINDS)('gives a method address that no browser may be sent to: %s', (kind) =>
  withBank(async (bank) => {
    await tell(bank, `method_url_${kind}`);
    const url = (await bank.lookUp(card(WITH_METHOD), 'cs_test_1'))?.methodUrl ?? '';
    expect(url).not.toBe('');
    expect(isBankUrl(url, OWN)).toBe(false);
    expect(isBankUrl(url, ['http://localhost:4243', 'https://3ds.example'])).toBe(false);
  }),
);

it.each(KINDS)('gives a challenge address that no browser may be sent to: %s', (kind) =>
  withBank(async (bank) => {
    await tell(bank, `acs_url_${kind}`);
    const { acsURL = '', transStatus } = await authenticate(bank);
    expect(transStatus).toBe('C');
    expect(acsURL).not.toBe('');
    expect(isBankUrl(acsURL, OWN)).toBe(false);
  }),
);

it.each([
  ['4000000000003055', 'Y', '05'],
  ['4000000000003014', 'A', '06'],
  ['4000000000003022', 'N', undefined],
  ['4000000000003030', 'R', undefined],
  ['4000000000003048', 'U', undefined],
  ['4000000000003089', 'I', undefined],
])('answers for %s with %s at once', (number, transStatus, eci) =>
  withBank(async (bank) => {
    const ares = await authenticate(bank, anAReq(number));
    expect(ares).toMatchObject({ transStatus });
    expect(ares.eci).toBe(eci);
    expect(ares.authenticationValue === undefined).toBe(eci === undefined);
    expect(ares.acsURL).toBeUndefined();
    bank.clock.advance(3_600_000);
    await bank.sweep();
    expect(bank.told).toEqual([]);
  }),
);

it('asks for a challenge on its own page', () =>
  withBank(async (bank) => {
    expect(await authenticate(bank)).toMatchObject({ transStatus: 'C', acsURL: `${BANK_ORIGIN}/challenge` });
  }));

it('gives the same AReq the same answer', () =>
  withBank(async (bank) => {
    const areq = anAReq('4000000000003055');
    expect(await authenticate(bank, areq)).toEqual(await authenticate(bank, areq));
  }));

it('asks elsewhere only where that was offered', () =>
  withBank(async (bank) => {
    const offered = anAReq('4000000000003071');
    expect(await authenticate(bank, offered)).toMatchObject({ transStatus: 'D', acsDecConInd: 'Y' });
    const refused = anAReq('4000000000003071', { threeDSRequestorDecReqInd: 'N' });
    expect(await authenticate(bank, refused)).toMatchObject({ transStatus: 'N' });
  }));

it('has words for the buyer when told', () =>
  withBank(async (bank) => {
    await tell(bank, 'cardholder_info');
    expect(await authenticate(bank)).toMatchObject({
      transStatus: 'N',
      cardholderInfo: '<b>Call</b> us: +1 555 0100',
    });
  }));

it('answers slowly, never, or with what is no message when told', () =>
  withBank(async (bank) => {
    await tell(bank, 'areq_slow', 'slow');
    await tell(bank, 'areq_lost', 'lost');
    await tell(bank, 'areq_broken', 'broken');
    const areqOf = (sessionId: string) =>
      anAReq(CHALLENGED, {
        messageExtension: [
          { name: 'x', id: 'xpay.sandbox.session', criticalityIndicator: false, data: { sessionId } },
        ],
      });
    await authenticate(bank, areqOf('slow'));
    expect(bank.waits).toEqual([3_000]);
    expect(aresSchema.safeParse(await bank.authenticate(areqOf('broken'))).success).toBe(false);
    const settled = vi.fn();
    void bank.authenticate(areqOf('lost')).finally(settled);
    await authenticate(bank, areqOf('none'));
    expect(settled).not.toHaveBeenCalled();
  }));

it.each([
  ['a field that is missing', { notificationURL: undefined }, '203'],
  ['a card of nobody', { acctNumber: '4242424242424242' }, '301'],
  ['an amount beyond counting', { purchaseAmount: '9'.repeat(48) }, '301'],
])('answers an AReq with %s by an Erro', (_what, change, errorCode) =>
  withBank(async (bank) => {
    const areq = { ...anAReq(), ...change } as ReturnType<typeof anAReq>;
    expect(erroSchema.parse(await bank.authenticate(areq))).toMatchObject({ errorCode });
  }),
);

it('knows which notification page is to be blocked', () =>
  withBank(async (bank) => {
    await tell(bank, 'notification_blocked');
    const areq = anAReq();
    await authenticate(bank, areq);
    expect(await bank.blocksNotification(areq.notificationURL)).toBe(true);
    expect(await bank.blocksNotification(`${areq.notificationURL}2`)).toBe(false);
  }));
