// Code in colours, in lines of words: nothing here makes HTML out of text, so no policy of the page has to allow it.

import core from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import javascript from 'highlight.js/lib/languages/javascript';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';

core.registerLanguage('bash', bash);
core.registerLanguage('css', css);
core.registerLanguage('javascript', javascript);
core.registerLanguage('typescript', typescript);
core.registerLanguage('xml', xml);

export type CodeLanguage = 'bash' | 'typescript' | 'xml';

/** Some letters of one line, and what they are: the classes of highlight.js, or nothing. */
export interface Word {
  readonly kind: string;
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

/** The lines of the code in the words that highlight.js finds. Their texts, with line breaks between them, are the code. */
export function highlight(code: string, language: CodeLanguage): readonly (readonly Word[])[] {
  const { value } = core.highlight(code, { language });
  const lines: Word[][] = [[]];
  const kinds: string[] = [];
  for (const piece of value.split(/(<span class="[^"]*">|<\/span>|\n)/)) {
    const kind = /^<span class="([^"]*)">$/.exec(piece)?.[1];
    if (kind !== undefined) kinds.push(kind);
    else if (piece === '</span>') kinds.pop();
    else if (piece === '\n') lines.push([]);
    else if (piece !== '') lines.at(-1)?.push({ kind: kinds.at(-1) ?? '', text: decode(piece) });
  }
  return lines;
}

function decode(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity] ?? entity);
}
