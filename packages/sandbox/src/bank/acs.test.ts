// Facts about how verifications end, and when our server is told.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { manualClock } from '../domain/clock.ts';
import { rreqSchema } from '../threeds/messages.ts';
import { anAReq, answer, aSandboxBank, authenticate, begin, tell, withBank } from './test-sandbox-bank.ts';

it('tells that the right code was given, with proof', () =>
  withBank(async (bank) => {
    const ares = await authenticate(bank);
    await begin(bank, ares);
    expect(bank.told).toEqual([]);
    await answer(bank, ares);
    const { messageType: _, transStatus: __, acsReferenceNumber: ___, ...shared } = ares;
    expect(bank.told).toHaveLength(1);
    expect(rreqSchema.parse(bank.told[0])).toMatchObject({
      threeDSServerTransID: shared.threeDSServerTransID,
      acsTransID: shared.acsTransID,
      dsTransID: shared.dsTransID,
      transStatus: 'Y',
      eci: '05',
      interactionCounter: '01',
    });
    expect(bank.told[0]?.authenticationValue).toMatch(/^[A-Za-z0-9+/]{27}=$/);
    expect(bank.told[0]?.challengeCancel).toBeUndefined();
  }));

// Full-width, Arabic-Indic, Persian, Bengali, Devanagari, Thai, mathematical; as pasted from a right-to-left message.
// biome-ignore format: a list to read.
it.each([
  '123 456', '123-456', '１２３４５６', '１２３　４５６', '١٢٣٤٥٦', '۱۲۳۴۵۶', '১২৩৪৫৬', '१२३४५६', '๑๒๓๔๕๖', '𝟏𝟐𝟑𝟺𝟻𝟼',
  '\u200f\u2067١٢٣٤٥٦\u2069', '\u200e123\u00a0456\u202c',
])(
  'takes the code as people type it: %s',
  (code) =>
    withBank(async (bank) => {
      const ares = await authenticate(bank);
      await begin(bank, ares);
      await answer(bank, ares, { code, press: 'confirm' });
      expect(bank.told[0]?.transStatus).toBe('Y');
    }),
);

it.each(['', '①②③④⑤⑥', 'Ⅰ23456', '١٢٣٤٥', '²23456', '0x1e240', '123456.0', '𝟏𝟐𝟑𝟺𝟻'])(
  'does not take %j for it',
  (code) =>
    withBank(async (bank) => {
      const ares = await authenticate(bank);
      await begin(bank, ares);
      await answer(bank, ares, { code, press: 'confirm' });
      expect(bank.told).toEqual([]);
    }),
);

it('refuses after the third wrong code, and takes no fourth', () =>
  withBank(async (bank) => {
    const ares = await authenticate(bank);
    await begin(bank, ares);
    await answer(bank, ares, { code: '000000' });
    await answer(bank, ares, { code: '' });
    expect(bank.told).toEqual([]);
    await answer(bank, ares, { code: '1234567' });
    await answer(bank, ares);
    expect(bank.told).toHaveLength(1);
    expect(bank.told[0]).toMatchObject({
      transStatus: 'N',
      transStatusReason: '01',
      interactionCounter: '03',
    });
    expect(bank.told[0]?.authenticationValue).toBeUndefined();
  }));

it('tells that the buyer has canceled', () =>
  withBank(async (bank) => {
    const ares = await authenticate(bank);
    await begin(bank, ares);
    await answer(bank, ares, { code: '123456', press: 'cancel' });
    expect(bank.told[0]).toMatchObject({ transStatus: 'N', challengeCancel: '01' });
  }));

it('tells a result once, however often and at once it is given', () =>
  withBank(async (bank) => {
    const ares = await authenticate(bank);
    await begin(bank, ares);
    await Promise.all([answer(bank, ares), answer(bank, ares), answer(bank, ares, { press: 'cancel' })]);
    await bank.sweep();
    bank.clock.advance(3_600_000);
    await bank.sweep();
    expect(bank.told).toHaveLength(1);
  }));

it('takes no answer to a challenge that was not shown', () =>
  withBank(async (bank) => {
    const ares = await authenticate(bank);
    await answer(bank, ares);
    expect(bank.told).toEqual([]);
  }));

it.each([
  ['when no browser comes within 30 s', false, 30_000, '05'],
  ['when nobody answers within 10 minutes', true, 600_000, '04'],
])('gives up %s', (_when, isBegun, ms, challengeCancel) =>
  withBank(async (bank) => {
    const ares = await authenticate(bank);
    if (isBegun) await begin(bank, ares);
    bank.clock.advance(ms - 1);
    await bank.sweep();
    expect(bank.told).toEqual([]);
    bank.clock.advance(1);
    await bank.sweep();
    expect(bank.told).toHaveLength(1);
    expect(bank.told[0]).toMatchObject({ transStatus: 'N', transStatusReason: '14', challengeCancel });
  }),
);

it('waits ten more minutes after every answer', () =>
  withBank(async (bank) => {
    const ares = await authenticate(bank);
    await begin(bank, ares);
    bank.clock.advance(599_000);
    await answer(bank, ares, { code: '1' });
    bank.clock.advance(599_000);
    await bank.sweep();
    expect(bank.told).toEqual([]);
  }));

it.each([
  ['approves elsewhere', 'none', 'Y'],
  ['refuses elsewhere', 'decoupled_refused', 'N'],
] as const)('%s after 3 s', (_what, behavior, transStatus) =>
  withBank(async (bank) => {
    await tell(bank, behavior);
    await authenticate(bank, anAReq('4000000000003071'));
    bank.clock.advance(2_999);
    await bank.sweep();
    expect(bank.told).toEqual([]);
    bank.clock.advance(1);
    await bank.sweep();
    expect(bank.told).toMatchObject([{ transStatus, authenticationType: '04' }]);
  }),
);

it('asks elsewhere for any card, and stays silent, when told', () =>
  withBank(async (bank) => {
    await tell(bank, 'decoupled_silent');
    expect(await authenticate(bank)).toMatchObject({ transStatus: 'D' });
    bank.clock.advance(86_400_000);
    await bank.sweep();
    expect(bank.told).toEqual([]);
  }));

it('tells late when told to', () =>
  withBank(async (bank) => {
    await tell(bank, 'rreq_late');
    const ares = await authenticate(bank);
    await begin(bank, ares);
    expect(await answer(bank, ares)).toContain('name="cres"');
    await bank.sweep();
    bank.clock.advance(2_999);
    await bank.sweep();
    expect(bank.told).toEqual([]);
    bank.clock.advance(1);
    await bank.sweep();
    await bank.sweep();
    expect(bank.told).toMatchObject([{ transStatus: 'Y' }]);
  }));

it('never tells when told not to', () =>
  withBank(async (bank) => {
    await tell(bank, 'rreq_lost');
    const ares = await authenticate(bank);
    await begin(bank, ares);
    await answer(bank, ares);
    bank.clock.advance(86_400_000);
    await bank.sweep();
    expect(bank.told).toEqual([]);
  }));

it('tells again what a broken line has swallowed', () =>
  withBank(async (bank) => {
    const ares = await authenticate(bank);
    await begin(bank, ares);
    bank.breakLine(true);
    expect(await answer(bank, ares)).toContain('name="cres"');
    bank.breakLine(false);
    await bank.sweep();
    expect(bank.told).toEqual([]);
    bank.clock.advance(10_000);
    await bank.sweep();
    expect(bank.told).toMatchObject([{ transStatus: 'Y' }]);
  }));

it('goes on after a restart where it stood', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xpay-bank-'));
  const path = join(folder, 'bank.db');
  const clock = manualClock();
  const before = await aSandboxBank(path, clock);
  const ares = await authenticate(before);
  await begin(before, ares);
  await answer(before, ares, { code: '000000' });
  await before.store.close();
  const after = await aSandboxBank(path, clock);
  expect(await (await after.pages.request(`/challenge/${ares.acsTransID}`)).text()).toContain(
    'two more times',
  );
  await answer(after, ares);
  await after.store.close();
  expect(after.told).toMatchObject([{ transStatus: 'Y', interactionCounter: '02' }]);
  await rm(folder, { recursive: true });
});

it.each(['cres_forged_yes', 'cres_wrong_no'] as const)(
  'with %s, still tells the truth when nobody came',
  (behavior) =>
    withBank(async (bank) => {
      await tell(bank, behavior);
      await authenticate(bank);
      bank.clock.advance(30_000);
      await bank.sweep();
      expect(bank.told).toMatchObject([{ transStatus: 'N', challengeCancel: '05' }]);
    }),
);
