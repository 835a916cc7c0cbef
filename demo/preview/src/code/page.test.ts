// The page does what the settings say and nothing else, for every way in and whatever stands in a setting.

import fc from 'fast-check';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { WAYS } from '../settings/choices.ts';
import { DEFAULTS, type Settings, type Way } from '../settings/settings.ts';
import { anySettings, FACTS } from './any-settings.ts';
import { chosenLook } from './look.ts';
import { pageCode } from './page.ts';

function parse(settings: Settings, facts = FACTS) {
  const code = pageCode(settings, facts);
  const { document } = new Window({ settings: { disableJavaScriptFileLoading: true } });
  document.write(code);
  return { code, document, script: document.querySelector('script[type=module]')?.textContent ?? '' };
}

/** Runs the page's script with a client that only listens, and answers what it was told. */
async function run(script: string): Promise<{ key?: string; options?: Record<string, unknown> }> {
  const told: { key?: string; options?: Record<string, unknown> } = {};
  const node = { addEventListener: () => {}, querySelector: () => node };
  const keep = (options: Record<string, unknown>) => {
    told.options = options;
    return { mount: () => {}, create: () => ({ mount: () => {}, on: () => {} }) };
  };
  const XPay = (key: string) => {
    told.key = key;
    return { initEmbeddedCheckout: keep, elements: keep };
  };
  const fetch = async () => ({ json: async () => ({ clientSecret: 'cs_test_1_secret_2' }) });
  const body = `return (async () => {${script}})();`;
  await new Function('XPay', 'document', 'fetch', body)(XPay, node, fetch);
  return told;
}

describe('the page of every way', () => {
  it.each(WAYS)('is a whole accessible document: %s', (way) => {
    const { code, document } = parse({ ...DEFAULTS, way });
    expect(code).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(document.title).toBe('Checkout');
    expect(document.querySelectorAll('meta[charset=utf-8], meta[name=viewport]')).toHaveLength(2);
    expect(document.querySelectorAll('main > h1')).toHaveLength(1);
    expect(document.querySelectorAll('style')).toHaveLength(1);
    expect(code).not.toMatch(/\son\w+=|javascript:|\t| +$/m);
  });

  it.each(WAYS)('is Arabic from right to left where its direction is: %s', (way) => {
    const { code, document } = parse({ ...DEFAULTS, way, frame: { ...DEFAULTS.frame, direction: 'rtl' } });
    expect(document.documentElement.lang).toBe('ar');
    expect(document.documentElement.dir).toBe('rtl');
    expect(code).not.toMatch(/>Checkout|Pay now|Order and pay|Thank you|One moment/);
    expect(document.title).toMatch(/^[\p{Script=Arabic}\s]+$/u);
  });

  it('links to no session where the way is a payment link, which begins one for each visitor', () => {
    const url = 'https://pay.example/c/cs_test_1';
    const { document } = parse({ ...DEFAULTS, way: 'payment-link' }, { ...FACTS, url });
    expect(document.querySelector('a')?.getAttribute('href')).toBe('https://pay.example/p/plink_…');
  });

  it('says nothing of what is a default', () => {
    const { code } = parse(DEFAULTS);
    expect(code).not.toMatch(/locale|appearance|theme|dir=/);
  });

  it.each([
    ['light', []],
    ['dark', ['color-scheme: dark;']],
    ['auto', ['color-scheme: light dark;']],
  ] as const)('has the colour scheme of the checkout: %s', (theme, lines) => {
    const { code } = parse({ ...DEFAULTS, look: { ...DEFAULTS.look, theme } });
    expect(code.match(/color-scheme: [^;]*;/g) ?? []).toEqual(lines);
  });
});

describe('any settings', () => {
  it('add no element, no attribute and no script to the page', () => {
    fc.assert(
      fc.property(anySettings(), (settings) => {
        const plain = parse({ ...settings, look: { ...DEFAULTS.look, theme: settings.look.theme } });
        const { document } = parse(settings);
        const names = (root: typeof document) =>
          [...root.querySelectorAll('*')].map(({ tagName }) => tagName);
        expect(names(document)).toEqual(names(plain.document));
        const attributes = [...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames());
        expect(attributes.filter((name) => name.startsWith('on'))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  const scripted = WAYS.filter((way): way is Way => ['inline', 'overlay', 'element'].includes(way));
  it.each(scripted)('arrive in the options as they are: %s', async (way) => {
    await fc.assert(
      fc.asyncProperty(anySettings(), async (any) => {
        const settings = { ...any, way };
        const { key, options = {} } = await run(parse(settings).script);
        expect(key).toBe(FACTS.publishableKey);
        const { locale, appearance } = chosenLook(settings);
        expect(options['locale']).toBe(locale);
        expect(options['appearance']).toEqual(appearance);
      }),
      { numRuns: 60 },
    );
  });

  it('arrive in the attributes of the tag as they are', () => {
    const texts = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(anySettings(texts), (any) => {
        const tag = parse({ ...any, way: 'tag' }).document.querySelector('xpay-checkout');
        const { locale, appearance: { theme, variables } = {} } = chosenLook(any);
        expect(tag?.getAttribute('publishable-key')).toBe(FACTS.publishableKey);
        expect(tag?.getAttribute('locale')).toBe(locale ?? null);
        expect(tag?.getAttribute('theme')).toBe(theme ?? null);
        const json = tag?.getAttribute('appearance') ?? null;
        expect(json === null ? undefined : JSON.parse(json).variables).toEqual(variables);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['link', 'hosted', 'payment-link'] as const)('arrive in the address of the page: %s', (way) => {
    fc.assert(
      fc.property(anySettings(fc.string()), (any) => {
        const url = `https://pay.example/${way === 'payment-link' ? 'p/plink_1' : 'c/cs_test_1'}`;
        const { document } = parse({ ...any, way }, { ...FACTS, url });
        const target = new URL(document.querySelector('a')?.getAttribute('href') ?? '');
        const { locale, appearance } = chosenLook(any);
        expect(target.origin + target.pathname).toBe(url);
        expect(target.searchParams.get('locale')).toBe(locale ?? null);
        expect(target.searchParams.get('theme')).toBe(appearance?.theme ?? null);
      }),
      { numRuns: 60 },
    );
  });
});
