// One configuration for every build: `--mode frame` (the iframe documents), `--mode script` (xpay.js), `--mode npm` (the same
// for bundlers), and the unit tests.
import { defineConfig, type UserConfig } from 'vite';
import { frameConfig } from './scripts/vite-frame.ts';
import { npmBuild, scriptBuild } from './scripts/vite-script.ts';

const TESTS = {
  projects: [
    {
      test: {
        name: 'node',
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
        environment: 'happy-dom',
        include: ['packages/{xpay-js,checkout,react}/src/**/*.test.{ts,tsx}'],
      },
    },
  ],
};

export default defineConfig(({ mode }): UserConfig => {
  if (mode === 'frame') return frameConfig();
  if (mode === 'script') return scriptBuild();
  if (mode === 'npm') return npmBuild();
  return { test: TESTS } as UserConfig;
});
