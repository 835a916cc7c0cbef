// The two builds of xpay.js from one source: the plain script that a tag loads, and the module that npm gets.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, UserConfig } from 'vite';
import { MINIFY, minifyFirst } from './minify.ts';
import { precompress } from './precompress.ts';

const ROOT = join(import.meta.dirname, '../packages/xpay-js');

const BUILD = { target: 'es2022', outDir: 'dist', emptyOutDir: false, modulePreload: false } as const;

/** `dist/xpay.js`, one plain function call: no module, no global of its own, nothing for an AMD loader to catch. */
export function scriptBuild(): UserConfig {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return {
    root: ROOT,
    publicDir: false,
    plugins: [minifyFirst(), precompress((fileName) => fileName === 'xpay.js'), describeScript(version)],
    build: {
      ...BUILD,
      ...MINIFY,
      rolldownOptions: {
        input: join(ROOT, 'src/script.ts'),
        output: {
          format: 'iife',
          entryFileNames: 'xpay.js',
        },
      },
    },
  };
}

/** `dist/index.js`, for bundlers: `@xpay/protocol` stays an import, so that there is one `XPayError`. */
export function npmBuild(): UserConfig {
  return {
    root: ROOT,
    publicDir: false,
    build: {
      ...BUILD,
      minify: false,
      lib: { entry: join(ROOT, 'src/index.ts'), formats: ['es'], fileName: 'index' },
      rolldownOptions: { external: [/^@xpay\/protocol\//] },
    },
  };
}

/** Writes `script.json`: what a shop that pins the version puts into `integrity`. */
function describeScript(version: string): Plugin {
  return {
    name: 'describe-script',
    writeBundle({ dir = '' }) {
      const hash = createHash('sha384').update(readFileSync(join(dir, 'xpay.js')));
      const facts = { version, integrity: `sha384-${hash.digest('base64')}` };
      writeFileSync(join(dir, 'script.json'), `${JSON.stringify(facts, null, 2)}\n`);
    },
  };
}
