// `xpay-sandbox reset`: all test data away; keys and webhook addresses stay.

import { type Command, FINDING_USAGE } from './command.ts';

export const reset: Command = {
  about: 'delete all test data; keys and webhook addresses stay',
  options: [],
  usage: `Usage: xpay-sandbox reset [options]

Deletes sessions, payments, events and faults of the test mode, and sets the clock back to the machine's.

${FINDING_USAGE}`,
  async run({ client, print, paint }) {
    await client.post('/sandbox/reset');
    print(`${paint('green', '✓')} All test data is deleted.`);
  },
};
