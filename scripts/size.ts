// `pnpm size`: what a page pays for the checkout, in bytes as sent (brotli), against the budgets, and what they consist of.
//
// The parts of a script: what is left of each package after tree shaking is minified and compressed alone, and the
// script's own size is divided in that proportion. A byte shared by two parts belongs to neither; the sum is exact.

import { brotliCompressSync } from 'node:zlib';
import { build, minify, type Rolldown, type UserConfig } from 'vite';
import { frameConfig } from './vite-frame.ts';
import { reactBuild } from './vite-react.ts';
import { PARTS, partBuild, scriptBuild } from './vite-script.ts';

/**
 * Bytes that may be sent. The product's own limits are 6,000 for xpay.js, 1,500 for @xpay/react, and
 * 2,500 for the texts of a language that every checkout needs; the frame has 45,000, and is held nearer to what it weighs.
 */
const BUDGETS = { script: 6_000, react: 1_500, frame: 42_500, locale: 2_500 } as const;

const PACKAGES: readonly (readonly [name: string, path: RegExp])[] = [
  ['preact', /[\\/]node_modules[\\/]preact[\\/]/],
  ['signals', /[\\/]@preact[\\/]signals/],
  ['i18next', /[\\/]i18next[\\/]/],
  ['protocol', /[\\/]protocol[\\/]src[\\/]/],
  ['ours', /./],
];

// Alone, a part uses little of itself: nothing of it may be dropped for that.
const OPTIONS = { module: true, compress: { unused: false }, mangle: { toplevel: true } } as const;

const isWithinBudgets = [await measureScript(), await measureReact(), await measureFrame()].every(Boolean);
process.exit(isWithinBudgets ? 0 : 1);

async function measureScript(): Promise<boolean> {
  const files = await bundle(scriptBuild());
  const script = chunkNamed(files, 'xpay.js');
  const isWithin = report('xpay.js', [['xpay.js', script.code]], BUDGETS.script, await partsOf(script));
  await reportScriptParts();
  return isWithin;
}

/** What xpay.js fetches when a page first needs it. */
async function reportScriptParts(): Promise<void> {
  const parts: (readonly [name: string, bytes: number])[] = [];
  for (const part of PARTS) {
    const { code } = chunkNamed(await bundle(partBuild(part)), `${part}.js`);
    parts.push([part, compressed(code)]);
  }
  line(
    'Later, of xpay.js',
    parts.reduce((sum, [, bytes]) => sum + bytes, 0),
  );
  for (const [name, bytes] of parts) line(`  ${name}.js`, bytes);
}

/** What a bundler adds to a shop that has React and xpay.js. */
async function measureReact(): Promise<boolean> {
  const { code } = chunkNamed(await bundle(reactBuild()), 'index.js');
  const { code: minified } = await minify('index.js', code, { module: true, mangle: { toplevel: true } });
  return report('@xpay/react', [['index.js', minified]], BUDGETS.react, []);
}

/** What is fetched before the form stands: the document, the app, one language; nothing else is asked for. */
async function measureFrame(): Promise<boolean> {
  const files = await bundle(frameConfig());
  const app = chunkNamed(files, 'app-');
  const sent = [
    ['index.html', textOf(files, 'index.html')],
    ['app.js', app.code],
    ['en.json', textOf(files, '/en.json')],
  ] as const;
  const isWithin = report('The frame, to the form', sent, BUDGETS.frame, await partsOf(app));
  reportLater(files);
  return reportLocales(files) && isWithin;
}

/** The first part of each language; named are the largest, and all that are over the budget. */
function reportLocales(files: Rolldown.RolldownOutput['output']): boolean {
  const sizes = files
    .flatMap(({ fileName }) => /\/locales-\w+\/([\w-]+)\.json$/.exec(fileName)?.[1] ?? [])
    .map((tag) => [tag, compressed(textOf(files, `/${tag}.json`))] as const)
    .sort(([, a], [, b]) => b - a);
  const tooLarge = sizes.filter(([, bytes]) => bytes > BUDGETS.locale);
  const [, largest = 0] = sizes[0] ?? [];
  const note = tooLarge.length === 0 ? 'of' : `: ${tooLarge.length} are over their budget of`;
  line(`The largest of ${sizes.length} languages`, largest, `${note} ${count(BUDGETS.locale)}`);
  for (const [tag, bytes] of tooLarge.length === 0 ? sizes.slice(0, 3) : tooLarge) line(`  ${tag}`, bytes);
  return tooLarge.length === 0;
}

/** What only some payments need, and fetch when they do. */
function reportLater(files: Rolldown.RolldownOutput['output']): void {
  const rules = compressed(chunkNamed(files, 'bank-').code);
  const dialog = compressed(chunkNamed(files, 'threeds-').code);
  const words = compressed(textOf(files, '/en.threeds.json'));
  const bridge = compressed(textOf(files, 'bridge.html'));
  line('Later, for 3-D Secure', rules + dialog + words + bridge);
  line('  bank.js', rules);
  line('  threeds.js', dialog);
  line('  en.threeds.json', words);
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
  // As a library, a build answers with one bundle a format.
  const [made, ...others] = Array.isArray(result) ? result : [result];
  if (made === undefined || others.length > 0 || !('output' in made))
    throw new Error('The build made several bundles, or watches.');
  return made.output;
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
