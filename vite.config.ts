// One configuration for every build: `--mode frame` (the iframe documents), `--mode script` (xpay.js), `--mode npm` (the same
// for bundlers), `--mode react`, `--mode spa` (the demo's React shop), `--mode dashboard` (the sandbox's), `--mode preview` and
// `--mode tap` (the demo's preview and its stage), and the unit tests.
import { defineConfig, type UserConfig } from 'vite';
import { dashboardBuild } from './scripts/vite-dashboard.ts';
import { frameConfig } from './scripts/vite-frame.ts';
import { galleryBuild } from './scripts/vite-gallery.ts';
import { previewBuild, tapBuild } from './scripts/vite-preview.ts';
import { OLDER_REACT, reactBuild } from './scripts/vite-react.ts';
import { npmBuild, scriptBuild } from './scripts/vite-script.ts';
import { spaBuild } from './scripts/vite-spa.ts';

/** For a machine that is busy: no test measures time. */
const RUN = { testTimeout: 30_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } } as const;
const DRAWING = { ...RUN, environment: 'happy-dom', setupFiles: ['scripts/dom-tests.ts'] } as const;
/** Files that follow each other in one process, with the modules that are there: their loading was most of a run's time. */
const TOGETHER = { isolate: false } as const;

const TESTS = {
  projects: [
    {
      test: {
        name: 'node',
        ...RUN,
        ...TOGETHER,
        environment: 'node',
        include: [
          'packages/{protocol,sandbox}/src/**/*.test.ts',
          'packages/sandbox/promises/**/*.test.ts',
          'demo/**/*.test.ts',
          'scripts/**/*.test.ts',
        ],
      },
    },
    {
      test: {
        name: 'frame',
        ...DRAWING,
        ...TOGETHER,
        include: [
          'packages/{checkout,dashboard}/src/**/*.test.{ts,tsx}',
          'packages/checkout/gallery/*.test.ts',
          'demo/preview/src/**/*.test.tsx',
        ],
      },
    },
    {
      // What xpay.js does once for a document it does here for each file.
      test: { name: 'host', ...DRAWING, include: ['packages/{xpay-js,react}/src/**/*.test.{ts,tsx}'] },
    },
    {
      resolve: { alias: OLDER_REACT },
      test: {
        name: 'dom-react-18',
        ...RUN,
        environment: 'happy-dom',
        include: ['packages/react/src/**/*.test.tsx'],
      },
    },
  ],
};

export default defineConfig(({ mode }): UserConfig => {
  if (mode === 'frame') return frameConfig();
  if (mode === 'script') return scriptBuild();
  if (mode === 'npm') return npmBuild();
  if (mode === 'react') return reactBuild();
  if (mode === 'spa') return spaBuild();
  if (mode === 'dashboard') return dashboardBuild();
  if (mode === 'gallery') return galleryBuild();
  if (mode === 'preview') return previewBuild();
  if (mode === 'tap') return tapBuild();
  // One for each core of a small machine: by itself vitest leaves one idle.
  return { test: { ...TESTS, maxWorkers: 2 } } as UserConfig;
});
