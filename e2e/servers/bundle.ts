// Builds the scripts of e2e/hosts that import our packages, as a shop's own build would, with React as it is for developers.

import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const REACT = fileURLToPath(new URL('../../packages/react/', import.meta.url));

const built = new Map<string, Promise<string>>();

/** The script with everything it imports, built once in each worker. */
export function bundle(file: URL): Promise<string> {
  const known = built.get(file.href) ?? buildScript(fileURLToPath(file));
  built.set(file.href, known);
  return known;
}

async function buildScript(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    resolve: {
      alias: [
        { find: /^react$/, replacement: `${REACT}node_modules/react` },
        { find: /^react-dom\/client$/, replacement: `${REACT}node_modules/react-dom/client.js` },
        { find: '@xpay/react', replacement: `${REACT}src/index.ts` },
      ],
    },
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ['iife'], name: 'app' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const outputs = [result].flat();
  for (const output of outputs) {
    if ('output' in output) return output.output[0].code;
  }
  throw new Error(`${entry} was not built.`);
}
