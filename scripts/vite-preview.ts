// The builds of the preview: its page, and the script that listens inside its stage.
import { join } from 'node:path';
import type { UserConfig } from 'vite';

const ROOT = join(import.meta.dirname, '../demo/preview');

const BUILD = { target: 'es2022', emptyOutDir: true, modulePreload: { polyfill: false } } as const;

/** `demo/preview/dist/client`: one document, and files with a hash in their names. */
export function previewBuild(): UserConfig {
  return {
    root: ROOT,
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    // The page's policy takes no inline script or style.
    build: { ...BUILD, outDir: 'dist/client', assetsInlineLimit: 0 },
  };
}

/** `demo/preview/dist/tap/tap.js`: a plain script, since it has to run before every other. */
export function tapBuild(): UserConfig {
  const lib = {
    entry: join(ROOT, 'src/tap/tap.ts'),
    formats: ['iife' as const],
    name: 'unused',
    fileName: () => 'tap.js',
  };
  return { root: ROOT, publicDir: false, build: { ...BUILD, outDir: 'dist/tap', lib } };
}
