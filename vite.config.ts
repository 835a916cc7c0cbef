// One configuration for every build: `--mode frame` (the iframe documents), `--mode script` (xpay.js), `--mode npm` (the same
// for bundlers), `--mode react`, `--mode spa` (the demo's React shop), `--mode dashboard` (the sandbox's), and the unit tests.
import { defineConfig, type UserConfig } from 'vite';
import { dashboardBuild } from './scripts/vite-dashboard.ts';
import { frameConfig } from './scripts/vite-frame.ts';
import { OLDER_REACT, reactBuild } from './scripts/vite-react.ts';
import { npmBuild, scriptBuild } from './scripts/vite-script.ts';
import { spaBuild } from './scripts/vite-spa.ts';

/** For a machine that is busy: no test measures time. */
const RUN = { testTimeout: 30_000, hookTimeout: 60_000 } as const;
const DRAWING = { ...RUN, environment: 'happy-dom' } as const;

const TESTS = {
  projects: [
    {
      test: {
        name: 'node',
        ...RUN,
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
        name: 'dom',
        ...DRAWING,
        setupFiles: ['scripts/dom-tests.ts'],
        include: ['packages/{xpay-js,checkout,react,dashboard}/src/**/*.test.{ts,tsx}'],
      },
    },
    {
      resolve: { alias: OLDER_REACT },
      test: {
        name: 'dom-react-18',
        ...DRAWING,
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
  // One for each core of a small machine: by itself vitest leaves one idle.
  return { test: { ...TESTS, maxWorkers: 2 } } as UserConfig;
});
