// What the server and a content security policy rely on in the frame's build.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { LATER_PARTS } from '../packages/checkout/src/i18n/parts.ts';
import { PAGE_TEXTS } from './frame-texts.ts';
import { frameConfig } from './vite-frame.ts';

interface FrameFacts {
  readonly build: string;
  readonly documents: Record<string, { readonly scripts: string[]; readonly styles: string[] }>;
  readonly localesUrl: string;
  readonly locales: string[];
  readonly texts: Record<string, Record<string, string>>;
}

let files: ReadonlyMap<string, string>;
let facts: FrameFacts;
const fileOf = (name: string) => files.get(name) ?? '';
const sha256 = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const contents = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(([, text = '']) => text);

beforeAll(async () => {
  const config = frameConfig();
  const output = (await build({
    ...config,
    configFile: false,
    mode: 'production',
    logLevel: 'error',
    build: { ...config.build, write: false },
  })) as Rolldown.RolldownOutput;
  files = new Map(
    output.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : String(file.source)]),
  );
  facts = JSON.parse(fileOf('frame.json'));
}, 180_000);

describe.each(['index.html', 'headless.html', 'bridge.html'])('%s', (name) => {
  it('keeps the places that the server fills in', () => {
    expect(fileOf(name)).toContain('<html lang="__LANG__" dir="__DIR__"');
    expect(fileOf(name)).toContain('<script type="application/json" id="boot">__BOOT__</script>');
  });

  it('names nothing to fetch: the host page speaks on load, and load would wait for it', () => {
    expect(fileOf(name)).not.toMatch(/<script[^>]+src|<link(?![^>]+href="data:)|<img|@import|url\(/);
  });

  it('has no inline handler or style attribute, which no hash allows', () => {
    const markup = fileOf(name).replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '');
    expect(markup).not.toMatch(/\son\w+=|\sstyle=/);
  });

  it('has the inline scripts and styles whose hashes are in frame.json', () => {
    const scripts = contents(fileOf(name), /<script>([\s\S]*?)<\/script>/g).map(sha256);
    const styles = contents(fileOf(name), /<style>([\s\S]*?)<\/style>/g).map(sha256);
    expect(facts.documents[name]).toEqual({ scripts, styles });
    expect(scripts).toHaveLength(1);
  });
});

describe('the bridge', () => {
  it('imports nothing: all of it is in the document', () => {
    expect(fileOf('bridge.html')).not.toMatch(/\bimport\b/);
  });

  it('has a sheet of its own, in which the bank’s page has all the room', () => {
    const [style = '', ...others] = contents(fileOf('bridge.html'), /<style>([\s\S]*?)<\/style>/g);
    expect(others).toEqual([]);
    expect(style).toMatch(/iframe\{[^}]*block-size:100%/);
    expect(style).not.toMatch(/\.xp-|\/\*/);
  });

  it('asks no origin and no bank by name: the server writes them into it', () => {
    expect(fileOf('bridge.html')).not.toMatch(/https:\/\/[a-z]/);
  });
});

describe('the words of the document', () => {
  const markup = () => fileOf('index.html').replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '');

  it('are in frame.json in every language, and no more than those', () => {
    const named = contents(markup(), /__([a-z][\w.]*)__/gi).filter(
      (name) => !/^(LANG|DIR|THEME|VIEW|BOOT|TITLE|BACK)$/.test(name),
    );
    expect(named).toContain('card.number.label');
    expect(Object.keys(facts.texts)).toEqual(facts.locales);
    for (const texts of Object.values(facts.texts))
      expect(Object.keys(texts).sort()).toEqual([...named, ...PAGE_TEXTS].sort());
    expect(facts.texts['de']?.['card.number.label']).toBe('Kartennummer');
  });

  it('leave no sentence that is written out in one language', () => {
    const texts = markup()
      .replace(/__[\w.]+__/g, '')
      .match(/(?<=>)[^<]*[a-z][^<]*(?=<)/gi);
    expect(texts).toBeNull();
  });
});

describe('the assets', () => {
  it('have the app where the inline script imports it, in one file', () => {
    const imports = contents(fileOf('index.html'), /import\(["'`]([^"'`]+)["'`]\)/g);
    const url = imports.find((address) => address.includes('/app-')) ?? '';
    expect(url).toMatch(/^\/f\/assets\/app-[\w-]+\.js$/);
    expect(files.has(url.slice(1))).toBe(true);
    expect(fileOf(url.slice(1))).not.toMatch(/^import\b|;import["'`{*]/);
  });

  it('have what puts variables on in a file of its own, which inline script and app import alike', () => {
    const [name = ''] = [...files.keys()].filter((file) => file.startsWith('f/assets/apply-'));
    expect(fileOf(name)).toContain('Baskerville');
    expect(fileOf('index.html')).toContain(`import("/${name}")`);
    const [app = ''] = [...files.keys()].filter((file) => file.startsWith('f/assets/app-'));
    expect(fileOf(app)).toContain(`import("./${name.slice('f/assets/'.length)}")`);
    expect(fileOf(app)).not.toContain('Baskerville');
  });

  it('have what shows a bank’s page in a file of its own, which the app imports', () => {
    const [name = ''] = [...files.keys()].filter((file) => file.startsWith('f/assets/threeds-'));
    const [app = ''] = [...files.keys()].filter((file) => file.startsWith('f/assets/app-'));
    expect(fileOf(app)).toContain(`import("./${name.slice('f/assets/'.length)}")`);
    for (const part of ['showModal', '.xp-bank__head', 'publickey-credentials-get']) {
      expect(fileOf(name)).toContain(part);
      expect(fileOf(app)).not.toContain(part);
    }
  });

  it('have every language, in parts that together are its own file', () => {
    expect([...facts.locales].sort()).toEqual([...SHIPPED_LOCALES].sort());
    for (const tag of facts.locales) {
      const part = (name: string) => JSON.parse(fileOf(`${facts.localesUrl.slice(1)}${name}.json`));
      const own = JSON.parse(readFileSync(`packages/checkout/src/i18n/locales/${tag}.json`, 'utf8'));
      const first = part(tag);
      const later = LATER_PARTS.filter((name) => name in own);
      expect(first).toHaveProperty('frame.title');
      for (const name of later) {
        expect(first).not.toHaveProperty(name);
        expect(Object.keys(part(`${tag}.${name}`))).toEqual([name]);
      }
      const parts = later.map((name) => part(`${tag}.${name}`));
      expect(Object.assign({ ...first }, ...parts)).toEqual(own);
    }
  });

  it('all live under /f/assets, and none is for us alone', () => {
    const others = [...files.keys()].filter((name) => !name.startsWith('f/assets/'));
    expect(others.sort()).toEqual(['bridge.html', 'frame.json', 'headless.html', 'index.html']);
    expect([...files.keys()].filter((name) => /notes|\.map$/.test(name))).toEqual([]);
  });

  it('carry no code that Trusted Types forbid', () => {
    for (const [name, text] of files)
      expect({
        name,
        found: text.match(/\beval\(|new Function\(|document\.write|insertAdjacentHTML/g),
      }).toEqual({
        name,
        found: null,
      });
  });
});
