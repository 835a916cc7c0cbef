// `pnpm build`: the frame's documents and xpay.js, as a CDN would serve them; the dashboard; the preview; the packages that npm gets, and the demo's
// React shop, which is made of them.

import { buildPreview } from '../demo/preview/build.ts';
import { buildSpa } from '../demo/spa-build.ts';
import { run } from './run.ts';

for (const mode of ['frame', 'script', 'dashboard']) {
  const code = await run('vite', ['build', '--mode', mode, '--logLevel', 'warn']);
  if (code !== 0) process.exit(code);
}
await buildPreview();
await buildSpa();
