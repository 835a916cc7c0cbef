// Holds the documentation to the code: the error page is the table, every TypeScript block compiles, every link resolves.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { INTENT_STATUSES } from '@xpay/protocol/api';
import { describe, expect, it } from 'vitest';
import { TEST_CARDS } from '../packages/checkout/src/test-mode/test-cards.ts';
import { BEHAVIORS } from '../packages/sandbox/src/bank/switches.ts';
import { signatureHeaders } from '../packages/sandbox/src/webhooks/sign.ts';
import { STATUSES as MAXFI_STATUSES } from '../packages/sandbox/src/wire/maxfi/schemas.ts';
import { STATUSES as REQUEST_STATUSES } from '../packages/sandbox/src/wire/payment-request/schemas.ts';
import { changelogPage } from './changelog-doc.ts';
import { blocksOf, PAGES, readPage as read } from './docs-blocks.ts';
import { errorsPage } from './errors-doc.ts';
import { eventsPage } from './events-doc.ts';
import { ROOT } from './run.ts';
import { PARTS } from './vite-script.ts';

const SNIPPETS = `${ROOT}scripts/.snippets`;

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/**
 * `ts` and `tsx` are compiled and `json` is parsed here; `sh` is run by docs-commands.test.ts; `html` and `js` are run in a browser and
 * by Node in e2e/docs.spec.ts. `text` is what nothing can run.
 */
const CHECKED = ['ts', 'tsx', 'json', 'sh', 'html', 'js', 'text'];

interface Verifier {
  isGenuine(body: string, header: string, webhookSecret: string): boolean;
}

function snippetsOf(page: string, language = 'ts'): string[] {
  return blocksOf(page, language).map(({ code }) => code);
}

/** As much of Cypress, which is not installed, as the documentation's blocks use. */
const CYPRESS = `
interface Chainable {
  its(path: string): Chainable;
  should(chainer: string): Chainable;
  find(selector: string): Chainable;
  type(text: string): Chainable;
  click(): Chainable;
}
declare const cy: {
  get(selector: string): Chainable;
  request(options: { method: string; url: string; headers?: object; body?: string | object }): Chainable;
};
`;

/** Imports the TypeScript block of a page that holds a text. */
async function load<T>(page: string, holding: string): Promise<T> {
  const code = snippetsOf(page).find((snippet) => snippet.includes(holding));
  if (code === undefined) throw new Error(`${page} has no block with ${holding}.`);
  const file = join(SNIPPETS, `${holding}.ts`);
  mkdirSync(SNIPPETS, { recursive: true });
  try {
    writeFileSync(file, code);
    return (await import(file)) as T;
  } finally {
    rmSync(SNIPPETS, { recursive: true });
  }
}

describe('documentation', () => {
  it('lists every error code as the table has it, and every message as the code says it', async () => {
    expect(read('docs/errors.md')).toBe(await errorsPage());
  });

  it('lists every event of xpay.js and of the four APIs: `tsx scripts/events-doc.ts` writes it', () => {
    expect(read('docs/events.md')).toBe(eventsPage());
  });

  it('has the changes of every package: `tsx scripts/changelog-doc.ts` writes them', () => {
    expect(read('docs/changelog.md')).toBe(changelogPage());
  });

  it('says of every block what it is, so that something checks it', () => {
    const unknown = PAGES.flatMap((page) => blocksOf(page)).filter(
      ({ language }) => !CHECKED.includes(language),
    );
    expect(unknown).toEqual([]);
  });

  it('shows files for Node where the browser tests run them', () => {
    expect(PAGES.filter((page) => blocksOf(page, 'js').length > 0)).toEqual(['docs/quick-start.md']);
  });

  it.each(PAGES.flatMap((page) => blocksOf(page, 'json')))(
    'shows JSON that parses in $page: $code',
    ({ code }) => {
      expect(() => JSON.parse(code)).not.toThrow();
    },
  );

  it('embeds in the README as the guide does, whose page a browser test runs', () => {
    const block = /^```html\n.*?^```/ms;
    expect(read('README.md').match(block)?.[0]).toBe(read('docs/integrate.md').match(block)?.[0]);
  });

  it('shows TypeScript that compiles', () => {
    rmSync(SNIPPETS, { recursive: true, force: true });
    mkdirSync(SNIPPETS);
    try {
      for (const page of PAGES) {
        for (const language of ['ts', 'tsx']) {
          snippetsOf(page, language).forEach((code, index) => {
            writeFileSync(join(SNIPPETS, `${page.replace(/\W/g, '-')}-${index}.${language}`), code);
          });
        }
      }
      expect(readdirSync(SNIPPETS).length).toBeGreaterThan(0);
      mkdirSync(join(SNIPPETS, 'node_modules/cypress'), { recursive: true });
      writeFileSync(join(SNIPPETS, 'node_modules/cypress/index.d.ts'), CYPRESS);
      const config = {
        extends: '../../tsconfig.json',
        include: ['*.ts', '*.tsx'],
        compilerOptions: {
          noUnusedLocals: false,
          jsxImportSource: 'react',
          // As in the shop that uses it: no other package has React.
          paths: {
            react: ['../../demo/spa/node_modules/@types/react'],
            'react/*': ['../../demo/spa/node_modules/@types/react/*'],
            '@xpay/react': ['../../packages/react/src/index.ts'],
          },
        },
      };
      writeFileSync(join(SNIPPETS, 'tsconfig.json'), JSON.stringify(config));
      const tsc = spawnSync(`${ROOT}node_modules/.bin/tsc`, ['-p', SNIPPETS], { encoding: 'utf8' });
      expect(tsc.stdout).toBe('');
    } finally {
      rmSync(SNIPPETS, { recursive: true, force: true });
    }
  }, 120_000);

  it("checks a webhook's signature as the sandbox makes it", async () => {
    const { isGenuine } = await load<Verifier>('docs/integrate.md', 'isGenuine');
    const timestamp = Math.floor(Date.now() / 1000);
    const sign = (age: number) =>
      signatureHeaders(SECRET, { eventId: 'evt_1', body: '{"a":1}', timestamp: timestamp - age })[
        'xpay-signature'
      ] ?? '';
    expect(isGenuine('{"a":1}', sign(0), SECRET)).toBe(true);
    const content = { eventId: 'evt_1', body: '{"a":1}', timestamp };
    const other = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
    const both = signatureHeaders([other, SECRET], content)['xpay-signature'] ?? '';
    for (const secret of [SECRET, other]) expect(isGenuine('{"a":1}', both, secret)).toBe(true);
    expect(isGenuine('{"a":1}', sign(290), SECRET)).toBe(true);
    expect(isGenuine('{"a":1}', sign(310), SECRET)).toBe(false);
    expect(isGenuine('{"a":1}', sign(-310), SECRET)).toBe(false);
    expect(isGenuine('{"a":2}', sign(0), SECRET)).toBe(false);
    expect(isGenuine('{"a":1}', sign(0), `${SECRET}A`)).toBe(false);
    for (const header of ['', 't=,v1=', `t=${timestamp},v1=`, `${sign(0)}0`, `t=x,v1=${'0'.repeat(64)}`])
      expect(isGenuine('{"a":1}', header, SECRET)).toBe(false);
  });

  it('lists every way in which the bank of the sandbox misbehaves', () => {
    const [, after = ''] = read('docs/testing.md').split('| `behavior` |');
    const [table = ''] = after.split('\n\n');
    const named = [...table.matchAll(/`([a-z0-9_]+)`/g)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(Object.keys(BEHAVIORS).toSorted());
  });

  it('lists the test cards that the checkout offers', () => {
    const numbers = [...read('docs/testing.md').matchAll(/\b\d{4}( \d{2,6})+\b/g)].map(([number]) =>
      number.replaceAll(' ', ''),
    );
    for (const { number } of TEST_CARDS) expect(numbers).toContain(number);
  });

  it.each([
    ['cxpay', INTENT_STATUSES],
    ['maxfi', MAXFI_STATUSES],
    ['payment-requests', REQUEST_STATUSES],
  ])('lists every status of a payment in docs/%s.md', (name, statuses) => {
    const [, after = ''] = read(`docs/${name}.md`).split('| `status` | means');
    const [table = ''] = after.split('\n\n');
    const first = table.split('\n').map((row) => row.split('|')[1] ?? '');
    const named = first.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, word]) => word));
    expect(named.toSorted()).toEqual([...statuses].toSorted());
  });

  it('has every part of xpay.js in the inventory of scripts', () => {
    const [, table = ''] = read('docs/pci.md').split('| script | why');
    const [rows = ''] = table.split('\n\n');
    const named = [...rows.matchAll(/`([\w-]+)\.js`/g)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(['xpay', ...PARTS].toSorted());
  });

  it.each(PAGES)('has no dead link within the repository in %s', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
    const dead = links.filter(([, path = '', anchor]) => {
      const target = path === '' ? page : join(dirname(page), path);
      return !existsSync(ROOT + target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
    expect(dead.map(([link]) => link)).toEqual([]);
  });
});

/** As GitHub names headings, and the anchors that a page sets itself. */
function anchorsOf(page: string): string[] {
  const headings = [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, words = '']) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...headings, ...[...read(page).matchAll(/<a id="([^"]*)">/g)].map(([, id = '']) => id)];
}
