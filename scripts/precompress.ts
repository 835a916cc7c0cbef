// Writes `app.js.br` beside `app.js`, and so on: what any server or CDN can send without compressing anything itself.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import type { Plugin } from 'vite';

const compress = promisify(brotliCompress);

/** @param isServed Whether a file is sent as it is; documents are filled in first. */
export function precompress(isServed: (fileName: string) => boolean): Plugin {
  return {
    name: 'xpay:precompress',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const files = Object.keys(bundle).filter(isServed);
      await Promise.all(
        files.map(async (file) => {
          const path = join(dir, file);
          // Of all that zlib offers, its own defaults are the best: quality 11, a window of 4 MB.
          await writeFile(`${path}.br`, await compress(await readFile(path)));
        }),
      );
    },
  };
}
