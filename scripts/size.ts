// `pnpm size`: what a page pays for the checkout, in bytes as sent (brotli), against the budgets, and what they consist of.
//
// The parts of a script: what is left of each package after tree shaking is minified and compressed alone, and the
// script's own size is divided in that proportion. A byte shared by two parts belongs to neither; the sum is exact.

import { brotliCompressSync } from 'node:zlib';
import { build, minify, type Rolldown, type UserConfig } from 'vite';
import { frameConfig } from './vite-frame.ts';
import { scriptBuild } from './vite-script.ts';

/** Bytes that may be sent. The product's own limits are 6,000 for xpay.js and 45,000 for the frame. */
const BUDGETS = { script: 6_000, frame: 45_000 } as const;

const PACKAGES: readonly (readonly [name: string, path: RegExp])[] = [
  ['preact', /[\\/]node_modules[\\/]preact[\\/]/],
  ['signals', /[\\/]@preact[\\/]signals/],
  ['i18next', /[\\/]i18next[\\/]/],
  ['protocol', /[\\/]protocol[\\/]src[\\/]/],
  ['ours', /./],
];

// Alone, a part uses little of itself: nothing of it may be dropped for that.
const OPTIONS = { module: true, compress: { unused: false }, mangle: { toplevel: true } } as const;

const isWithinBudgets = [await measureScript(), await measureFrame()].every(Boolean);
process.exit(isWithinBudgets ? 0 : 1);

async function measureScript(): Promise<boolean> {
  const files = await bundle(scriptBuild());
  const script = chunkNamed(files, 'xpay.js');
  return report('xpay.js', [['xpay.js', script.code]], BUDGETS.script, await partsOf(script));
}

/** What is fetched before the form stands: the document, the app, one language; nothing else is asked for. */
async function measureFrame(): Promise<boolean> {
  const files = await bundle(frameConfig());
  const app = chunkNamed(files, 'app-');
  const sent = [
    ['index.html', textOf(files, 'index.html')],
    ['app.js', app.code],
    ['en.json', textOf(files, 'en.json')],
  ] as const;
  const isWithin = report('The frame, to the form', sent, BUDGETS.frame, await partsOf(app));
  reportLater(files);
  return isWithin;
}

/** What only some payments need, and fetch when they do. */
function reportLater(files: Rolldown.RolldownOutput['output']): void {
  const dialog = compressed(chunkNamed(files, 'threeds-').code);
  const bridge = compressed(textOf(files, 'bridge.html'));
  line('Later, for 3-D Secure', dialog + bridge);
  line('  threeds.js', dialog);
  line('  bridge.html', bridge);
}

function report(
  title: string,
  sent: readonly (readonly [name: string, text: string])[],
  budget: number,
  parts: readonly (readonly [name: string, bytes: number])[],
): boolean {
  const total = sent.reduce((sum, [, text]) => sum + compressed(text), 0);
  const isWithin = total <= budget;
  line(title, total, isWithin ? `of ${count(budget)}` : `is over its budget of ${count(budget)}`);
  if (sent.length > 1) for (const [name, text] of sent) line(`  ${name}`, compressed(text));
  for (const [name, bytes] of parts) line(`    ${name}`, bytes);
  return isWithin;
}

async function partsOf(
  chunk: Rolldown.OutputChunk,
): Promise<readonly (readonly [name: string, bytes: number])[]> {
  const codes = new Map<string, string>();
  for (const [path, module] of Object.entries(chunk.modules)) {
    const [name = 'ours'] = PACKAGES.find(([, pattern]) => pattern.test(path)) ?? [];
    codes.set(name, (codes.get(name) ?? '') + (module.code ?? ''));
  }
  const alone = await Promise.all(
    [...codes].map(async ([name, code]) => {
      const { code: minified } = await minify(`${name}.js`, code, OPTIONS);
      return [name, compressed(minified)] as const;
    }),
  );
  const sum = alone.reduce((bytes, [, part]) => bytes + part, 0);
  const share = compressed(chunk.code) / sum;
  return alone.map(([name, part]) => [name, Math.round(part * share)] as const).sort(([, a], [, b]) => b - a);
}

async function bundle(config: UserConfig): Promise<Rolldown.RolldownOutput['output']> {
  const result = await build({
    ...config,
    configFile: false,
    mode: 'production',
    logLevel: 'warn',
    build: { ...config.build, write: false },
  });
  if (Array.isArray(result) || !('output' in result))
    throw new Error('The build made several bundles, or watches.');
  return result.output;
}

function chunkNamed(files: Rolldown.RolldownOutput['output'], name: string): Rolldown.OutputChunk {
  const chunk = files.find((file) => file.type === 'chunk' && file.fileName.includes(name));
  if (chunk?.type !== 'chunk') throw new Error(`The build made no script named ${name}.`);
  return chunk;
}

function textOf(files: Rolldown.RolldownOutput['output'], name: string): string {
  const asset = files.find(({ fileName }) => fileName.endsWith(name));
  if (asset?.type !== 'asset') throw new Error(`The build made no ${name}.`);
  return String(asset.source);
}

function compressed(text: string): number {
  return brotliCompressSync(text).length;
}

function line(name: string, bytes: number, note = ''): void {
  console.log(`${name.padEnd(28)}${count(bytes).padStart(7)}  ${note}`.trimEnd());
}

function count(bytes: number): string {
  return bytes.toLocaleString('en');
}
