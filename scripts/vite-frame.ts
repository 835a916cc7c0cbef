// Builds the frame: one script, and three documents with everything that must not cost a request written into them.
//
// `vite build --mode frame` writes packages/checkout/dist: index.html, headless.html and bridge.html (for the server to
// fill in `__LANG__`, `__DIR__`, `__THEME__`, `__BOOT__` and texts such as `__frame.title__`), their assets under /f/assets,
// and frame.json with what the server must know of them: the hashes of the inline scripts and styles for its policy, where
// the languages are, and the texts that the documents name in each of them.
// `vite --mode frame` serves the same documents for development, with the inline scripts as plain modules; those texts
// are in /texts.json, and the languages where their sources are, in the same parts.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown, type UserConfig } from 'vite';
import { documentTexts, localeFiles, readLocales } from './frame-texts.ts';
import { leanI18next } from './lean-i18next.ts';
import { MINIFY, minifyFirst } from './minify.ts';
import { precompress } from './precompress.ts';

const ROOT = join(import.meta.dirname, '../packages/checkout');
/** Modules that only some checkouts need, and import when they do. */
const LATER = new RegExp(
  [
    'test-menu|more-brand-marks|i18n/locales/|theme/apply|overlay/leave',
    'threeds/(threeds\\.tsx|challenge|bridge-line|full-window|order|bank\\.ts|bank-check|acting-screen|asked-words)',
    'payment/(acting|action|resume|outcome|later-instructions)\\.tsx?|ui/(screen|later-icon)|host/shop-button|i18n/duration',
    'checkout/src/live/',
    'checkout/src/order/|form/(keep|make)-extras|api/extra-fields',
    'checkout/src/hosted/',
    'checkout/src/methods/(?!card/(?!typed))',
    'checkout/src/contact/|ui/select-field|libphonenumber-js|protocol/src/countries',
    'protocol/src/(appearance|bridge-messages|contrast|css-values)',
  ].join('|'),
);

/** Where the server says in development that the languages are. */
const SOURCES_URL = '/src/i18n/locales';

/** Vite's own note in a style sheet. */
const VITE_MARK = /\/\*\$vite\$:\d+\*\//g;

/** What `vite.config.ts` uses in the mode `frame`. */
export function frameConfig(): UserConfig {
  return {
    root: ROOT,
    publicDir: false,
    build: {
      ...MINIFY,
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
    server: { port: 5175, strictPort: true, cors: true },
    plugins: [
      plainImports(),
      leanI18next(),
      minifyFirst(),
      frameDocuments(),
      precompress(isAsset),
      developmentDocument(),
    ],
  };
}

function isAsset(fileName: string): boolean {
  return fileName.startsWith('f/assets/');
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
        const style = takeStyles(bundle);
        const modules = new Map([
          ['../main.tsx', takeApp(bundle).fileName],
          ['../theme/apply.ts', chunkOf(bundle, 'apply').fileName],
        ]);
        const locales = readLocales(ROOT);
        const files = locales.flatMap(localeFiles);
        const localesUrl = `/f/assets/locales-${shortHash(...files.flat())}/`;
        const index = await documentOf('index.html', { modules, style });
        const headless = await documentOf('headless.html');
        const bridge = await documentOf('bridge.html');

        const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source });
        for (const [name, json] of files) emit(`${localesUrl.slice(1)}${name}`, json);
        emit('index.html', index.html);
        emit('headless.html', headless.html);
        emit('bridge.html', bridge.html);
        emit(
          'frame.json',
          JSON.stringify(
            {
              build: shortHash(index.html, headless.html, bridge.html, localesUrl),
              documents: {
                'index.html': index.hashes,
                'headless.html': headless.hashes,
                'bridge.html': bridge.hashes,
              },
              localesUrl,
              locales: locales.map(({ tag }) => tag),
              texts: documentTexts(readDocument('index.html'), locales),
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

/** In development Vite serves the document itself; it lacks only the skeleton, and its server the texts. */
function developmentDocument(): Plugin {
  return {
    name: 'xpay:frame-development',
    apply: 'serve',
    transformIndexHtml: { order: 'pre', handler: withSkeleton },
    configureServer: ({ middlewares }) => {
      const answer = (response: ServerResponse, json: string) => {
        response.setHeader('content-type', 'application/json');
        response.end(json);
      };
      middlewares.use('/texts.json', (_, response) => {
        answer(response, JSON.stringify(documentTexts(readDocument('index.html'), readLocales(ROOT))));
      });
      middlewares.use(SOURCES_URL, ({ url = '' }, response, next) => {
        const wanted = url.slice(1);
        const file = readLocales(ROOT)
          .flatMap(localeFiles)
          .find(([name]) => name === wanted);
        if (file === undefined) next();
        else answer(response, file[1]);
      });
    },
  };
}

/** The files of modules, by the names that the inline script has for them. */
type Files = ReadonlyMap<string, string>;

type Hashes = { readonly scripts: readonly string[]; readonly styles: readonly string[] };

/** The document, with the skeleton in the place that is kept for it. */
function withSkeleton(html: string): string {
  return html.replace(/<!-- skeleton: (.+) -->/, (_, path) => readFileSync(join(ROOT, path), 'utf8'));
}

function readDocument(name: string): string {
  return withSkeleton(readFileSync(join(ROOT, name), 'utf8'));
}

/** `style` is the sheet of the app; what the inline script imports of its own is added to it. */
async function documentOf(
  name: string,
  { modules = new Map(), style = '' }: { readonly modules?: Files; readonly style?: string } = {},
): Promise<{ readonly html: string; readonly hashes: Hashes }> {
  const source = readDocument(name);
  const [tag, entry] = /<script type="module" src="([^"]+)" data-inline><\/script>/.exec(source) ?? [];
  if (tag === undefined || entry === undefined) throw new Error(`${name} names no script with data-inline.`);
  const own = await inlineScript(join(ROOT, entry), modules);
  const styles = [style + own.style].filter((text) => text !== '');
  const html = collapse(source)
    .replace(tag, () => `<script>${own.script}</script>`)
    .replace('</head>', () => `${styles.map((text) => `<style>${text}</style>`).join('')}</head>`);
  return { html, hashes: { scripts: [cspHash(own.script)], styles: styles.map(cspHash) } };
}

/** One classic script: nothing of it waits for the network, and it may run in the middle of parsing. */
async function inlineScript(
  entry: string,
  modules: Files,
): Promise<{ readonly script: string; readonly style: string }> {
  const output = (await build({
    configFile: false,
    logLevel: 'warn',
    root: ROOT,
    plugins: [importsByAddress(modules), minifyFirst()],
    build: {
      ...MINIFY,
      write: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry, formats: ['iife'], name: '_' },
    },
  })) as Rolldown.RolldownOutput[];
  const [code, ...assets] = output[0]?.output ?? [];
  const script = code?.code.trim().replaceAll('</script', '<\\/script') ?? '';
  return { script, style: styleOf(assets) };
}

/** What the inline script imports is no part of it. */
function importsByAddress(modules: Files): Plugin {
  return {
    name: 'xpay:imports-by-address',
    enforce: 'pre',
    resolveId(id) {
      const file = modules.get(id);
      return file === undefined ? null : { id: `/${file}`, external: 'absolute' };
    },
  };
}

/** The group's chunk holds the app; the entry that is left over only imports it, which would cost a round trip. */
function takeApp(bundle: Rolldown.OutputBundle): Rolldown.OutputChunk {
  const app = chunkOf(bundle, 'app');
  for (const file of Object.values(bundle))
    if (file.type === 'chunk' && file.isEntry && file !== app) delete bundle[file.fileName];
  return app;
}

function chunkOf(bundle: Rolldown.OutputBundle, name: string): Rolldown.OutputChunk {
  const chunk = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === name);
  if (chunk?.type !== 'chunk') throw new Error(`The build made no chunk named "${name}".`);
  return chunk;
}

function takeStyles(bundle: Rolldown.OutputBundle): string {
  const sheets = Object.values(bundle).filter(({ fileName }) => fileName.endsWith('.css'));
  for (const { fileName } of sheets) delete bundle[fileName];
  return styleOf(sheets);
}

function styleOf(sheets: readonly (Rolldown.OutputAsset | Rolldown.OutputChunk)[]): string {
  const texts = sheets.map((sheet) => (sheet.type === 'asset' ? String(sheet.source) : ''));
  return texts.join('').replace(VITE_MARK, '').trim();
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
