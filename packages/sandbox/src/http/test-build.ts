// A small build for tests of what is served: the frame's documents and xpay.js with a part, in a folder of its own.

import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BootData } from '@xpay/protocol/boot-data';
import { z } from 'zod';

export const INLINE = 'window.xpayBoot = 1;';
export const HASH = `sha256-${createHash('sha256').update(INLINE).digest('base64')}`;

export const HTML = `<!doctype html><html lang="__LANG__" dir="__DIR__" data-theme="__THEME__" data-view="__VIEW__"><title>__TITLE__</title>__BACK__<script>${INLINE}</script>
<script type="application/json" id="boot">__BOOT__</script></html>`;

export const MANIFEST = {
  build: 'b1',
  documents: {
    'index.html': { scripts: [HASH], styles: ['sha256-c3R5bGU='] },
    'headless.html': { scripts: [HASH], styles: [] },
  },
  localesUrl: '/f/assets/locales-1/',
  locales: ['ar', 'de', 'en', 'ja'],
  texts: {
    ar: { 'frame.title': 'نموذج' },
    de: { 'frame.title': '"Zahlung" & <b>mehr</b>' },
    en: {
      'frame.title': 'Payment',
      'hosted.title': 'Pay {{amount}} to {{merchant}}',
      'hosted.back': 'Back to {{merchant}}',
      'pay.payee': 'It goes to {{merchant}}.',
    },
    ja: { 'frame.title': '__BOOT__' },
  },
};

/** Writes the build; whoever asked for it removes the folder. */
export async function writeBuild(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'xpay-build-'));
  await mkdir(join(folder, 'frame/f/assets'), { recursive: true });
  await mkdir(join(folder, 'script'));
  const files = {
    'frame/index.html': HTML,
    'frame/headless.html': HTML,
    'frame/frame.json': JSON.stringify(MANIFEST),
    'frame/f/assets/app-1a2b.js': 'export {};',
    'script/xpay.js': '(() => {})();',
    'script/overlay.js': 'export const overlay = 1;',
    'script/index.js': 'export const npm = 1;',
    'script/script.json': JSON.stringify({
      version: '1.2.3',
      integrity: 'sha384-x',
      parts: { overlay: 'sha384-y' },
    }),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

const BOOT = z.custom<BootData>((value) => typeof value === 'object' && value !== null && 'build' in value);

/** The boot data of a document. */
export function bootOf(html: string): BootData {
  const [, json = ''] = /id="boot">(.*)<\/script>/.exec(html) ?? [];
  return BOOT.parse(JSON.parse(json));
}

/** A directive of the answer's policy, or undefined. */
export function directive({ headers }: { readonly headers: Headers }, name: string): string | undefined {
  const policy = headers.get('content-security-policy') ?? '';
  return policy.split('; ').find((text) => text.startsWith(`${name} `));
}
