// Prints a value as a person writes it, in JavaScript or in JSON: on one line where it fits.

import { indent, js } from './escape.ts';

/** Columns that an object may take before it gets a line for each of its parts. */
const WIDTH = 90;
const FEW_WORDS = 60;

interface Notation {
  readonly text: (text: string) => string;
  readonly key: (key: string) => string;
  /** After the last part, where each has its own line. */
  readonly comma: ',' | '';
}

const JAVASCRIPT: Notation = {
  text: js,
  // That one name, written plainly, would set the prototype (ECMA-262, B.3.1).
  key: (key) => (key === '__proto__' ? `[${js(key)}]` : /^[a-z_$][\w$]*$/i.test(key) ? key : js(key)),
  comma: ',',
};

const JSON_TEXT: Notation = { text: JSON.stringify, key: JSON.stringify, comma: '' };

/** A JavaScript expression for a value that JSON can hold. */
export function literal(value: unknown): string {
  return print(value, WIDTH, JAVASCRIPT);
}

/** The value in JSON (RFC 8259). */
export function json(value: unknown): string {
  return print(value, WIDTH, JSON_TEXT);
}

/** The properties of an object, for one that has others besides. */
export function properties(value: Readonly<Record<string, unknown>>): readonly string[] {
  return parts(value, WIDTH, JAVASCRIPT);
}

/** An object of such properties, each on a line of its own unless they are few words. */
export function object(members: readonly string[]): string {
  const line = `{ ${members.join(', ')} }`;
  return line.length <= FEW_WORDS && !line.includes('\n') ? line : lines('{', members, '}', ',');
}

function print(value: unknown, width: number, notation: Notation, taken = 0): string {
  if (typeof value === 'string') return notation.text(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  const members = isList
    ? value.map((one) => print(one, width - 2, notation))
    : parts(value as Record<string, unknown>, width - 2, notation);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (members.length === 0) return open + close;
  const space = isList ? '' : ' ';
  const line = open + space + members.join(', ') + space + close;
  if (!line.includes('\n') && taken + line.length <= width) return line;
  return lines(open, members, close, notation.comma);
}

function parts(
  value: Readonly<Record<string, unknown>>,
  width: number,
  notation: Notation,
): readonly string[] {
  return Object.entries(value).map(([name, part]) => {
    const key = `${notation.key(name)}: `;
    return key + print(part, width, notation, key.length);
  });
}

function lines(open: string, members: readonly string[], close: string, comma: ',' | ''): string {
  return `${open}\n${indent(members.join(',\n') + comma, 2)}\n${close}`;
}
