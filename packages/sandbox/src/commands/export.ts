// `xpay-sandbox export`: all test data as one JSON document on standard output, to be kept or imported elsewhere.

import { type Command, FINDING_USAGE } from './command.ts';

export const exportState: Command = {
  about: 'write all test data as JSON to standard output',
  options: [],
  usage: `Usage: xpay-sandbox export [options] > before.json

The document holds client secrets: treat it as a key. POST /sandbox/import puts it back.

${FINDING_USAGE}`,
  async run({ client, print }) {
    print(await client.text('/sandbox/export'));
  },
};
