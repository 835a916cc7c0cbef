// The build of the gallery: every state of the checkout as static files, to be served below `/gallery/`.
import { join } from 'node:path';
import type { Plugin, UserConfig } from 'vite';

const ROOT = join(import.meta.dirname, '../packages/checkout/gallery');

/** Its documents load their own files, and show each other and one another's pictures in frames. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** `packages/checkout/gallery/dist`. */
export function galleryBuild(): UserConfig {
  return {
    root: ROOT,
    base: '/gallery/',
    publicDir: false,
    plugins: [withPolicy()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      target: 'es2022',
      // A rebuild takes the old one's place when it is whole: scripts/docs-site.ts.
      outDir: process.env['GALLERY_OUT'] ?? 'dist',
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1_000,
      // The page in the place of a bank's has its styles written into it, and no script.
      rolldownOptions: {
        input: ['index.html', 'bank.html'].map((file) => join(ROOT, file)),
        // What a checkout imports later stands here from the start.
        checks: { ineffectiveDynamicImport: false },
      },
    },
  };
}

function withPolicy(): Plugin {
  return {
    name: 'xpay:gallery-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}
