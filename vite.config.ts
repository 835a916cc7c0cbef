// One configuration for every build: `--mode frame` (the iframe documents), `--mode script` (xpay.js), and the unit tests.
import { defineConfig, type UserConfig } from 'vite';

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
  if (mode === 'frame') return { root: 'packages/checkout' };
  if (mode === 'script') return { root: 'packages/xpay-js' };
  return { test: TESTS } as UserConfig;
});
