// The shop's own files, read once and served under names that change with their content, so that they cache for good.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const TYPES = {
  'base.css': 'text/css; charset=utf-8',
  'shop.css': 'text/css; charset=utf-8',
  'collection.css': 'text/css; charset=utf-8',
  'orders.css': 'text/css; charset=utf-8',
  'ways.css': 'text/css; charset=utf-8',
  'checkout.js': 'text/javascript; charset=utf-8',
  'ways.js': 'text/javascript; charset=utf-8',
  'order.js': 'text/javascript; charset=utf-8',
  'favicon.svg': 'image/svg+xml',
} as const;

export type AssetName = keyof typeof TYPES;

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

const ASSETS = Object.entries(TYPES).map(([name, type]): [string, Asset] => {
  const body = readFileSync(new URL(name, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
  return [name, { path: `/assets/${name.replace('.', `.${hash}.`)}`, type, body }];
});

const BY_NAME = new Map(ASSETS);
const BY_PATH = new Map(ASSETS.map(([, asset]) => [asset.path, asset]));

/** The address of one of the shop's files. */
export function assetPath(name: AssetName): string {
  return BY_NAME.get(name)?.path ?? '/';
}

/** The file behind an address, or undefined when there is none (or no longer that one). */
export function findAsset(path: string): Asset | undefined {
  return BY_PATH.get(path);
}
