// Starts the preview on its own port, beside a payment server that may run already or come up later.

import { fail, listen } from '../listen.ts';
import { buildPreviewIfStale } from './build.ts';
import { createPreview } from './server/preview.ts';
import { readStart } from './server/start.ts';

try {
  const { settings, ...place } = readStart(process.argv.slice(2), process.env);
  await buildPreviewIfStale().catch(({ message }) => process.stderr.write(`${message}\n`));
  // Its address is where the sandbox is to send its events.
  listen(place, 'preview', 'The preview is open', (origin) => {
    const { fetch } = createPreview({ ...settings, origin });
    return (request) => fetch(request);
  });
} catch (error) {
  fail(error);
}
