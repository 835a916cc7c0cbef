// The samples of every way compile as their reader's project would compile them, and say the same as the page.

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WAYS } from '../settings/choices.ts';
import { sessionInput } from '../settings/session-input.ts';
import { DEFAULTS, type Settings } from '../settings/settings.ts';
import { anySettings, FACTS } from './any-settings.ts';
import { codeFor } from './code-for.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const FOLDER = join(ROOT, 'demo/preview/.samples');

const LOOK: Settings['look'] = {
  locale: 'ar-EG',
  theme: 'dark',
  variables: { colorPrimary: '#7c3aed', fontFamily: `Georgia, "Times New Roman", 'x'`, borderRadius: '12px' },
};
const EVERYTHING: Settings['session'] = {
  ...DEFAULTS.session,
  methods: ['wallet', 'bnpl'],
  fields: ['name', 'email', 'custom', 'billing'],
  quantities: true,
  promotion: true,
  discount: 20,
  returning: true,
};

/** The plainest of each way, and one with something of everything. */
const CASES = WAYS.flatMap((way): readonly (readonly [string, Settings])[] => [
  [way, { ...DEFAULTS, way }],
  [`${way}-full`, { ...DEFAULTS, way, look: LOOK, session: EVERYTHING }],
]);

/** Writes the samples into a folder that is no part of the project, and lets the compiler say what it thinks of them. */
function compile(samples: ReadonlyMap<string, string>, options: object): string {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  try {
    for (const [name, code] of samples) writeFileSync(join(FOLDER, name), code);
    const config = { extends: '../../../tsconfig.json', include: ['*'], compilerOptions: options };
    writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(config));
    return spawnSync(`${ROOT}node_modules/.bin/tsc`, ['-p', FOLDER], { encoding: 'utf8' }).stdout;
  } finally {
    rmSync(FOLDER, { recursive: true, force: true });
  }
}

describe('the samples', () => {
  it('compile, for every way, with and without everything that can be chosen', () => {
    const samples = new Map<string, string>();
    for (const [name, settings] of CASES) {
      const { npm, react, node } = codeFor(settings, FACTS);
      samples.set(`${name}-server.ts`, node);
      if (npm !== null) samples.set(`${name}.ts`, npm);
      if (react !== null) samples.set(`${name}-react.tsx`, react);
    }
    expect(samples.size).toBe(14 + 10 + 10);
    const options = {
      jsxImportSource: 'react',
      // As in the shop that uses it: no other package has React.
      paths: {
        react: ['../../spa/node_modules/@types/react'],
        'react/*': ['../../spa/node_modules/@types/react/*'],
        '@xpay/react': ['../../../packages/react/src/index.ts'],
      },
    };
    expect(compile(samples, options)).toBe('');
  }, 120_000);

  it.each(CASES)('hold neither a secret nor a line that ends in a space: %s', (_, settings) => {
    for (const code of Object.values(codeFor(settings, FACTS))) {
      expect(code ?? '').not.toMatch(/sk_(test|live)|whsec_|[ \t]$|undefined|\[object|NaN/m);
      expect(code ?? '-\n').toMatch(/[^\n]\n$/);
    }
  });

  it('need no package where the buyer is led to a page of ours', () => {
    for (const way of ['hosted', 'payment-link'] as const)
      expect(codeFor({ ...DEFAULTS, way }, FACTS)).toMatchObject({ npm: null, react: null });
  });
});

describe('the command', () => {
  it('hands curl the address, the key and the very body that the preview sends', () => {
    fc.assert(
      fc.property(anySettings(), (settings) => {
        const made = { customerId: 'cus_\'$(id)`"', coupon: 'coup_\\n' };
        const { curl } = codeFor(settings, { ...FACTS, made });
        const listing = 'curl() { printf \'%s\\0\' "$@"; }\n';
        const { stdout, status } = spawnSync('sh', ['-c', listing + curl], {
          encoding: 'utf8',
          env: { PATH: process.env['PATH'], XPAY_SECRET_KEY: 'a key' },
        });
        expect(status).toBe(0);
        const [url, ...words] = stdout.split('\0').slice(0, -1);
        const path = settings.way === 'payment-link' ? '/payment-links' : '/checkout/sessions';
        expect(url).toBe(FACTS.checkout + path);
        expect(words.slice(0, 5)).toEqual([
          '-H',
          'Authorization: Bearer a key',
          '-H',
          'Content-Type: application/json',
          '-d',
        ]);
        expect(JSON.parse(words[5] ?? '')).toEqual(sessionInput(settings, made));
        expect(words).toHaveLength(6);
      }),
      { numRuns: 25 },
    );
  });
});
