// The build of @xpay/react: one module for bundlers, of which React and xpay.js are no part.
import { join } from 'node:path';
import type { UserConfig } from 'vite';

const ROOT = join(import.meta.dirname, '../packages/react');

/** `dist/index.js`. Its first line has frameworks with server components load it in browsers too. */
export function reactBuild(): UserConfig {
  return {
    root: ROOT,
    publicDir: false,
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      minify: false,
      lib: { entry: join(ROOT, 'src/index.ts'), formats: ['es'], fileName: 'index' },
      rolldownOptions: {
        external: [/^react(\/|$)/, '@xpay/xpay-js'],
        output: { banner: "'use client';" },
      },
    },
  };
}

/** Has the tests of @xpay/react find the oldest React that it works with. */
export const OLDER_REACT = Object.fromEntries(
  ['react', 'react-dom', '@testing-library/react'].map((name) => [
    name,
    join(ROOT, 'react-18/node_modules', name),
  ]),
);
