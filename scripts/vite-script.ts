// The builds of xpay.js from one source: the plain script that a tag loads, with its parts, and the modules that npm gets.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type UserConfig } from 'vite';
import { MINIFY, minifyFirst } from './minify.ts';
import { precompress } from './precompress.ts';

const ROOT = join(import.meta.dirname, '../packages/xpay-js');

const BUILD = { target: 'es2022', outDir: 'dist', emptyOutDir: false, modulePreload: false } as const;

/** What xpay.js fetches when a page first needs it; each is a module that imports nothing. */
export const PARTS = ['advice', 'full-size', 'headless', 'open-link', 'overlay', 'payment', 'tag'] as const;

/** `dist/xpay.js`, one plain function call: no module, no global of its own, nothing for an AMD loader to catch. */
export function scriptBuild(): UserConfig {
  return {
    ...minified('script.ts', 'iife', 'xpay.js'),
    plugins: [minifyFirst(), precompress((fileName) => fileName === 'xpay.js'), buildParts()],
  };
}

/** `dist/<part>.js`, to be served beside the `xpay.js` of this very version. */
export function partBuild(part: (typeof PARTS)[number]): UserConfig {
  return {
    ...minified(`${part}.ts`, 'es', `${part}.js`),
    plugins: [minifyFirst(), precompress((fileName) => fileName === `${part}.js`)],
  };
}

/** `dist/npm/*.js`, for bundlers: `@xpay/protocol` stays an import, so that there is one `XPayError`. */
export function npmBuild(): UserConfig {
  return {
    root: ROOT,
    publicDir: false,
    build: {
      ...BUILD,
      outDir: 'dist/npm',
      emptyOutDir: true,
      minify: false,
      lib: {
        entry: ['index', 'load-script', 'element'].map((name) => join(ROOT, `src/${name}.ts`)),
        formats: ['es'],
      },
      rolldownOptions: { external: [/^@xpay\/protocol\//] },
    },
  };
}

/** As a library, because Vite puts code of its own around the `import()` of what it takes for an application. */
function minified(entry: string, format: 'iife' | 'es', fileName: string): UserConfig {
  const lib = {
    entry: join(ROOT, 'src', entry),
    formats: [format],
    name: 'unused',
    fileName: () => fileName,
  };
  return { root: ROOT, publicDir: false, build: { ...BUILD, ...MINIFY, lib } };
}

/** Writes the parts, and `script.json`: what a shop that pins the version puts into `integrity`. */
function buildParts(): Plugin {
  return {
    name: 'xpay:parts',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      for (const part of PARTS) await build({ ...partBuild(part), configFile: false, logLevel: 'warn' });
      const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
      const hash = (fileName: string) =>
        `sha384-${createHash('sha384')
          .update(readFileSync(join(dir, fileName)))
          .digest('base64')}`;
      const parts = Object.fromEntries(PARTS.map((part) => [part, hash(`${part}.js`)]));
      const facts = { version, integrity: hash('xpay.js'), parts };
      writeFileSync(join(dir, 'script.json'), `${JSON.stringify(facts, null, 2)}\n`);
    },
  };
}
