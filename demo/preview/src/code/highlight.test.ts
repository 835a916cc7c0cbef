// Colours change nothing: what is shown, selected and copied is the code.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../settings/settings.ts';
import { anySettings, anyText, FACTS } from './any-settings.ts';
import { codeFor } from './code-for.ts';
import { type CodeLanguage, highlight } from './highlight.ts';

const textOf = (lines: ReturnType<typeof highlight>): string =>
  lines.map((words) => words.map(({ text }) => text).join('')).join('\n');

describe('highlight', () => {
  it.each(['xml', 'typescript', 'bash'] satisfies CodeLanguage[])(
    'keeps every text as it is: %s',
    (language) => {
      fc.assert(fc.property(anyText, (text) => textOf(highlight(text, language)) === text));
    },
  );

  it('keeps the code of any settings as it is', () => {
    fc.assert(
      fc.property(anySettings(), (settings) => {
        const { html, node, curl } = codeFor(settings, FACTS);
        expect(textOf(highlight(html, 'xml'))).toBe(html);
        expect(textOf(highlight(node, 'typescript'))).toBe(node);
        expect(textOf(highlight(curl, 'bash'))).toBe(curl);
      }),
      { numRuns: 20 },
    );
  });

  it('finds tags, scripts and styles in a page', () => {
    const { html } = codeFor(DEFAULTS, FACTS);
    const found = highlight(html, 'xml').flat();
    const expected = [
      { kind: 'hljs-name', text: 'html' },
      { kind: 'hljs-attr', text: 'lang' },
      { kind: 'hljs-string', text: '"en"' },
      { kind: 'hljs-attribute', text: 'color-scheme' },
      { kind: 'hljs-keyword', text: 'const' },
      { kind: 'hljs-string', text: "'POST'" },
    ];
    for (const word of expected) expect(found).toContainEqual(word);
  });
});
