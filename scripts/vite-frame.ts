// Builds the frame: one script, and two documents with everything that must not cost a request written into them.
//
// `vite build --mode frame` writes packages/checkout/dist: index.html and headless.html (for the server to fill in
// `__LANG__`, `__DIR__` and `__BOOT__`), their assets under /f/assets, and frame.json with what the server must know of
// them: the hashes of the inline scripts and styles for its policy, and where the languages are.
// `vite --mode frame` serves the same documents for development, with the inline scripts as plain modules.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin, type Rolldown, type UserConfig } from 'vite';

const ROOT = join(import.meta.dirname, '../packages/checkout');
/** The app's file as the inline script names it in the sources. */
const APP_MODULE = '../main.tsx';

/** Modules that only some checkouts need, and import when they do. */
const LATER = /test-menu/;

/** What `vite.config.ts` uses in the mode `frame`. */
export function frameConfig(): UserConfig {
  return {
    root: ROOT,
    publicDir: false,
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      sourcemap: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: 'src/main.tsx',
        optimization: { inlineConst: { mode: 'all', pass: 3 } },
        output: {
          chunkFileNames: 'f/assets/[name]-[hash].js',
          // One file for all that is there from the start; what is imported later shares from it.
          codeSplitting: { groups: [{ name: 'app', test: (id) => !LATER.test(id) }] },
        },
      },
    },
    server: { port: 5174, strictPort: true, cors: true },
    plugins: [plainImports(), frameDocuments(), developmentDocument()],
  };
}

/** Puts the documents together when app and styles are there. */
function frameDocuments(): Plugin {
  return {
    name: 'xpay:frame-documents',
    apply: 'build',
    generateBundle: {
      // After Vite's own, which puts the style sheet there.
      order: 'post',
      async handler(_, bundle) {
        const app = takeApp(bundle);
        const style = takeStyles(bundle);
        const locales = readLocales();
        const localesUrl = `/f/assets/locales-${shortHash(...locales.map(({ json }) => json))}/`;
        const index = await documentOf('index.html', { appUrl: `/${app.fileName}`, style });
        const headless = await documentOf('headless.html', { appUrl: null, style: null });

        const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source });
        for (const { tag, json } of locales) emit(`${localesUrl.slice(1)}${tag}.json`, json);
        emit('index.html', index.html);
        emit('headless.html', headless.html);
        emit(
          'frame.json',
          JSON.stringify(
            {
              build: shortHash(index.html, headless.html, localesUrl),
              documents: { 'index.html': index.hashes, 'headless.html': headless.hashes },
              localesUrl,
              locales: locales.map(({ tag }) => tag),
            },
            null,
            2,
          ),
        );
      },
    },
  };
}

/** Vite's own import() preloads styles and reports failures; all our styles are there from the start. */
function plainImports(): Plugin {
  return {
    name: 'xpay:plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: (id) =>
      id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : null,
  };
}

/** In development Vite serves the document itself; it lacks only the skeleton. */
function developmentDocument(): Plugin {
  return {
    name: 'xpay:frame-development',
    apply: 'serve',
    transformIndexHtml: { order: 'pre', handler: withSkeleton },
  };
}

type Hashes = { readonly scripts: readonly string[]; readonly styles: readonly string[] };

/** The document, with the skeleton in the place that is kept for it. */
function withSkeleton(html: string): string {
  return html.replace(/<!-- skeleton: (.+) -->/, (_, path) => readFileSync(join(ROOT, path), 'utf8'));
}

async function documentOf(
  name: string,
  { appUrl, style }: { readonly appUrl: string | null; readonly style: string | null },
): Promise<{ readonly html: string; readonly hashes: Hashes }> {
  const source = withSkeleton(readFileSync(join(ROOT, name), 'utf8'));
  const [tag, entry] = /<script type="module" src="([^"]+)" data-inline><\/script>/.exec(source) ?? [];
  if (tag === undefined || entry === undefined) throw new Error(`${name} names no script with data-inline.`);
  const script = await inlineScript(join(ROOT, entry), appUrl);
  const html = collapse(source)
    .replace(tag, () => `<script>${script}</script>`)
    .replace('</head>', () => (style === null ? '</head>' : `<style>${style}</style></head>`));
  return { html, hashes: { scripts: [cspHash(script)], styles: style === null ? [] : [cspHash(style)] } };
}

/** One classic script: nothing of it waits for the network, and it may run in the middle of parsing. */
async function inlineScript(entry: string, appUrl: string | null): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: 'warn',
    root: ROOT,
    plugins: [appImport(appUrl)],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry, formats: ['iife'], name: '_' },
    },
  })) as Rolldown.RolldownOutput[];
  const code = output[0]?.output[0].code.trim() ?? '';
  return code.replaceAll('</script', '<\\/script');
}

/** The inline script imports the app by its address; it is not a part of it. */
function appImport(appUrl: string | null): Plugin {
  return {
    name: 'xpay:app-import',
    enforce: 'pre',
    resolveId: (id) => (appUrl !== null && id === APP_MODULE ? { id: appUrl, external: 'absolute' } : null),
  };
}

/** The group's chunk holds the app; the entry that is left over only imports it, which would cost a round trip. */
function takeApp(bundle: Rolldown.OutputBundle): Rolldown.OutputChunk {
  let app: Rolldown.OutputChunk | undefined;
  for (const file of Object.values(bundle)) {
    if (file.type !== 'chunk') continue;
    if (file.name === 'app') app = file;
    else if (file.isEntry) delete bundle[file.fileName];
  }
  if (app === undefined) throw new Error('The build made no chunk named "app".');
  return app;
}

function takeStyles(bundle: Rolldown.OutputBundle): string {
  const sheets = Object.values(bundle).filter(({ fileName }) => fileName.endsWith('.css'));
  for (const { fileName } of sheets) delete bundle[fileName];
  return sheets.map((sheet) => (sheet.type === 'asset' ? String(sheet.source).trim() : '')).join('');
}

function readLocales(): readonly { readonly tag: string; readonly json: string }[] {
  const folder = join(ROOT, 'src/i18n/locales');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && !file.endsWith('.notes.json'))
    .map((file) => ({
      tag: basename(file, '.json'),
      json: JSON.stringify(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
    }));
}

/** White space between tags and comments of the sources are for us, not for the buyer's phone. */
function collapse(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/>\s+</g, '><')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

function cspHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function shortHash(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 12);
}
