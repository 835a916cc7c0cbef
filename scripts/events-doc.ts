// Makes docs/events.md from the code's own tables of events: `tsx scripts/events-doc.ts` writes it, a test compares it.

import { readFileSync, writeFileSync } from 'node:fs';
import type { EventName } from '../packages/sandbox/src/domain/checkout.ts';
import { NAMES as CXPAY } from '../packages/sandbox/src/wire/cxpay/events.ts';
import { NAMES as MAXFI } from '../packages/sandbox/src/wire/maxfi/events.ts';
import { NAMES as PAYMENT_REQUEST } from '../packages/sandbox/src/wire/payment-request/events.ts';
import { NAMES as XPAY } from '../packages/sandbox/src/wire/xpay/events.ts';
import { CATALOG_EVENTS } from '../packages/sandbox/src/wire/xpay/tell.ts';
import { EVENT_NAMES } from '../packages/xpay-js/src/events.ts';
import { ROOT } from './run.ts';

/** When the domain tells of each change; what it is called is the APIs' own. */
const WHEN: Readonly<Record<EventName, string>> = {
  session_completed: 'the session is paid, or its money is held',
  session_expired: 'the session’s time is over, or your server ended it',
  session_canceled: 'the payment was cancelled while the session was open',
  intent_requires_action:
    'the buyer has something to do, once for an attempt; a bank that decides unasked sends none',
  intent_processing: 'the payment was accepted, and its outcome comes later',
  intent_requires_capture: 'the bank holds the money, until you capture it',
  intent_succeeded: 'paid',
  intent_canceled: 'the payment was cancelled, or held money was let go',
  attempt_failed: 'an attempt was refused; while the session is open, the buyer may try again',
  charge_succeeded: 'an attempt has moved money',
  charge_failed: 'an attempt has not',
  charge_captured: 'held money was taken, all or a part of it',
  charge_refunded: 'money goes back, all or a part of it',
  refund_created: 'a refund was made',
  refund_updated: 'a refund that was pending has succeeded or failed',
};

/** What an event's data is, by how its type begins. */
const OBJECTS: Readonly<Record<string, string>> = {
  'checkout.session': 'the session',
  checkout_session: 'the session',
  payment_intent: 'the payment intent',
  charge: 'the charge',
  refund: 'the refund',
  customer: 'the customer',
  product: 'the product',
};

interface Member {
  readonly name: string;
  readonly type: string;
  readonly says: string;
}

/** The members of an interface of a source file, each with its comment of one line. */
function membersOf(file: string, name: string): readonly Member[] {
  const source = readFileSync(ROOT + file, 'utf8');
  const [, body] =
    new RegExp(`^export (?:interface|declare class|class) ${name}\\b[^{]*\\{\\n(.*?)^\\}`, 'ms').exec(
      source,
    ) ?? [];
  if (body === undefined) throw new Error(`${file} has no interface ${name}.`);
  return [...body.matchAll(/(?:\/\*\* (.*?) \*\/\n\s+)?(?:declare )?readonly (\w+): (.+);/g)].map(
    ([, says = '', member = '', type = '']) => ({ name: member, type, says }),
  );
}

const EVENTS_FILE = 'packages/xpay-js/src/events.ts';

/** A payload as its listener gets it: `{ session }`, or nothing. */
function payloadOf(type: string): string {
  if (type === 'undefined') return '';
  const names = type.startsWith('{')
    ? [...type.matchAll(/readonly (\w+)/g)].map(([, name = '']) => name)
    : membersOf(EVENTS_FILE, type).map(({ name }) => name);
  return `\`{ ${names.join(', ')} }\``;
}

function browserRows(): string {
  const members = membersOf(EVENTS_FILE, 'CheckoutEvents');
  return EVENT_NAMES.map((name) => {
    const member = members.find((one) => one.name === name);
    if (member === undefined || member.says === '') throw new Error(`${name} says nothing of itself.`);
    return `| \`${name}\` | ${member.says} | ${payloadOf(member.type)} |`;
  }).join('\n');
}

/** Spells out a type that protocol/messages.ts names. */
function spelled(type: string): string {
  const source = readFileSync(`${ROOT}packages/protocol/src/messages.ts`, 'utf8');
  return new RegExp(`^export type ${type} = (.+);`, 'm').exec(source)?.[1] ?? type;
}

function payloadTable(type: string): string {
  const rows = membersOf(EVENTS_FILE, type).map(
    ({ name, type: is, says }) => `| \`${name}\` | \`${spelled(is).replaceAll('|', '\\|')}\` | ${says} |`,
  );
  return `| field | type | |\n|---|---|---|\n${rows.join('\n')}`;
}

/** The types of an API in the order of its table, each once, with all of its occasions. */
function apiRows(names: Partial<Record<EventName, string>>, object: (type: string) => string): string {
  const occasions = new Map<string, string[]>();
  for (const [event, type] of Object.entries(names)) {
    occasions.set(type, [...(occasions.get(type) ?? []), WHEN[event as EventName]]);
  }
  return [...occasions].map(([type, when]) => row(type, when.join('; or '), object(type))).join('\n');
}

function row(type: string, when: string, object: string): string {
  return `| \`${type}\` | ${when} | ${object} |`;
}

function objectOf(type: string): string {
  const start = type.slice(0, type.lastIndexOf('.'));
  const object = OBJECTS[start];
  if (object === undefined) throw new Error(`Nothing says what ${type} is about.`);
  return object;
}

/** The whole page as Markdown. */
export function eventsPage(): string {
  const catalog = Object.entries(CATALOG_EVENTS).map(([type, when]) => row(type, when, objectOf(type)));
  const head = '| type | when | data |\n|---|---|---|';
  return `# Events

Two kinds: what xpay.js tells your page, and what webhooks tell your server. Only the second is proof of a payment. This page is made
from the code's own tables.

## In the browser
Each is an event of \`checkout.on(name, listener)\`, which returns a function that removes the listener, an option of
\`initEmbeddedCheckout\` (\`onReady\`, \`onChange\` and so on), and a DOM event \`xpay-<name>\` of [\`<xpay-checkout>\`](element.md) with the payload in \`detail\`. The payment
element has all but \`close\`.

| event | when | payload |
|---|---|---|
${browserRows()}

None carries what the buyer typed. Listeners are called in the order in which they were added; one that throws does not keep the others
from being called.

### \`change\`
${payloadTable('ChangeEvent')}

### \`action\`
${payloadTable('ActionEvent')}

### \`complete\`, \`processing\`, \`cancel\`, \`expire\`
\`session\` is what the server said just before: \`id\`, \`status\`, \`paymentStatus\`, \`amountTotal\`, \`currency\`, and \`paymentIntent\` with \`id\`,
\`status\`, \`amount\` and \`currency\`.

### \`error\`
\`error\` is an [\`XPayError\`](errors.md). The checkout says so to the buyer by itself.

## Webhooks
What each API tells, in its own words. An endpoint gets the events of the APIs that it asks for. How they are signed, sent again and
logged: [Webhooks](webhooks.md).

### XPay
\`data.object\` is what a GET of the object answers at that moment.

${head}
${apiRows(XPAY, objectOf)}
${catalog.join('\n')}

### CX Pay
\`data\` is what a GET of the object answers at that moment.

${head}
${apiRows(CXPAY, objectOf)}

### MaxFi
\`data\` is the payment, with \`order_id\` and \`metadata\` as they were sent.

${head}
${apiRows(MAXFI, () => 'the payment')}

### Payment requests
For those who would rather not poll.

${head}
${apiRows(PAYMENT_REQUEST, () => 'the payment request')}
`;
}

if (process.argv[1]?.endsWith('events-doc.ts')) writeFileSync(`${ROOT}docs/events.md`, eventsPage());
