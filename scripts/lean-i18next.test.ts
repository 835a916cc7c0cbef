// The lean i18next says what the whole one says: every text of every language, with every kind of number.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';
import type { I18n, LoadTexts, Texts } from '../packages/checkout/src/i18n/i18n.ts';
import { leanI18next } from './lean-i18next.ts';
import { MINIFY, minifyFirst } from './minify.ts';

const FOLDER = join(import.meta.dirname, '../packages/checkout/src/i18n');
/** One of each plural of CLDR, and a text in place of a number. */
const COUNTS = [0, 1, 2, 3, 6, 11, 100, 1.5, 1_000_000, '7'];

type Create = (tag: string, texts: Texts, load: LoadTexts) => I18n;

async function bundled(plugins: Plugin[]): Promise<{ readonly createI18n: Create; readonly bytes: number }> {
  const [output] = (await build({
    configFile: false,
    logLevel: 'error',
    // As it is sent: what nobody hears is dropped by the minifier.
    plugins: [...plugins, minifyFirst()],
    build: { ...MINIFY, write: false, lib: { entry: join(FOLDER, 'i18n.ts'), formats: ['es'] } },
  })) as Rolldown.RolldownOutput[];
  const code = output?.output[0].code ?? '';
  const file = join(mkdtempSync(join(tmpdir(), 'xpay-i18n-')), 'i18n.mjs');
  writeFileSync(file, code);
  const { createI18n } = await import(/* @vite-ignore */ file);
  rmSync(dirname(file), { recursive: true });
  return { createI18n, bytes: code.length };
}

const LOCALES = readdirSync(join(FOLDER, 'locales')).filter((file) => /^[\w-]+\.json$/.test(file));

function textsOf(file: string): Texts {
  return JSON.parse(readFileSync(join(FOLDER, 'locales', file), 'utf8'));
}

function keysOf(texts: Texts, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string'
      ? [path + key, path + key.replace(/_[a-z]+$/, '')]
      : keysOf(text, `${path}${key}.`),
  );
}

function said(i18n: I18n, keys: readonly string[]): readonly string[] {
  const t = i18n.t as (key: string, values?: object) => string;
  return [...keys, 'no.such.key'].flatMap((key) => [
    t(key),
    ...COUNTS.map((count) => t(key, { count, brand: '{{amount}}', amount: '<b>&', name: '$t(frame.title)' })),
  ]);
}

describe('the lean i18next', async () => {
  const whole = await bundled([]);
  const lean = await bundled([leanI18next()]);

  it('is smaller', () => {
    expect(lean.bytes).toBeLessThan(whole.bytes * 0.5);
  });

  it.each(LOCALES)('says all of %s as the whole one does', (file) => {
    const texts = textsOf(file);
    const [ours, theirs] = [lean, whole].map(({ createI18n }) =>
      said(
        createI18n(file.replace('.json', ''), texts, async () => null),
        keysOf(texts),
      ),
    );
    expect(ours).toEqual(theirs);
    expect(new Set(ours).size).toBeGreaterThan(50);
  });

  it('takes a part that comes later', async () => {
    const { threeds, ...first } = textsOf('en.json');
    const i18n = lean.createI18n('en', first, async () => ({ threeds: threeds ?? '' }));
    expect(i18n.has('threeds')).toBe(false);
    await i18n.need('threeds');
    expect(i18n.t('threeds.cancel')).toBe((threeds as Texts)['cancel']);
    expect(i18n.t('card.heading')).toBe((first['card'] as Texts)['heading']);
  });

  it('changes to a language that is loaded later', async () => {
    const i18n = lean.createI18n('en', textsOf('en.json'), async (tag) => textsOf(`${tag}.json`));
    await i18n.setLocale('ar');
    expect([i18n.locale.value, i18n.direction.value]).toEqual(['ar', 'rtl']);
    expect(i18n.t('card.number.label')).toBe(
      ((textsOf('ar.json')['card'] as Texts)['number'] as Texts)['label'],
    );
  });

  it.each([
    ['cloneInstance(', 'fork(', 'i18next has no I18n.cloneInstance any more.'],
    ['opt.nest !== false', 'opt.nest', 'i18next does not ask "opt.nest !== false" any more.'],
  ])('stops the build when i18next has changed: %s', async (before, after, message) => {
    const changed: Plugin = {
      name: 'changed',
      enforce: 'pre',
      transform: (code, id) => (/i18next\.js$/.test(id) ? code.replace(before, after) : null),
    };
    await expect(bundled([changed, leanI18next()])).rejects.toThrow(message);
  });
});
