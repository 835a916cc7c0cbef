// `pnpm build`: the frame's documents and xpay.js, as a CDN would serve them.

import { run } from './run.ts';

for (const mode of ['frame', 'script']) {
  const code = await run('vite', ['build', '--mode', mode, '--logLevel', 'warn']);
  if (code !== 0) process.exit(code);
}
