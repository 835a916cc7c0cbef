// One configuration for every build: `--mode frame` (the iframe documents), `--mode script` (xpay.js), `--mode npm` (the same
// for bundlers), `--mode react`, `--mode spa` (the demo's React shop), and the unit tests.
import { defineConfig, type UserConfig } from 'vite';
import { frameConfig } from './scripts/vite-frame.ts';
import { OLDER_REACT, reactBuild } from './scripts/vite-react.ts';
import { npmBuild, scriptBuild } from './scripts/vite-script.ts';
import { spaBuild } from './scripts/vite-spa.ts';

/** For a machine that is busy: no test measures time. */
const testTimeout = 30_000;

const TESTS = {
  projects: [
    {
      test: {
        name: 'node',
        testTimeout,
        environment: 'node',
        include: [
          'packages/{protocol,sandbox}/src/**/*.test.ts',
          'demo/**/*.test.ts',
          'scripts/**/*.test.ts',
        ],
      },
    },
    {
      test: {
        name: 'dom',
        testTimeout,
        environment: 'happy-dom',
        include: ['packages/{xpay-js,checkout,react}/src/**/*.test.{ts,tsx}'],
      },
    },
    {
      resolve: { alias: OLDER_REACT },
      test: {
        name: 'dom-react-18',
        testTimeout,
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
  return { test: TESTS } as UserConfig;
});
