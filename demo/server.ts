// Starts the demo shop on its own port, beside a payment API that runs already.

import { fail, listen } from './listen.ts';
import { readStart } from './settings.ts';
import { createShop } from './shop/shop.ts';
import { buildSpaIfStale } from './spa-build.ts';

try {
  const { settings, ...place } = readStart(process.argv.slice(2), process.env);
  // A shop without its React pages sells all the same.
  await buildSpaIfStale().catch(({ message }) => process.stderr.write(`${message}\n`));
  const { fetch } = createShop(settings);
  listen(place, 'shop', 'The shop is open', () => (request) => fetch(request));
} catch (error) {
  fail(error);
}
