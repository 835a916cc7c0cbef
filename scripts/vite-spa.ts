// The build of the demo's React shop, from the packages as npm would have them: their builds, not their sources.
import { join } from 'node:path';
import { defaultClientConditions, type UserConfig } from 'vite';

const ROOT = join(import.meta.dirname, '../demo/spa');

/** `demo/spa/dist`: one document, and files with a hash in their names. */
export function spaBuild(): UserConfig {
  return {
    root: ROOT,
    base: '/spa/',
    publicDir: false,
    resolve: { conditions: ['published', ...defaultClientConditions] },
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: true,
      // The shop's policy takes no inline script or style, and no data: address.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // 'use client' is for servers that draw; here all is the client.
      rolldownOptions: { checks: { moduleLevelDirective: false, bundlerTimings: false } },
    },
  };
}
