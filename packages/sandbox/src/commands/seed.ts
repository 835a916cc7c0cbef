// `xpay-sandbox seed`: payments of every kind, so that lists and dashboards have something to show.

import { type Command, FINDING_USAGE, readCount } from './command.ts';
import { openSession } from './trigger.ts';

/** What becomes of each, in turn; null stays open. */
const FATES = [
  {},
  { token: 'tok_mastercard' },
  { outcome: 'insufficient_funds' },
  { card: { number: '4000002760003184' } },
  { token: 'tok_amex' },
  null,
  { outcome: 'generic_decline' },
  { outcome: 'processing' },
  { card: { number: '4000002760003184' }, threeDS: 'cancel' },
  'expire',
] as const;

const GOODS = [
  { name: 'Linen shirt', amount: 4900 },
  { name: 'Wool blanket', amount: 12_900 },
  { name: 'Oak stool', amount: 8_950 },
  { name: 'Tea, 250 g', amount: 1_650 },
] as const;

export const seed: Command = {
  about: 'fill it with payments of every kind, to look at',
  options: ['payments'],
  usage: `Usage: xpay-sandbox seed [options]

Makes payments that succeed, are declined, are checked by a bank, are canceled there, expire, or stay open.

  --payments N   how many                                        (20)
${FINDING_USAGE}`,
  async run({ client, option, print, paint }) {
    const count = readCount(option('payments'), { name: 'payments', least: 1, most: 1000, fallback: 20 });
    for (let made = 0; made < count; made += 1) {
      const { name, amount } = pick(GOODS, made);
      const { id } = await openSession(client, name, amount);
      const fate = pick(FATES, made);
      if (fate === 'expire') await client.post(`/checkout/sessions/${id}/expire`);
      else if (fate !== null) await client.post(`/sandbox/sessions/${id}/pay`, fate);
    }
    print(`${paint('green', '✓')} ${count} checkout sessions made.`);
  },
};

function pick<const All extends readonly [unknown, ...unknown[]]>(all: All, turn: number): All[number] {
  return all[turn % all.length];
}
