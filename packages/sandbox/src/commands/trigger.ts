// `xpay-sandbox trigger`: makes one thing happen, in a session of its own or in one that is open in a browser.

import type { Client, SandboxObject } from './client.ts';
import { type Command, didYouMean, FINDING_USAGE, UsageProblem } from './command.ts';

type Recipe = (client: Client, session: SandboxObject) => Promise<SandboxObject>;

const paid =
  (body: object): Recipe =>
  (client, { id }) =>
    client.post(`/sandbox/sessions/${id}/pay`, body);

const expired: Recipe = (client, { id }) => client.post(`/checkout/sessions/${id}/expire`);

const refunded: Recipe = async (client, session) => {
  const { paymentIntentId } = await paid({})(client, session);
  return client.post('/refunds', { paymentIntentId });
};

/** A card whose bank asks the buyer on its page. */
const ASKED = { card: { number: '4000002760003184' } };

/** What may be triggered: how a payment ends, or the event that tells of it. */
const RECIPES: Readonly<Record<string, Recipe>> = {
  succeeded: paid({}),
  processing: paid({ outcome: 'processing' }),
  generic_decline: paid({ outcome: 'generic_decline' }),
  insufficient_funds: paid({ outcome: 'insufficient_funds' }),
  lost_card: paid({ outcome: 'lost_card' }),
  stolen_card: paid({ outcome: 'stolen_card' }),
  expired_card: paid({ outcome: 'expired_card' }),
  incorrect_cvc: paid({ outcome: 'incorrect_cvc' }),
  processing_error: paid({ outcome: 'processing_error' }),
  authentication_failed: paid({ ...ASKED, threeDS: 'decline' }),
  authentication_canceled: paid({ ...ASKED, threeDS: 'cancel' }),
  requires_action: paid({ ...ASKED, threeDS: 'ignore' }),
  expired,
  refunded,
  'checkout.session.completed': paid({}),
  'checkout.session.expired': expired,
  'payment_intent.succeeded': paid({}),
  'payment_intent.processing': paid({ outcome: 'processing' }),
  'payment_intent.requires_action': paid({ ...ASKED, threeDS: 'ignore' }),
  'payment_intent.payment_failed': paid({ outcome: 'generic_decline' }),
  'charge.succeeded': paid({}),
  'charge.failed': paid({ outcome: 'generic_decline' }),
  'charge.refunded': refunded,
  'refund.created': refunded,
};

const NAMES = Object.keys(RECIPES);
const OUTCOMES = NAMES.filter((name) => !name.includes('.'));
const EVENTS = NAMES.filter((name) => name.includes('.'));

export const trigger: Command = {
  about: 'make one thing happen: an outcome or an event',
  options: ['session'],
  words: NAMES,
  usage: `Usage: xpay-sandbox trigger <outcome|event> [options]

Pays, or expires, a session of its own, so that the webhooks of it are sent.

  --session ID   do it to this session, which may be open in a browser
${FINDING_USAGE}
Outcomes: ${wrap(OUTCOMES)}

Events: ${wrap(EVENTS)}
`,
  async run({ client, word, option, print, paint }) {
    if (word === null)
      throw new UsageProblem('trigger needs an outcome or an event, as in: trigger succeeded');
    const recipe = Object.hasOwn(RECIPES, word) ? RECIPES[word] : undefined;
    if (recipe === undefined) {
      throw new UsageProblem(`There is no outcome or event '${word}'.${didYouMean(word, NAMES)}`);
    }
    const id = option('session');
    const session = id === null ? await openSession(client, word) : { id };
    const result = await recipe(client, session);
    print(`${paint('green', '✓')} ${paint('bold', word)}  ${session.id}`);
    print(`  ${wordsOf(result)}`);
  },
};

/** A session to do it to. */
export function openSession(client: Client, name: string, amount = 4900): Promise<SandboxObject> {
  return client.post('/checkout/sessions', {
    currency: 'USD',
    uiMode: 'embedded',
    lineItems: [{ priceData: { currency: 'USD', unitAmount: amount, productData: { name } }, quantity: 1 }],
    afterCompletion: { type: 'hosted_confirmation' },
  });
}

function wordsOf({ id, status, paymentStatus }: SandboxObject): string {
  return [id, status, paymentStatus].filter((word) => word !== undefined).join(', ');
}

function wrap(words: readonly string[]): string {
  const lines: string[] = [''];
  for (const word of words) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length > 100) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line}, ${word}`;
  }
  return lines.join(',\n  ');
}
