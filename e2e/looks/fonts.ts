// The fonts of the pictures: the project's own, so that a picture does not depend on what is installed.

import { readFileSync } from 'node:fs';

const FILES = [
  ['Looks', 400, 'noto-sans-regular'],
  ['Looks', 700, 'noto-sans-bold'],
  ['Looks Arabic', 400, 'noto-sans-arabic-regular'],
  ['Looks Arabic', 700, 'noto-sans-arabic-bold'],
] as const;

/** A style sheet with the fonts in it. Latin and Arabic letters, digits and signs; every weight is regular or bold. */
export function fontFaces(): string {
  return FILES.map(([family, weight, file]) => {
    const font = readFileSync(`${import.meta.dirname}/fonts/${file}.woff2`).toString('base64');
    const range = weight === 400 ? '1 500' : '501 1000';
    return `@font-face { font-family: "${family}"; font-weight: ${range}; src: url(data:font/woff2;base64,${font}); }`;
  }).join('\n');
}
