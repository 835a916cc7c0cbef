// xpay.js as hosted: the evergreen address, that of its version, and the parts that it fetches when a page needs them.

import { z } from 'zod';
import { loaderHeaders } from './headers.ts';
import { createFileStore, fileResponse } from './static.ts';

export interface ScriptFiles {
  /** `/v1/xpay.js`: whatever version is on disk. */
  evergreen(request: Request): Promise<Response>;
  /** `/v<version>/<file>`: the script or a part of it, of the version on disk and no other. */
  versioned(request: Request, version: string, file: string): Promise<Response>;
}

/** The files of one build. */
export function createScriptFiles(folder: string): ScriptFiles {
  const files = createFileStore(folder);

  async function build() {
    const [script, json] = await Promise.all([files.read(SCRIPT), files.read('script.json')]);
    if (script === null || json === null) return null;
    return { script, ...scriptSchema.parse(JSON.parse(json.body.toString('utf8'))) };
  }

  return {
    async evergreen(request) {
      const built = await build();
      return built === null ? NOT_BUILT() : fileResponse(request, built.script, loaderHeaders('evergreen'));
    },

    async versioned(request, version, name) {
      const built = await build();
      if (built === null) return NOT_BUILT();
      const { script, version: own, parts } = built;
      if (version !== own) {
        const message = `This server has xpay.js v${own}, not v${version}. Use /v${own}/${SCRIPT} or /v1/${SCRIPT}.`;
        return plainText(404, message);
      }
      const part = Object.keys(parts).find((known) => `${known}.js` === name);
      const file = name === SCRIPT ? script : part === undefined ? null : await files.read(`${part}.js`);
      if (file !== null) return fileResponse(request, file, loaderHeaders('versioned'));
      const names = [SCRIPT, ...Object.keys(parts).map((known) => `${known}.js`)].join(', ');
      return plainText(404, `There is no such file of xpay.js v${own}. It has: ${names}.`);
    },
  };
}

const SCRIPT = 'xpay.js';

/** As the build writes it: each part's name with its hash. */
const scriptSchema = z.object({
  version: z.string().regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/),
  parts: z.record(z.string().regex(/^[a-z][a-z\d-]*$/), z.string()).default({}),
});

const NOT_BUILT = (): Response => plainText(503, 'xpay.js is not built. Run: pnpm build');

function plainText(status: 404 | 503, message: string): Response {
  const type = 'text/plain; charset=utf-8';
  return new Response(`${message}\n`, {
    status,
    headers: {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // A page that asked with CORS, as `import()` does, gets to read why.
      'access-control-allow-origin': '*',
    },
  });
}
