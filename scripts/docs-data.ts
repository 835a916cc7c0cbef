// What the documentation tells of the builds: every script of a payment page, with its size, its hash and why it is there.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { ROOT } from './run.ts';
import { FRAME_SCRIPTS, INLINE_SCRIPTS, SHOP_SCRIPTS } from './script-purposes.ts';

export interface InventoryScript {
  /** The file, or the document that an inline script is written into. */
  readonly name: string;
  readonly purpose: string;
  /** As an `integrity` attribute or a policy writes it. */
  readonly hash: string;
  /** Sent, with brotli; null for an inline script, which is counted with its document. */
  readonly bytes: number | null;
}

export interface Inventory {
  /** The version of xpay.js. */
  readonly version: string;
  /** What pins xpay.js of that version. */
  readonly integrity: string;
  /** Loaded by the shop's page. */
  readonly shop: readonly InventoryScript[];
  /** Loaded by the frame and the hosted page. */
  readonly frame: readonly InventoryScript[];
  /** Written into our documents, and allowed there by these very hashes. */
  readonly inline: readonly InventoryScript[];
}

interface FrameFacts {
  readonly documents: Readonly<Record<string, { readonly scripts: readonly string[] }>>;
}

interface ScriptFacts {
  readonly version: string;
  readonly integrity: string;
}

const SCRIPT = 'packages/xpay-js/dist';
const FRAME = 'packages/checkout/dist';

/** @throws Error when there is no build, and when a script of it has no purpose in script-purposes.ts. */
export function readInventory(root = ROOT): Inventory {
  const { version, integrity } = readJson<ScriptFacts>(join(root, SCRIPT, 'script.json'));
  const { documents } = readJson<FrameFacts>(join(root, FRAME, 'frame.json'));
  const inline = Object.entries(documents).flatMap(([name, { scripts }]) =>
    scripts.map((hash) => ({ name, hash, bytes: null, purpose: INLINE_SCRIPTS[name] ?? '' })),
  );
  return {
    ...{ version, integrity, inline },
    shop: scriptsIn(join(root, SCRIPT), SHOP_SCRIPTS, (file) => file.replace('.js', '')),
    frame: scriptsIn(join(root, FRAME, 'f/assets'), FRAME_SCRIPTS, (file) =>
      // Eight signs of a hash, which may hold a hyphen.
      file.replace(/-.{8}\.js$/, ''),
    ),
  };
}

function scriptsIn(
  folder: string,
  purposes: Readonly<Record<string, string>>,
  keyOf: (file: string) => string,
): readonly InventoryScript[] {
  const order = Object.keys(purposes);
  const names = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const unknown = names.map(keyOf).filter((key) => !order.includes(key));
  if (unknown.length > 0) {
    throw new Error(
      `Nobody has accounted for these scripts of the build: ${unknown.join(', ')}. Say in scripts/script-purposes.ts why they are on a payment page.`,
    );
  }
  return names
    .toSorted((a, b) => order.indexOf(keyOf(a)) - order.indexOf(keyOf(b)))
    .map((name) => {
      const code = readFileSync(join(folder, name));
      const hash = `sha384-${createHash('sha384').update(code).digest('base64')}`;
      return { name, hash, bytes: brotliCompressSync(code).length, purpose: purposes[keyOf(name)] ?? '' };
    });
}

function readJson<T>(file: string): T {
  if (!existsSync(file)) throw new Error(`${file} is missing. Build first: pnpm build.`);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
