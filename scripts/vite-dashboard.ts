// The build of the sandbox's dashboard: one document, and files with a hash in their names.
import { join } from 'node:path';
import type { UserConfig } from 'vite';

/** `packages/dashboard/dist`, as the sandbox serves it below `/dashboard/`. */
export function dashboardBuild(): UserConfig {
  return {
    root: join(import.meta.dirname, '../packages/dashboard'),
    base: '/dashboard/',
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: true,
      // The page's policy takes no inline script or style.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  };
}
