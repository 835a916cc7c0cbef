// Every text arrives as it was, in a script, an attribute and a shell, and nothing of it is taken for code.

import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { anyText } from './any-settings.ts';
import { html, indent, js, shell } from './escape.ts';
import { json, literal } from './literal.ts';

const evaluate = (expression: string): unknown => new Function(`return (${expression});`)();

describe('js', () => {
  it('evaluates to the text, whatever it is', () => {
    fc.assert(fc.property(anyText, (text) => evaluate(js(text)) === text));
  });

  it('holds nothing that an HTML parser looks for in a script', () => {
    fc.assert(fc.property(anyText, (text) => !/[<\n\r\u2028\u2029]/.test(js(text))));
  });

  it('chooses the quotes that need no escape', () => {
    expect(js("Georgia, 'Times'")).toBe(`"Georgia, 'Times'"`);
    expect(js('say "yes"')).toBe(`'say "yes"'`);
  });
});

describe('literal and json', () => {
  it('are the value again', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.jsonValue()), (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(evaluate(literal(plain))).toEqual(plain);
        expect(JSON.parse(json(plain))).toEqual(plain);
      }),
    );
  });

  it('break lines where an object is too wide', () => {
    expect(literal({ theme: 'dark', variables: {} })).toBe("{ theme: 'dark', variables: {} }");
    const wide = { fontFamily: 'x'.repeat(80), items: [{ a: 1 }, { b: null }] };
    expect(literal(wide)).toBe(`{
  fontFamily: '${'x'.repeat(80)}',
  items: [{ a: 1 }, { b: null }],
}`);
    expect(json(wide)).toBe(`{
  "fontFamily": "${'x'.repeat(80)}",
  "items": [{ "a": 1 }, { "b": null }]
}`);
  });
});

describe('html', () => {
  it('is the text again in an attribute and between tags', () => {
    const { document } = new Window();
    const texts = anyText.filter((text) => !/[\0\p{Cs}]/u.test(text));
    fc.assert(
      fc.property(texts, (text) => {
        document.body.innerHTML = `<a title="${html(text)}">${html(text)}</a>`;
        const [link, ...others] = document.body.children;
        expect(others).toEqual([]);
        expect(link?.getAttribute('title')).toBe(text);
        expect(link?.getAttributeNames()).toEqual(['title']);
        expect(link?.textContent).toBe(text);
      }),
    );
  });
});

describe('shell', () => {
  it('is one word, whatever is in it', () => {
    const texts = fc.sample(
      anyText.map((text) => text.replaceAll('\0', '')).filter((text) => !/\p{Cs}/u.test(text)),
      300,
    );
    const command = `printf '%s\\0' ${texts.map(shell).join(' ')}`;
    const { stdout, status } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout.split('\0').slice(0, -1)).toEqual(texts);
  });
});

describe('indent', () => {
  it('moves lines and leaves empty ones empty', () => {
    expect(indent('a\n\n  b\n', 2)).toBe('  a\n\n    b\n');
  });
});
